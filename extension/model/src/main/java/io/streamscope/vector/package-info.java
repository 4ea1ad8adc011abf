/** Retrieval and vector-store calls. */
@NullMarked
package io.streamscope.vector;

import org.jspecify.annotations.NullMarked;
