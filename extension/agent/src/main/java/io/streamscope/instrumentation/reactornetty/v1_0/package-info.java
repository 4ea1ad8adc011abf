/** HTTP server and client of Reactor Netty, since 1.0. */
@NullMarked
package io.streamscope.instrumentation.reactornetty.v1_0;

import org.jspecify.annotations.NullMarked;
