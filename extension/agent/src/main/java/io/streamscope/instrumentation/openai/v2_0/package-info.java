/** openai-java chat completions, 2 to 4. */
@NullMarked
package io.streamscope.instrumentation.openai.v2_0;

import org.jspecify.annotations.NullMarked;
