/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code HttpURLConnection}. */
final class UrlConnectionStreaming implements StreamingClient {

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.PULLS,
        Trait.READ_TIMEOUT,
        Trait.READS_ON,
        Trait.HEADERS_TIMEOUT,
        Trait.ANY_TYPE,
        Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(ask.url()).toURL().openConnection();
    connection.setReadTimeout((int) ask.timeout().toMillis());
    connection.setRequestProperty("Accept", Ask.ACCEPT);
    if (ask.lastEventId() != null) {
      connection.setRequestProperty("Last-Event-ID", ask.lastEventId());
    }
    int status = connection.getResponseCode();
    reading.status(status, connection.getContentType());
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    Reading.Closer closer = () -> close(connection, body);
    if (ask.url().endsWith("&again")) {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
      Pull.lines(reading, () -> lineInTheEnd(reader), connection, closer);
    } else {
      Pull.bytes(reading, body, connection, closer);
    }
  }

  /** A read that takes too long is only a chance to look whether there is something else to do. */
  private static @Nullable String lineInTheEnd(BufferedReader reader) throws IOException {
    while (true) {
      try {
        return reader.readLine();
      } catch (SocketTimeoutException late) {
        // there is not
      }
    }
  }

  private static void close(HttpURLConnection connection, InputStream body) throws Exception {
    connection.disconnect(); // first, so that closing does not wait for what is still to come
    body.close();
  }
}
