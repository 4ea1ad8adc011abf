/** What Spring's handlers of WebSockets and of their messages throw, since 5.3. */
@NullMarked
package io.streamscope.instrumentation.spring.websocket.v5_3;

import org.jspecify.annotations.NullMarked;
