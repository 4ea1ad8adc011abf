/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import org.jspecify.annotations.Nullable;

/** A message, or a part of one, between the thread that reads and the one that handles. */
public final class WaitingPart {

  private final WebSocketSession session;
  private final MessageType type;
  private final long bytes;
  private final @Nullable CharSequence text;
  private final boolean first;
  private final long nanos;

  WaitingPart(
      WebSocketSession session,
      MessageType type,
      long bytes,
      @Nullable CharSequence text,
      boolean first,
      long nanos) {
    this.session = session;
    this.type = type;
    this.bytes = bytes;
    this.text = text;
    this.first = first;
    this.nanos = nanos;
  }

  /**
   * The application is about to be called, on this thread. The question is as old as its message;
   * the time until now is nobody's work.
   *
   * @return to be closed when the application returns; null if nothing is to be current
   */
  public @Nullable MessageScope begin() {
    MessageScope scope =
        first ? session.handle(type, bytes, text, nanos) : session.handleMore(bytes, nanos);
    return scope == null ? null : scope.beginAt(session.nanoTime());
  }
}
