/** Whole processes compared: the agent alone and the agent with Streamscope. */
@NullMarked
package io.streamscope.benchmarks.process;

import org.jspecify.annotations.NullMarked;
