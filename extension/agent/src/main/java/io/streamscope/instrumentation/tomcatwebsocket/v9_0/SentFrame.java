/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketSession;
import org.jspecify.annotations.Nullable;

/** A frame between the application's call and Tomcat's return from it. */
public final class SentFrame {

  private final WebSocketSession session;
  private final MessageParts parts;
  private final MessageType type;
  private final long bytes;
  private final boolean last;
  private final long startNanos;

  SentFrame(
      WebSocketSession session, MessageParts parts, MessageType type, long bytes, boolean last) {
    this.session = session;
    this.parts = parts;
    this.type = type;
    this.bytes = bytes;
    this.last = last;
    session.sends().begun();
    this.startNanos = session.nanoTime();
  }

  /**
   * It is out, or on its way.
   *
   * @param thrown null unless it is not
   */
  public void over(@Nullable Throwable thrown) {
    if (thrown == null) {
      parts.sent(type, bytes, last, startNanos);
    }
    session.sends().ended();
  }
}
