/** WebSocket connections (RFC 6455) as sessions, what one message causes as turns. */
@NullMarked
package io.streamscope.websocket;

import org.jspecify.annotations.NullMarked;
