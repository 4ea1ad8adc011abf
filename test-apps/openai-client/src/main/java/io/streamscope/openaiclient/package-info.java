/** An ordinary application that asks for chat completions with openai-java, in every way. */
@NullMarked
package io.streamscope.openaiclient;

import org.jspecify.annotations.NullMarked;
