/** WebSockets that Tyrus serves, since 1.8.3, in whatever container. */
@NullMarked
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import org.jspecify.annotations.NullMarked;
