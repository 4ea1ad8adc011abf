/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client of WebSockets (RFC 6455) on a raw socket: sees each frame as it is on the wire, writes
 * whatever frames it is told to, and counts by itself.
 */
public final class RawWebSocket implements AutoCloseable {

  private static final int TIMEOUT_MS = 30_000;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final byte[] MASK = {1, 2, 3, 4};
  private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final List<String> frames = new ArrayList<>();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
  private int receiving; // TEXT or BINARY
  private String message = ""; // that the last frame has ended
  private long messagesSent;
  private long bytesSent;
  private long messagesReceived;
  private long bytesReceived;
  private boolean closing; // one close frame is all that either side may send

  private RawWebSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /**
   * Opens a connection.
   *
   * @param url of the server, and a path
   */
  public static RawWebSocket open(String url, String... headers) {
    URI uri = URI.create(url);
    try {
      Socket socket = new Socket(uri.getHost(), uri.getPort());
      socket.setSoTimeout(TIMEOUT_MS);
      RawWebSocket raw = new RawWebSocket(socket);
      raw.shakeHands(uri, headers);
      return raw;
    } catch (IOException failure) {
      throw new UncheckedIOException(url, failure);
    }
  }

  private void shakeHands(URI uri, String... headers) throws IOException {
    StringBuilder request = new StringBuilder("GET ").append(uri.getRawPath());
    request.append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    request.append(" HTTP/1.1\r\nHost: ").append(uri.getAuthority());
    request.append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ");
    request.append(KEY).append("\r\nSec-WebSocket-Version: 13\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      answer.append((char) in.readUnsignedByte());
    }
    if (!answer.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException(answer.toString());
    }
  }

  /** Sends a text in one or several frames. */
  public void text(String... parts) {
    send(TEXT, parts);
  }

  /** Sends so many bytes in one frame. */
  public void binary(int size) {
    frame(FIN | BINARY, new byte[size]);
    messagesSent++;
    bytesSent += size;
  }

  /** Sends texts that the other side reads at once. */
  public void texts(String... texts) {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      frames.writeBytes(encoded(FIN | TEXT, bytes));
      messagesSent++;
      bytesSent += bytes.length;
    }
    write(frames.toByteArray());
  }

  private void send(int kind, String... parts) {
    for (int i = 0; i < parts.length; i++) {
      byte[] bytes = parts[i].getBytes(StandardCharsets.UTF_8);
      frame((i == parts.length - 1 ? FIN : 0) | (i == 0 ? kind : 0), bytes);
      bytesSent += bytes.length;
    }
    messagesSent++;
  }

  /** Sends a ping. */
  public void ping() {
    frame(FIN | PING, new byte[] {7});
  }

  /** Sends a close frame, unless the server's has been answered. */
  public void close(int code) {
    if (closing) {
      return;
    }
    closing = true;
    frame(FIN | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  /** Never says goodbye, whatever the server does. */
  public void ignoreClose() {
    closing = true;
  }

  /** Sends the head of a text of 100 bytes, and three of them. */
  public void beginOfAFrame() {
    write(new byte[] {(byte) (FIN | TEXT), (byte) (MASKED | 100), 1, 2, 3, 4, 'a', 'b', 'c'});
  }

  /** Sends a frame as it is. */
  public void frame(int head, byte[] payload) {
    write(encoded(head, payload));
  }

  private static byte[] encoded(int head, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) head);
    if (payload.length < 126) {
      frame.put((byte) (MASKED | payload.length));
    } else if (payload.length < 65_536) {
      frame.put((byte) (MASKED | 126)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASKED | 127)).putLong(payload.length);
    }
    frame.put(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ MASK[i % MASK.length]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Reads frames until one fits, or the message that it ends; answers pings on the way. */
  public void until(Predicate<String> enough) {
    try {
      for (String frame = next(); !enough.test(frame) && !enough.test(message); frame = next()) {
        if (frame.equals("end")) {
          throw new IllegalStateException(frames.toString());
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(frames.toString(), failure);
    }
  }

  /** Reads on until the server closes the connection; answers its close frame. */
  public void untilTheEnd() {
    until(frame -> frame.equals("end"));
  }

  /** Of a frame; a server that has said goodbye may cut what it does not want to read. */
  private int begin() throws IOException {
    try {
      return in.read();
    } catch (SocketException reset) {
      if (closing) {
        return -1;
      }
      throw reset;
    }
  }

  private String next() throws IOException {
    message = "";
    int head = begin();
    if (head < 0) {
      return saw("end");
    }
    int length = in.readUnsignedByte();
    long size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : in.readLong();
    byte[] payload = in.readNBytes((int) size);
    boolean last = (head & FIN) != 0;
    int kind = head & 0x0f;
    if (kind < CLOSE) {
      bytesReceived += size;
      messagesReceived += last ? 1 : 0;
      parts.write(payload);
      receiving = kind == CONTINUATION ? receiving : kind;
      if (last) {
        message = whole();
      }
    }
    return switch (kind == CONTINUATION ? receiving : kind) {
      case CLOSE -> closed(payload);
      case PING -> {
        frame(FIN | PONG, payload);
        yield saw("ping " + size);
      }
      case PONG -> saw("pong " + size);
      case BINARY -> saw("binary " + size + (last ? "" : " ..."));
      default -> saw(new String(payload, StandardCharsets.UTF_8) + (last ? "" : " ..."));
    };
  }

  private String whole() {
    String text = parts.toString(StandardCharsets.UTF_8);
    String said = receiving == BINARY ? "binary " + parts.size() : text;
    parts.reset();
    return said;
  }

  private String closed(byte[] payload) {
    try {
      if (!closing) {
        closing = true;
        frame(FIN | CLOSE, payload);
      }
    } catch (UncheckedIOException gone) {
      // it does not wait for an answer
    }
    int code = payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort();
    return saw("close " + code);
  }

  private String saw(String frame) {
    frames.add(frame);
    return frame;
  }

  /** All frames that came, in words. */
  public List<String> frames() {
    return List.copyOf(frames);
  }

  /** Messages sent, their bytes, messages received, their bytes. */
  public List<Long> counts() {
    return List.of(messagesSent, bytesSent, messagesReceived, bytesReceived);
  }

  /** Walks away without a word. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
