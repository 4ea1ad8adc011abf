/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import org.jspecify.annotations.Nullable;

/**
 * Reads what the messages of a session are: those of a STOMP client by its commands, all others by
 * the fields that the user has named. Whether a client speaks STOMP its first text tells. Used by
 * whoever reads, one message at a time.
 */
final class MessageReading {

  /** Of a frame that a server sends: {@code ERROR}, two line feeds and a null. */
  private static final int FRAME_MIN = 8;

  private final MessageFields fields;
  private final boolean named; // fields are to be looked for
  private volatile boolean begun; // there was a text
  private volatile boolean stomp;

  MessageReading(MessageFields fields) {
    this.fields = fields;
    this.named = !fields.isEmpty();
  }

  /** Whether it wants to see the next text. */
  boolean looks() {
    return stomp || !begun || named;
  }

  /**
   * What a message is.
   *
   * @param text what it says, null if it is no text or not all of it is there
   */
  MessageMeaning of(MessageType type, @Nullable CharSequence text) {
    boolean first = !begun && type == MessageType.TEXT;
    begun |= first;
    if (text == null) {
      return MessageMeaning.QUESTION;
    }
    if (named && fields.isHeartbeat(text)) {
      return MessageMeaning.HEARTBEAT;
    }
    if (first || stomp) {
      StompFrame frame = StompFrame.of(text);
      stomp |= frame.isConnect();
      if (stomp) {
        return of(frame);
      }
    }
    return named
        ? MessageMeaning.question(fields.contextOf(text), fields.idOf(text))
        : MessageMeaning.QUESTION;
  }

  private MessageMeaning of(StompFrame frame) {
    if (frame.isHeartbeat()) {
      return MessageMeaning.HEARTBEAT;
    }
    if (frame.isSend()) {
      return MessageMeaning.question(fields.contextOf(frame), fields.idOf(frame));
    }
    return frame.isForTheBroker() ? MessageMeaning.PROTOCOL : MessageMeaning.MORE;
  }

  /** Whether a message that we send only says that we are there: no frame is so short. */
  boolean isHeartbeatOfOurs(MessageType type, long bytes) {
    return stomp && type == MessageType.TEXT && bytes < FRAME_MIN;
  }
}
