/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Set;

/** {@code HttpURLConnection}. */
final class UrlConnection implements ModelClient {
  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(ask.url()).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    ask.headers().forEach(connection::setRequestProperty);
    if (ask.once()) {
      connection.setChunkedStreamingMode(0);
    }
    try (OutputStream out = connection.getOutputStream()) {
      out.write(ask.body());
    }
    int status = connection.getResponseCode();
    reading.status(status, connection.getContentType(), connection.getHeaderField("Retry-After"));
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (reading.lines(body)) {
      body.close();
      reading.ended();
    } else {
      connection.disconnect(); // first, so that closing does not wait for what is still to come
      body.close();
      reading.closed();
    }
  }
}
