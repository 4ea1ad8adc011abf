/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTTP client that shows what is on the wire: chunks, their framing and the premature end. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private String head = "";

  RawClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(10_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  static String chatBody(boolean stream) {
    return chatBody(stream, "What is the \\\"warranty\\\"?");
  }

  static String chatBody(boolean stream, String escapedQuestion) {
    return "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"user\",\"content\":\""
        + escapedQuestion
        + "\"}],\"stream\":"
        + stream
        + ",\"stream_options\":{\"include_usage\":true}}";
  }

  RawClient post(String path, String body, Map<String, String> headers) throws IOException {
    StringBuilder request =
        new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ")
            .append(body.getBytes(UTF_8).length)
            .append("\r\n");
    headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
    socket.getOutputStream().write((request + "\r\n" + body).getBytes(UTF_8));
    return this;
  }

  RawClient stream(Map<String, String> headers) throws IOException {
    return post("/v1/chat/completions", chatBody(true), headers);
  }

  /** Reads and returns status line and headers. */
  String readHead() throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("in the head: " + text);
      }
      text.append((char) c);
    }
    head = text.toString();
    return head;
  }

  /** The next HTTP chunk; empty for the last one. */
  String readHttpChunk() throws IOException {
    int length = Integer.parseInt(readLine(), 16);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("in a chunk");
    }
    readLine();
    return new String(bytes, UTF_8);
  }

  /** Reads HTTP chunks up to and including the last one. */
  List<String> readHttpChunks() throws IOException {
    List<String> chunks = new ArrayList<>();
    for (String chunk = readHttpChunk(); !chunk.isEmpty(); chunk = readHttpChunk()) {
      chunks.add(chunk);
    }
    return chunks;
  }

  /** Reads the head and the body to its regular end, chunked or not; returns the body. */
  String readBody() throws IOException {
    readHead();
    if (head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")) {
      return String.join("", readHttpChunks());
    }
    int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
    return new String(in.readNBytes(length), UTF_8);
  }

  /** Reads whatever comes until the server closes. */
  String readToEnd() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    in.transferTo(bytes);
    return bytes.toString(UTF_8);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("in a line: " + line);
      }
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** The data of all events in an event stream with LF line ends. */
  static List<String> data(String events) {
    return events
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }

  /** The concatenated content deltas of an event stream. */
  static String content(List<String> data) {
    StringBuilder text = new StringBuilder();
    for (String json : data) {
      if (json.startsWith("{\"id\"")) {
        for (Json choice : Json.parse(json).get("choices").items()) {
          text.append(choice.get("delta").get("content").string().orElse(""));
        }
      }
    }
    return text.toString();
  }
}
