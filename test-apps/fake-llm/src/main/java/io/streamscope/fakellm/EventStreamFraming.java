/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/**
 * {@code application/vnd.amazon.eventstream}: lengths, headers, a payload and checksums. An event
 * whose name ends in {@code Exception} is one.
 */
final class EventStreamFraming implements Framing {
  private static final byte TEXT = 7; // a type of header
  private static final int AROUND = 16; // a message without headers and payload

  @Override
  public String contentType() {
    return "application/vnd.amazon.eventstream";
  }

  @Override
  public byte[] bytes(Frame frame) {
    String name = String.valueOf(frame.name());
    return message(
        name.endsWith("Exception") ? "exception" : "event", name, frame.data().getBytes(UTF_8));
  }

  /** An event that nobody knows yet. */
  @Override
  public byte[] comment() {
    return message("event", "ping", "{}".getBytes(UTF_8));
  }

  private static byte[] message(String kind, String name, byte[] payload) {
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    header(headers, ":" + kind + "-type", name);
    header(headers, ":content-type", "application/json");
    header(headers, ":message-type", kind);
    int length = AROUND + headers.size() + payload.length;
    ByteBuffer message = ByteBuffer.allocate(length).putInt(length).putInt(headers.size());
    message.putInt(checksum(message)).put(headers.toByteArray()).put(payload);
    return message.putInt(checksum(message)).array();
  }

  private static void header(ByteArrayOutputStream headers, String name, String value) {
    byte[] bytes = value.getBytes(UTF_8);
    headers.write(name.length());
    headers.writeBytes(name.getBytes(UTF_8));
    headers.write(TEXT);
    headers.write(bytes.length >> 8);
    headers.write(bytes.length);
    headers.writeBytes(bytes);
  }

  /** Of all that has been put. */
  private static int checksum(ByteBuffer message) {
    CRC32 checksum = new CRC32();
    checksum.update(message.array(), 0, message.position());
    return (int) checksum.getValue();
  }
}
