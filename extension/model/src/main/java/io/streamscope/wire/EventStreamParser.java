/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.util.zip.CRC32;

/**
 * Push parser for {@code application/vnd.amazon.eventstream}: messages of a prelude (two lengths
 * and a checksum), headers, a payload and a checksum of all.
 *
 * <p>Takes the bytes in any chunking. A message whose checksum is wrong is not passed on; after a
 * prelude that cannot be one, nothing is, since nobody knows where the next message begins. Never
 * throws because of the bytes or because of the listener, whose exceptions are swallowed; ranges
 * outside of an array are clipped. Memory: at most the limits of headers and payload, reused;
 * nothing is allocated per chunk, or per message whose headers are those of the one before.
 *
 * <p>Not thread-safe; the listener must not feed the parser that calls it. No argument may be null.
 *
 * <p>Source: AWS, "Event stream encoding".
 */
public final class EventStreamParser extends PushParser {

  private static final int PRELUDE = 12; // two lengths, and a checksum of them
  private static final int CHECKSUM = 4;
  private static final int MESSAGE_MAX = 24 * 1024 * 1024;
  private static final int HEADERS_MAX = 128 * 1024;
  private static final int HEADERS_KEPT = 4096;

  // what of a message comes next
  private static final int IN_PRELUDE = 0;
  private static final int IN_HEADERS = 1;
  private static final int IN_PAYLOAD = 2;
  private static final int IN_CHECKSUM = 3;
  private static final int LOST = 4;

  private final Listener listener;
  private final KeptBytes headers = new KeptBytes(HEADERS_KEPT);
  private final KeptBytes payload;
  private final EventStreamHeaders read = new EventStreamHeaders();
  private final CRC32 checksum = new CRC32();
  private final byte[] fixed = new byte[PRELUDE]; // of the prelude, or of the last checksum

  private int state = IN_PRELUDE;
  private int filled; // of fixed
  private int headersLeft;
  private int payloadLeft;
  private long damaged;

  /**
   * @param payloadLimit how many bytes of a payload are kept for the listener
   */
  public EventStreamParser(Listener listener, int payloadLimit) {
    this.listener = listener;
    this.payload = new KeptBytes(payloadLimit);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    if (length <= 0) {
      return;
    }
    int i = Math.max(0, offset);
    int end = (int) Math.min(bytes.length, (long) offset + length);
    while (i < end && state != LOST) {
      i =
          switch (state) {
            case IN_HEADERS -> readHeaders(bytes, i, end);
            case IN_PAYLOAD -> readPayload(bytes, i, end);
            case IN_CHECKSUM -> readChecksum(bytes, i, end);
            default -> readPrelude(bytes, i, end);
          };
    }
  }

  /** A message that breaks off says nothing. */
  @Override
  public void end() {
    state = LOST;
  }

  /** Messages that were not passed on because a checksum or a length was wrong. */
  public long damaged() {
    return damaged;
  }

  private int readPrelude(byte[] bytes, int from, int end) {
    int next = fill(bytes, from, end, PRELUDE);
    if (filled == PRELUDE) {
      filled = 0;
      beginMessage();
    }
    return next;
  }

  private void beginMessage() {
    int total = number(fixed, 0);
    headersLeft = number(fixed, 4);
    checksum.reset();
    checksum.update(fixed, 0, 8);
    boolean possible =
        total <= MESSAGE_MAX
            && headersLeft >= 0
            && headersLeft <= HEADERS_MAX
            && total >= PRELUDE + headersLeft + CHECKSUM;
    if (!possible || (int) checksum.getValue() != number(fixed, 8)) {
      state = LOST;
      damage();
      return;
    }
    payloadLeft = total - PRELUDE - headersLeft - CHECKSUM;
    checksum.update(fixed, 8, 4);
    headers.clear();
    payload.clear();
    state = headersLeft > 0 ? IN_HEADERS : afterHeaders();
  }

  private int afterHeaders() {
    return payloadLeft > 0 ? IN_PAYLOAD : IN_CHECKSUM;
  }

  private int readHeaders(byte[] bytes, int from, int end) {
    int count = Math.min(headersLeft, end - from);
    headers.add(bytes, from, count);
    checksum.update(bytes, from, count);
    headersLeft -= count;
    if (headersLeft == 0) {
      state = afterHeaders();
    }
    return from + count;
  }

  private int readPayload(byte[] bytes, int from, int end) {
    int count = Math.min(payloadLeft, end - from);
    payload.add(bytes, from, count);
    checksum.update(bytes, from, count);
    payloadLeft -= count;
    if (payloadLeft == 0) {
      state = IN_CHECKSUM;
    }
    return from + count;
  }

  private int readChecksum(byte[] bytes, int from, int end) {
    int next = fill(bytes, from, end, CHECKSUM);
    if (filled == CHECKSUM) {
      filled = 0;
      state = IN_PRELUDE;
      if ((int) checksum.getValue() == number(fixed, 0)) {
        dispatch();
      } else {
        damage();
      }
    }
    return next;
  }

  private void dispatch() {
    read.of(headers.bytes(), headers.length());
    try {
      listener.onMessage(
          read, payload.bytes(), payload.length(), payload.total(), payload.isComplete());
    } catch (Throwable swallowed) {
      damaged++;
    }
  }

  private void damage() {
    damaged++;
    try {
      listener.onDamage();
    } catch (Throwable swallowed) {
      damaged++;
    }
  }

  private int fill(byte[] bytes, int from, int end, int needed) {
    int count = Math.min(needed - filled, end - from);
    System.arraycopy(bytes, from, fixed, filled, count);
    filled += count;
    return from + count;
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 24
        | (bytes[at + 1] & 0xFF) << 16
        | (bytes[at + 2] & 0xFF) << 8
        | (bytes[at + 3] & 0xFF);
  }

  /** Gets what the parser finds, on the thread that feeds it. */
  @FunctionalInterface
  public interface Listener {

    /** A message was not passed on because a checksum or a length was wrong. */
    default void onDamage() {}

    /**
     * A message has come. What is given is reused: valid only during the call.
     *
     * @param headers what it is
     * @param payload the parser's buffer, to be read only
     * @param length how many bytes of it are the payload's
     * @param size of the whole payload
     * @param complete whether all of it was kept
     */
    void onMessage(
        EventStreamHeaders headers, byte[] payload, int length, long size, boolean complete);
  }
}
