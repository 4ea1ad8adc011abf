/** WebSockets of Vert.x, since 4.0.3. */
@NullMarked
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import org.jspecify.annotations.NullMarked;
