/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The frames of a session (RFC 6455 §5.2), for a stack that shows them before they are compressed
 * and after they have been inflated. Those that come in come one at a time; a message in one frame
 * may be sent by any thread, one in several by one at a time.
 */
public final class MessageFrames {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final WebSocketSession session;
  private final MessageParts parts;
  private MessageType receiving = MessageType.BINARY; // only who reads uses it
  private MessageType sending = MessageType.BINARY; // only who sends a message in parts
  private volatile @Nullable Thread handler; // while the application handles a message
  private @Nullable MessageScope handling; // the same, on that thread

  /** The frames of a session. */
  public MessageFrames(WebSocketSession session) {
    this.session = session;
    this.parts = new MessageParts(session);
  }

  /** Whether a frame is a message or a part of one. */
  public static boolean isData(int opcode) {
    return opcode <= BINARY;
  }

  /** Whether somebody wants to see what a frame says: a whole text. */
  public boolean looksAt(int opcode, boolean fin) {
    return opcode == TEXT && fin && session.looksAtTexts();
  }

  /** Shows what a frame says, before {@link #received}, to whoever reads what passes. */
  public void showReceived(int opcode, boolean fin, @Nullable ByteBuffer payload) {
    session.realtime().received(payload, type(opcode, receiving) == MessageType.TEXT, fin);
  }

  /** The same before {@link #sent}. */
  public void showSent(int opcode, boolean fin, @Nullable ByteBuffer payload) {
    session.realtime().sent(payload, type(opcode, sending) == MessageType.TEXT, fin);
  }

  /**
   * A message, or a part of one, is about to be handed to the application.
   *
   * @param text what it says if it {@linkplain #looksAt is looked at}
   * @return for {@link #handled} when the application returns; null if nothing is to be current
   */
  public @Nullable MessageScope received(
      int opcode, boolean fin, long bytes, @Nullable CharSequence text) {
    receiving = type(opcode, receiving);
    MessageScope scope = parts.received(receiving, bytes, text, fin);
    handling = scope;
    handler = scope == null ? null : Thread.currentThread();
    return scope;
  }

  /**
   * Something has failed: the application's handler, if that runs on this thread. It may not have
   * returned yet when the connection is closed for that.
   */
  public void failing(Throwable thrown) {
    MessageScope scope = handler == Thread.currentThread() ? handling : null;
    if (scope != null) {
      scope.failed(thrown);
    }
  }

  /** The application has returned. */
  public void handled(MessageScope scope) {
    handler = null;
    handling = null;
    scope.close(null);
  }

  /** One is about to be written, or queued for that. */
  public void sent(int opcode, boolean fin, long bytes) {
    long now = session.nanoTime();
    if (fin && opcode != CONTINUATION) {
      session.sent(type(opcode, sending), bytes, now);
    } else {
      sending = type(opcode, sending);
      parts.sent(sending, bytes, fin, now);
    }
  }

  /** The same, with what it says for whoever reads that. */
  public void sent(int opcode, boolean fin, ByteBuffer payload) {
    showSent(opcode, fin, payload);
    sent(opcode, fin, payload.remaining());
  }

  private static MessageType type(int opcode, MessageType before) {
    return switch (opcode) {
      case CONTINUATION -> before;
      case TEXT -> MessageType.TEXT;
      default -> MessageType.BINARY;
    };
  }

  /** Whether what is sent next is a part of a message of which some is sent already. */
  public boolean isSending() {
    return parts.isSending();
  }

  /** A control frame was read. */
  public void controlReceived(int opcode, @Nullable ByteBuffer payload) {
    if (opcode == PONG) {
      session.ponged();
    } else if (opcode == CLOSE) {
      session.closing(closeCode(payload), true);
    }
  }

  /** One is about to be written, or queued for that. */
  public void controlSent(int opcode, @Nullable ByteBuffer payload) {
    if (opcode == PING) {
      session.pinged();
    } else if (opcode == CLOSE) {
      session.closing(closeCode(payload), false);
    }
  }

  /** The code of a close frame (RFC 6455 §5.5.1), 1005 if it has none. */
  private static int closeCode(@Nullable ByteBuffer payload) {
    return payload == null || payload.remaining() < Short.BYTES
        ? WebSocketClose.NO_CODE
        : Short.toUnsignedInt(payload.getShort(payload.position()));
  }
}
