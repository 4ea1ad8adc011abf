/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Sends texts of {@value #LENGTH} characters over a WebSocket (RFC 6455), some at once, and waits
 * until all of them have come back: to wake a server for each would cost more than all the rest.
 */
final class EchoClient {

  private static final int LENGTH = 48;
  private static final int TOGETHER = 32;
  private static final int TEXT = 0x81; // all of a message
  private static final int MASKED = 0x80;
  private static final int HEAD = 2; // of an echo's frame, which is not masked

  private EchoClient() {}

  /** One connection, so many messages. */
  static void echo(URI server, int messages) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      String request =
          "GET /echo HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
      byte[] head = request.formatted(server.getAuthority()).getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(head);
      InputStream in = socket.getInputStream();
      skipHead(in);
      byte[] frames = frames();
      for (int sent = 0; sent < messages; sent += TOGETHER) {
        socket.getOutputStream().write(frames);
        in.skipNBytes((long) TOGETHER * (HEAD + LENGTH));
      }
    }
  }

  private static byte[] frames() {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < TOGETHER; i++) {
      frames.write(TEXT);
      frames.write(MASKED | LENGTH);
      frames.writeBytes(new byte[4]); // a mask that changes nothing
      frames.writeBytes("x".repeat(LENGTH).getBytes(StandardCharsets.US_ASCII));
    }
    return frames.toByteArray();
  }

  private static void skipHead(InputStream in) throws IOException {
    int last = 0; // the last four bytes
    while (last != 0x0d0a0d0a) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("no WebSocket");
      }
      last = last << 8 | read;
    }
  }
}
