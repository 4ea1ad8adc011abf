/** anthropic-java. */
@NullMarked
package io.streamscope.instrumentation.anthropic.v1_0;

import org.jspecify.annotations.NullMarked;
