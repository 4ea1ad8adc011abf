/** What a chunk and a stream cost. */
@NullMarked
package io.streamscope.benchmarks;

import org.jspecify.annotations.NullMarked;
