/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Push parser for newline-delimited JSON ({@code application/x-ndjson}, {@code application/jsonl}):
 * lines end with LF or CRLF; a CR elsewhere belongs to the line.
 *
 * <p>Takes the bytes in any chunking and does not look into the lines. Lines of JSON whitespace
 * only are not passed on but counted (servers send them as heartbeats). Never throws because of the
 * bytes or because of the listener, whose exceptions are swallowed and counted; ranges outside of
 * an array are clipped. Memory: at most {@code lineLimit} bytes, reused; nothing is allocated per
 * chunk or line.
 *
 * <p>Not thread-safe; the listener must not feed the parser that calls it. No argument may be null.
 */
public final class NdjsonParser extends PushParser {

  private final Listener listener;
  private final @Nullable LongData longData;
  private final KeptBytes payload;
  private final LineView view;

  /** The last byte was a CR that belongs to the line unless LF follows. */
  private boolean pendingCr;

  private boolean blank = true;
  private boolean ended;

  private long lines;
  private long blankLines;
  private long oversizedLines;
  private long listenerFailures;

  /**
   * @param lineLimit how many bytes of a line are kept for the listener; 0 (or less) only measures
   */
  public NdjsonParser(Listener listener, int lineLimit) {
    this(listener, lineLimit, null);
  }

  /**
   * The same.
   *
   * @param longData is shown a line that is longer than that; null if nobody is
   */
  public NdjsonParser(Listener listener, int lineLimit, @Nullable LongData longData) {
    this.listener = listener;
    this.longData = longData;
    this.payload = new KeptBytes(lineLimit, longData == null ? null : this::show);
    this.view = new LineView(payload);
  }

  @Override
  public void feed(byte[] bytes, int offset, int length) {
    if (ended || length <= 0) {
      return;
    }
    int i = Math.max(0, offset);
    int end = (int) Math.min(bytes.length, (long) offset + length);
    while (i < end) {
      int stop = LineScan.lineFeed(bytes, i, end);
      add(bytes, i, stop);
      if (stop < end) {
        endLine(true);
      }
      i = stop + 1;
    }
  }

  /** The end of the stream; a last line without its end counts unless it is blank. */
  @Override
  public void end() {
    if (ended) {
      return;
    }
    ended = true;
    if (pendingCr) {
      payload.add(LineScan.CR);
    }
    if (!blank) {
      endLine(false);
    }
  }

  /** Lines that were not blank. */
  public long lines() {
    return lines;
  }

  /** Empty or whitespace-only lines. */
  public long blankLines() {
    return blankLines;
  }

  /** Lines longer than the limit; always 0 when only measuring. */
  public long oversizedLines() {
    return oversizedLines;
  }

  /** Calls of the listener that threw. */
  public long listenerFailures() {
    return listenerFailures;
  }

  private void add(byte[] bytes, int from, int stop) {
    if (from == stop) {
      return;
    }
    if (pendingCr) {
      payload.add(LineScan.CR);
    }
    pendingCr = bytes[stop - 1] == LineScan.CR;
    int to = pendingCr ? stop - 1 : stop;
    payload.add(bytes, from, to - from);
    for (int i = from; blank && i < to; i++) {
      blank = isWhitespace(bytes[i]);
    }
  }

  private void endLine(boolean terminated) {
    if (blank) {
      blankLines++;
    } else {
      lines++;
      if (payload.limit() > 0 && !payload.isComplete()) {
        oversizedLines++;
      }
      deliver(terminated);
    }
    payload.clear();
    pendingCr = false;
    blank = true;
  }

  private void show(byte[] bytes, int offset, int length) {
    try {
      requireNonNull(longData).onPiece(bytes, offset, length);
    } catch (Throwable ignored) {
      listenerFailures++;
    }
  }

  private void deliver(boolean terminated) {
    view.terminated = terminated;
    try {
      listener.onLine(view);
    } catch (Throwable ignored) {
      listenerFailures++;
    }
  }

  private static boolean isWhitespace(byte b) {
    return b == ' ' || b == '\t' || b == LineScan.CR;
  }

  /** Gets the lines, on the thread that feeds the parser. */
  public interface Listener {

    /** A line that is not blank. The view is reused: valid only during the call. */
    void onLine(Line line);
  }

  /** A view of one line; valid only during {@link Listener#onLine}. */
  public interface Line {

    /** Size in bytes without the line end. */
    long bytes();

    /** False if the line is longer than what was kept. */
    boolean isComplete();

    /** The parser's buffer, to be read only: the first {@link #dataLength()} bytes count. */
    byte[] data();

    /** How many bytes of the line were kept; the last character may be cut. */
    int dataLength();

    /** False for a last line that the stream left without its end. */
    boolean isTerminated();
  }

  /** The reused view. */
  private static final class LineView implements Line {

    private final KeptBytes payload;
    private boolean terminated;

    LineView(KeptBytes payload) {
      this.payload = payload;
    }

    @Override
    public long bytes() {
      return payload.total();
    }

    @Override
    public boolean isComplete() {
      return payload.isComplete();
    }

    @Override
    public byte[] data() {
      return payload.bytes();
    }

    @Override
    public int dataLength() {
      return payload.length();
    }

    @Override
    public boolean isTerminated() {
      return terminated;
    }
  }
}
