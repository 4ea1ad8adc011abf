/** WebSockets of Jetty's server, since 10.0: the core that each of its APIs is built on. */
@NullMarked
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import org.jspecify.annotations.NullMarked;
