/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;

/** {@code HttpURLConnection}. */
final class UrlConnectionStreaming implements StreamingClient {

  @Override
  public Set<Trait> traits() {
    return Set.of(
        Trait.PULLS, Trait.READ_TIMEOUT, Trait.HEADERS_TIMEOUT, Trait.ANY_TYPE, Trait.FORGETS);
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
    Pull.bytes(reading, body, connection, () -> close(connection, body));
  }

  private static void close(HttpURLConnection connection, InputStream body) throws Exception {
    connection.disconnect(); // first, so that closing does not wait for what is still to come
    body.close();
  }
}
