/** WebSockets of Undertow, since 1.4: the endpoints of its server. */
@NullMarked
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import org.jspecify.annotations.NullMarked;
