/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;

/** Writes events; flushes each one, or one of {@value #BATCH} if speed matters. */
final class EventWriter {
  private static final int BATCH = 64;

  private final Call call;
  private final Framing framing;
  private final byte[] comment;
  private final int batch;
  private final boolean unknownFields;
  private int unflushed;

  EventWriter(Call call, Framing framing, boolean flushEach, boolean unknownFields) {
    this.call = call;
    this.framing = framing;
    this.comment = framing.comment();
    this.batch = flushEach ? 1 : BATCH;
    this.unknownFields = unknownFields;
  }

  Event event(Frame frame) {
    return new Event(framing, unknownFields ? UnknownFields.in(frame) : frame);
  }

  /** Writes all of them; none is content. */
  void write(Iterable<Frame> frames) throws IOException {
    for (Frame frame : frames) {
      write(event(frame), false);
    }
  }

  void write(Event event, boolean content) throws IOException {
    write(event.bytes());
    if (event.isCounted()) {
      call.countChunk(content, event.payload());
    }
  }

  void writeComment() throws IOException {
    write(comment);
  }

  /** Ends the body as its framing wants it. */
  void close() throws IOException {
    byte[] end = framing.close();
    if (end.length > 0) {
      write(end);
    }
  }

  private void write(byte[] bytes) throws IOException {
    call.write(bytes);
    if (++unflushed >= batch) {
      flush();
    }
  }

  void flush() throws IOException {
    call.flush();
    unflushed = 0;
  }

  /** Sends what is there, then waits. */
  void pause(long millis) throws IOException {
    if (millis > 0) {
      flush();
      call.pause(millis);
    }
  }
}
