/** Provider wire formats: what one event of a stream says. */
@NullMarked
package io.streamscope.llm.format;

import org.jspecify.annotations.NullMarked;
