/** WebSockets of Java-WebSocket, since 1.4. */
@NullMarked
package io.streamscope.instrumentation.javawebsocket.v1_4;

import org.jspecify.annotations.NullMarked;
