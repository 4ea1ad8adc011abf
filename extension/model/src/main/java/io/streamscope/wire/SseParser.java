/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import org.jspecify.annotations.Nullable;

/**
 * Push parser for {@code text/event-stream} (WHATWG HTML, server-sent events §9.2.5 and §9.2.6).
 *
 * <p>Takes the bytes in any chunking. Bytes are counted as they came; malformed UTF-8 is not
 * replaced. Never throws because of the bytes or because of the listener, whose exceptions are
 * swallowed and counted; ranges outside of an array are clipped. Memory: at most {@code dataLimit}
 * bytes of data and 64 bytes of event type, both reused; nothing is allocated per chunk or event.
 *
 * <p>Not thread-safe; the listener must not feed the parser that calls it. No argument may be null.
 */
public final class SseParser extends PushParser {

  private static final int BOM = 0xEFBBBF;

  // where in a line we are
  private static final int START = 0; // of the stream: a byte order mark may come
  private static final int NAME = 1;
  private static final int SPACE = 2; // one space may come after the colon
  private static final int VALUE = 3;

  private final SseAssembler assembler;

  private int state = START;
  private boolean afterCr;
  private int bomBytes;
  private long name = SseField.NO_NAME;
  private boolean ended;

  /**
   * @param dataLimit how many bytes of the data of one event are kept for the listener; 0 (or less)
   *     only measures
   */
  public SseParser(Listener listener, int dataLimit) {
    this(listener, dataLimit, null);
  }

  /**
   * The same.
   *
   * @param longData is shown the data of an event that are longer than that; null if nobody is
   */
  public SseParser(Listener listener, int dataLimit, @Nullable LongData longData) {
    this.assembler = new SseAssembler(listener, dataLimit, longData);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    if (ended || length <= 0) {
      return;
    }
    int i = Math.max(0, offset);
    int end = (int) Math.min(bytes.length, (long) offset + length);
    while (i < end) {
      i =
          switch (state) {
            case NAME -> readName(bytes, i, end);
            case SPACE -> readSpace(bytes, i);
            case VALUE -> readValue(bytes, i, end);
            default -> readByteOrderMark(bytes, i);
          };
    }
  }

  /** The end of the stream; an event without its blank line is discarded, as the standard says. */
  @Override
  public void end() {
    if (ended) {
      return;
    }
    ended = true;
    assembler.resetEvent();
  }

  /** Events dispatched so far. */
  public long events() {
    return assembler.events;
  }

  /** Size of the data of all events so far, as {@link Event#dataBytes} has it. */
  public long dataBytes() {
    return assembler.dataBytes;
  }

  /** Comment lines so far. */
  public long comments() {
    return assembler.comments;
  }

  /** Comments so far: lines that follow each other within a block are one. */
  public long commentBlocks() {
    return assembler.commentBlocks;
  }

  /** A block ends here, whatever comes: who keeps a stream alive writes a line now and then. */
  public void endBlock() {
    assembler.endBlock();
  }

  /** Events whose data were longer than the limit; always 0 when only measuring. */
  public long oversizedEvents() {
    return assembler.oversizedEvents;
  }

  /** Calls of the listener that threw. */
  public long listenerFailures() {
    return assembler.listenerFailures;
  }

  /** A hash of the last event id (WHATWG HTML §9.2.6), 0 if there is none. */
  public long lastEventIdHash() {
    return assembler.lastIdHash();
  }

  /** The same hash of an id that is at hand. */
  public static long eventIdHash(String id) {
    return IdHash.of(id);
  }

  private int readByteOrderMark(byte[] bytes, int i) {
    int expected = BOM >>> (16 - 8 * bomBytes);
    if (bytes[i] == (byte) expected) {
      bomBytes++;
      state = bomBytes == 3 ? NAME : START;
      return i + 1;
    }
    // what looked like a mark is the beginning of some unknown field's name
    state = bomBytes == 0 ? NAME : VALUE;
    return i;
  }

  private int readName(byte[] bytes, int from, int end) {
    int i = from;
    if (afterCr) {
      afterCr = false;
      if (bytes[i] == LineScan.LF) {
        return i + 1;
      }
    }
    while (i < end) {
      byte b = bytes[i++];
      if (b == ':') {
        beginField(SseField.of(name));
        return i;
      }
      if (b == LineScan.LF || b == LineScan.CR) {
        endNameOnly();
        endLine(b);
        return i;
      }
      if (SseField.isFull(name)) {
        beginField(SseField.OTHER);
        return i;
      }
      name = name << 8 | (b & 0xFF);
    }
    return i;
  }

  private int readSpace(byte[] bytes, int i) {
    state = VALUE;
    return bytes[i] == ' ' ? i + 1 : i;
  }

  private int readValue(byte[] bytes, int from, int end) {
    int stop = LineScan.lineEnd(bytes, from, end);
    assembler.addValue(bytes, from, stop);
    if (stop == end) {
      return end;
    }
    assembler.endField();
    endLine(bytes[stop]);
    return stop + 1;
  }

  private void beginField(int field) {
    assembler.beginField(field);
    state = field == SseField.COMMENT ? VALUE : SPACE;
  }

  /** A line that ended before a colon: blank, or a field whose value is empty. */
  private void endNameOnly() {
    if (name == SseField.NO_NAME) {
      assembler.endEvent();
    } else {
      assembler.beginField(SseField.of(name));
      assembler.endField();
    }
  }

  private void endLine(byte terminator) {
    afterCr = terminator == LineScan.CR;
    state = NAME;
    name = SseField.NO_NAME;
  }

  /** Gets what the parser finds, on the thread that feeds it. */
  public interface Listener {

    /** An event with data was dispatched. The view is reused: valid only during the call. */
    void onEvent(Event event);

    /**
     * A comment line, often a heartbeat.
     *
     * @param bytes how many bytes follow the colon
     */
    default void onComment(int bytes) {}
  }

  /** A view of one event; valid only during {@link Listener#onEvent}. */
  public interface Event {

    /** Size of the data in bytes of UTF-8: its lines, joined by one LF each. */
    long dataBytes();

    /** False if the data are longer than what was kept. */
    boolean isDataComplete();

    /** The parser's buffer, to be read only: the first {@link #dataLength()} bytes count. */
    byte[] data();

    /** How many bytes of the data were kept; the last character may be cut. */
    int dataLength();

    /**
     * The event's type, made when asked for (the same object while the type stays the same); null
     * if it has none, which means "message". At most 64 bytes, never a part of a character.
     */
    @Nullable String type();

    /** Whether the type is this ASCII text; allocates nothing. False for types over 64 bytes. */
    boolean isType(String ascii);

    /** Whether the data are this ASCII text, all of which was kept; allocates nothing. */
    boolean isData(String ascii);

    /** Whether this event has brought a valid {@code id} field (an empty one counts too). */
    boolean hasId();
  }
}
