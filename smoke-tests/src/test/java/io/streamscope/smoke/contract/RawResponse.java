/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A response as its bytes came over a raw socket, also if it was cut off or held text that is none.
 *
 * @param head status line and headers
 * @param body the rest, the chunks of its transfer put together
 */
public record RawResponse(String head, byte[] body) {

  private static final int PATIENCE_MS = 60_000;
  private static final int SMALL_WINDOW = 4096;

  /** All of it, until the server closes the connection. */
  public static RawResponse of(String url) {
    return read(url, PATIENCE_MS, 0);
  }

  /** What came until the server was silent for that long; some containers never close. */
  public static RawResponse untilSilence(String url, int silenceMs) {
    return read(url, silenceMs, 0);
  }

  /** All of it, but after the first bytes the reader takes nothing for a while. */
  public static RawResponse withPause(String url, int pauseMs) {
    return read(url, PATIENCE_MS, pauseMs);
  }

  private static RawResponse read(String url, int silenceMs, int pauseMs) {
    URI uri = URI.create(url);
    String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    String request =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
            .formatted(path, uri.getHost(), uri.getPort());
    try (Socket socket = new Socket()) {
      if (pauseMs > 0) {
        socket.setReceiveBufferSize(SMALL_WINDOW);
      }
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      socket.setSoTimeout(silenceMs);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      byte[] bytes = read(socket.getInputStream(), pauseMs);
      return parse(bytes);
    } catch (IOException failure) {
      throw new UncheckedIOException("GET " + url, failure);
    }
  }

  private static byte[] read(InputStream in, int pauseMs) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[64 * 1024];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (bytes.size() == 0 && pauseMs > 0) {
          // a wait that nobody ends: the reader's own pace
          boolean unused = new CountDownLatch(1).await(pauseMs, TimeUnit.MILLISECONDS);
        }
        bytes.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException | SocketException silentOrReset) {
      // what came before it is what the reader has
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return bytes.toByteArray();
  }

  private static RawResponse parse(byte[] bytes) {
    int blank = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
    int end = blank < 0 ? bytes.length : blank + 4;
    String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (!head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
      body.write(bytes, end, bytes.length - end);
      return new RawResponse(head, body.toByteArray());
    }
    int from = end;
    for (int at = lineEnd(bytes, from); at > from; at = lineEnd(bytes, from)) {
      String size = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1).trim();
      int length = Integer.parseInt(size, 16);
      body.write(bytes, at + 2, Math.max(0, Math.min(length, bytes.length - at - 2)));
      from = at + 2 + length + 2;
    }
    return new RawResponse(head, body.toByteArray());
  }

  private static int lineEnd(byte[] bytes, int from) {
    for (int i = from; i + 1 < bytes.length; i++) {
      if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Every byte, one character each, without the headers that differ from run to run. */
  public String stable() {
    return head.replaceAll("(?mi)^(Date|Connection|Keep-Alive): .*\r\n", "")
        + new String(body, StandardCharsets.ISO_8859_1);
  }
}
