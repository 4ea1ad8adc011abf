/** Model calls by the GenAI conventions. */
@NullMarked
package io.streamscope.llm;

import org.jspecify.annotations.NullMarked;
