/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

/**
 * Push parser for one JSON array (RFC 8259) whose elements come one by one.
 *
 * <p>Takes the bytes in any chunking. Of an element it looks for the end only, which takes its
 * strings and brackets; whether it is valid is for its reader to say. What does not begin with a
 * bracket has no elements, and what follows the array is ignored. Never throws because of the bytes
 * or because of the listener, whose exceptions are swallowed and counted; ranges outside of an
 * array are clipped. Memory: at most {@code elementLimit} bytes, reused; nothing is allocated per
 * chunk or element.
 *
 * <p>Not thread-safe; the listener must not feed the parser that calls it. No argument may be null.
 */
public final class JsonArrayParser extends PushParser {

  private final Listener listener;
  private final LongData longData;
  private final KeptBytes element;

  private State state = State.BEFORE;

  /** How many brackets of the element are open. */
  private long depth;

  private boolean inString;
  private boolean escaped;
  private long listenerFailures;

  /**
   * @param elementLimit how many bytes of an element are kept for the listener
   * @param longData is shown an element that is longer than that
   */
  public JsonArrayParser(Listener listener, int elementLimit, LongData longData) {
    this.listener = listener;
    this.longData = longData;
    this.element = new KeptBytes(elementLimit, this::show);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    int at = Math.max(0, offset);
    int end = (int) Math.min(bytes.length, (long) offset + Math.max(0, length));
    while (at < end && state != State.OVER) {
      at = state == State.ELEMENT ? readElement(bytes, at, end) : readBetween(bytes, at);
    }
  }

  /** The end of the stream; an element without its end is shown as one. */
  @Override
  public void end() {
    if (state == State.ELEMENT) {
      tell(() -> listener.onUnfinished(element.bytes(), element.length()));
    }
    state = State.OVER;
    element.clear();
  }

  /** Calls of the listener that threw. */
  public long listenerFailures() {
    return listenerFailures;
  }

  /** Before the array, or between two of its elements; returns where to go on. */
  private int readBetween(byte[] bytes, int at) {
    byte b = bytes[at];
    if (isWhitespace(b) || (b == ',' && state == State.BETWEEN)) {
      return at + 1;
    }
    if (state == State.BEFORE) {
      state = b == '[' ? State.BETWEEN : State.OVER;
      return at + 1;
    }
    if (b == ']') {
      state = State.OVER;
      tell(listener::onEnd);
      return at + 1;
    }
    state = State.ELEMENT;
    return at;
  }

  private int readElement(byte[] bytes, int from, int end) {
    int at = from;
    boolean ended = false;
    while (at < end && !ended) {
      byte b = bytes[at];
      if (inString) {
        goOnInString(b);
      } else if (depth == 0 && endsScalar(b)) {
        break;
      } else {
        ended = goOn(b);
      }
      at++;
    }
    element.add(bytes, from, at - from);
    if (ended || at < end) {
      endElement();
    }
    return at;
  }

  private void goOnInString(byte b) {
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
    }
  }

  /** Whether that was the last byte of the element. */
  private boolean goOn(byte b) {
    switch (b) {
      case '"' -> inString = true;
      case '{', '[' -> depth++;
      case '}', ']' -> {
        depth--;
        return depth <= 0;
      }
      default -> {}
    }
    return false;
  }

  /** A number, a literal or a text has no bracket that ends it. */
  private static boolean endsScalar(byte b) {
    return b == ',' || b == ']' || isWhitespace(b);
  }

  private void endElement() {
    state = State.BETWEEN;
    depth = 0;
    try {
      if (element.isComplete()) {
        listener.onElement(element.bytes(), element.length());
      } else {
        listener.onLongElement(element.total());
      }
    } catch (Throwable ignored) {
      listenerFailures++;
    }
    element.clear();
  }

  private void show(byte[] bytes, int offset, int length) {
    tell(() -> longData.onPiece(bytes, offset, length));
  }

  private void tell(Runnable what) {
    try {
      what.run();
    } catch (Throwable ignored) {
      listenerFailures++;
    }
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private enum State {
    BEFORE,
    BETWEEN,
    ELEMENT,
    OVER
  }

  /** Gets the elements, on the thread that feeds the parser. */
  public interface Listener {

    /**
     * An element.
     *
     * @param data the parser's buffer, to be read only: its first bytes are the element
     */
    void onElement(byte[] data, int length);

    /** An element of so many bytes that was too long to be kept. */
    void onLongElement(long bytes);

    /**
     * The stream has ended within an element.
     *
     * @param data the parser's buffer, to be read only: what of the element is kept
     */
    default void onUnfinished(byte[] data, int length) {}

    /** The array has ended. */
    default void onEnd() {}
  }
}
