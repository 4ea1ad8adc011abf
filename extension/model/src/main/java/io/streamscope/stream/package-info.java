/** The model: one stream, one span, whatever library carries it. */
@NullMarked
package io.streamscope.stream;

import org.jspecify.annotations.NullMarked;
