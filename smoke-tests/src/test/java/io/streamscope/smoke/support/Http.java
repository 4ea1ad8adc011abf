/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A client on a raw socket: sees exactly the bytes on the wire, and can simply walk away. */
public final class Http {

  private static final int TIMEOUT_MS = 60_000;

  private Http() {}

  /** The whole response, headers and chunk framing included. */
  public static String get(String url) {
    return request("GET", url, "", seen -> false);
  }

  /** The same for another method and a JSON body. */
  public static String send(String method, String url, String json) {
    return request(method, url, json, seen -> false);
  }

  /** What arrived until the condition held; then the connection is reset. */
  public static String leaveWhen(String method, String url, String json, Predicate<String> enough) {
    return request(method, url, json, enough);
  }

  /** All that a server sends on one connection for these requests, written at once. */
  public static String raw(String url, String requests) {
    URI uri = URI.create(url);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
      return read(socket, seen -> false);
    } catch (IOException failure) {
      throw new IllegalStateException(requests, failure);
    }
  }

  /**
   * Reads so many bytes of the answer, leaves the connection open while something is done, and then
   * walks away.
   *
   * @param bytes headers and framing included
   */
  public static <T> T holding(String url, long bytes, Supplier<T> meanwhile) {
    URI uri = URI.create(url);
    String head =
        "GET %s?%s HTTP/1.1\r\nHost: %s:%d\r\n\r\n"
            .formatted(uri.getRawPath(), uri.getRawQuery(), uri.getHost(), uri.getPort());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getInputStream().skipNBytes(bytes);
      T result = meanwhile.get();
      socket.setSoLinger(true, 0);
      return result;
    } catch (IOException failure) {
      throw new IllegalStateException("GET " + url, failure);
    }
  }

  private static String request(String method, String url, String json, Predicate<String> enough) {
    URI uri = URI.create(url);
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String head =
        "%s %s%s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, uri.getRawPath(), query, uri.getHost(), uri.getPort(), body.length);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return read(socket, enough);
    } catch (IOException failure) {
      throw new IllegalStateException(method + " " + url, failure);
    }
  }

  private static String read(Socket socket, Predicate<String> enough) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      bytes.write(buffer, 0, n);
      if (enough.test(bytes.toString(StandardCharsets.UTF_8))) {
        socket.setSoLinger(true, 0); // a reset, as when a browser tab is closed
        break;
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * The response without the headers that differ from run to run and without the framing of the
   * transfer, which depends on what was flushed together.
   */
  public static String stable(String response) {
    int end = response.indexOf("\r\n\r\n") + 4;
    return response.substring(0, end).replaceAll("(?mi)^(Date|Connection|Keep-Alive): .*\r\n", "")
        + body(response);
  }

  /** The body, the chunks of its transfer put together. */
  public static String body(String response) {
    int at = response.indexOf("\r\n\r\n") + 4;
    String head = response.substring(0, at).toLowerCase(Locale.ROOT);
    if (!head.contains("transfer-encoding: chunked")) {
      return response.substring(at);
    }
    byte[] bytes = response.substring(at).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int from = 0;
    for (int line = lineEnd(bytes, from); line > from; line = lineEnd(bytes, from)) {
      int size = Integer.parseInt(new String(bytes, from, line - from, StandardCharsets.UTF_8), 16);
      body.write(bytes, line + 2, Math.min(size, bytes.length - line - 2));
      from = line + 2 + size + 2;
    }
    return body.toString(StandardCharsets.UTF_8);
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\r') {
        return i;
      }
    }
    return -1;
  }
}
