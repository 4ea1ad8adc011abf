/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Writes server-sent events; flushes each one, or one of {@value #BATCH} if speed matters. */
final class EventWriter {
  private static final int BATCH = 64;

  private final Call call;
  private final String lineEnd;
  private final byte[] comment;
  private final int framing;
  private final int batch;
  private int unflushed;

  EventWriter(Call call, boolean crlf, boolean flushEach) {
    this.call = call;
    this.lineEnd = crlf ? "\r\n" : "\n";
    this.comment = (": ping" + lineEnd + lineEnd).getBytes(UTF_8);
    this.framing = event("").length;
    this.batch = flushEach ? 1 : BATCH;
  }

  /** The bytes of an event with that data. */
  byte[] event(String data) {
    return ("data: " + data + lineEnd + lineEnd).getBytes(UTF_8);
  }

  /** How many bytes of data an event has. */
  int payload(byte[] event) {
    return event.length - framing;
  }

  void write(byte[] event) throws IOException {
    call.write(event);
    if (++unflushed >= batch) {
      flush();
    }
  }

  void writeComment() throws IOException {
    write(comment);
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
