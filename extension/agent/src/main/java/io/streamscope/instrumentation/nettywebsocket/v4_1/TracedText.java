/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.streamscope.websocket.WebSocketSession;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A text that says in which trace it is sent, where the user wants that. */
public final class TracedText {

  private TracedText() {}

  /**
   * What is written instead of a text, null for that text. Like an encoder it lets go of the frame
   * that it replaces. May be called by any thread, and by each handler that passes a text on.
   */
  public static @Nullable TextWebSocketFrame of(Channel channel, TextWebSocketFrame frame) {
    WebSocketSession session = NettyWebSocket.session(channel);
    if (session == null || !session.sends().isTraceWritten() || !isPlain(frame)) {
      return null;
    }
    String text = session.sends().withTrace(text(frame.content()));
    if (text == null) {
      return null;
    }
    TextWebSocketFrame written = new TextWebSocketFrame(text);
    frame.release();
    return written;
  }

  /** A whole message that is not compressed; a handler may look for a class of its own. */
  private static boolean isPlain(TextWebSocketFrame frame) {
    return frame.getClass() == TextWebSocketFrame.class
        && frame.isFinalFragment()
        && frame.rsv() == 0;
  }

  /** Null if it is none: it would not come through as it is. */
  private static @Nullable CharSequence text(ByteBuf content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(content.nioBuffer());
    } catch (CharacterCodingException broken) {
      return null;
    }
  }
}
