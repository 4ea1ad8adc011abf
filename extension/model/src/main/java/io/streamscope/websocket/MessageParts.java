/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import java.nio.CharBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts together that a stack hands over one by one: a message counts when its last part
 * is there. Parts of one direction come one at a time.
 */
public final class MessageParts {

  private final WebSocketSession session;
  private long received;
  private boolean receiving;
  private long sent;
  private boolean sending;

  /** The parts of the messages of a session. */
  public MessageParts(WebSocketSession session) {
    this.session = session;
  }

  /**
   * A part has been read and is about to be handed to the application.
   *
   * @param text the part if it is text, null else
   * @return to be closed when the application returns; null if nothing is to be current
   */
  public @Nullable MessageScope received(
      MessageType type, long bytes, @Nullable CharSequence text, boolean last) {
    boolean first = !receiving;
    if (!first || !last) {
      session.realtime().received(text, last); // a whole one the session sees by itself
    }
    long nanos = counted(type, bytes, last);
    return first
        ? session.handle(type, bytes, last ? text : null, nanos)
        : session.handleMore(bytes, nanos);
  }

  /** The same of a part that the application gets later, on another thread but in this order. */
  public WaitingPart waiting(
      MessageType type, long bytes, @Nullable CharSequence text, boolean last) {
    boolean first = !receiving;
    long nanos = counted(type, bytes, last);
    return new WaitingPart(session, type, bytes, last ? text : null, first, nanos);
  }

  private long counted(MessageType type, long bytes, boolean last) {
    received += bytes;
    receiving = !last;
    if (!last) {
      return session.nanoTime();
    }
    long whole = received;
    received = 0;
    return session.received(type, whole);
  }

  /** Whether what is sent next is a part of a message of which some is sent already. */
  public boolean isSending() {
    return sending;
  }

  /** A part has been handed to the stack; the time as for {@link WebSocketSession#sent}. */
  public void sent(MessageType type, long bytes, boolean last, long startNanos) {
    sent += bytes;
    sending = !last;
    if (last) {
      session.sent(type, sent, startNanos);
      sent = 0;
    }
  }

  /**
   * How long a part of a text is in UTF-8. Half a surrogate pair counts as two bytes: the other
   * half may be in the next part.
   */
  public static long utf8Length(CharSequence text) {
    if (text instanceof CharBuffer buffer && buffer.hasArray()) { // which checks each index twice
      int from = buffer.arrayOffset() + buffer.position();
      return utf8Length(buffer.array(), from, from + buffer.remaining());
    }
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      bytes += moreThanOne(text.charAt(i));
    }
    return bytes;
  }

  private static long utf8Length(char[] text, int from, int to) {
    long bytes = (long) to - from;
    for (int i = from; i < to; i++) {
      bytes += moreThanOne(text[i]);
    }
    return bytes;
  }

  private static int moreThanOne(char c) {
    if (c < 0x80) {
      return 0;
    }
    return c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
  }
}
