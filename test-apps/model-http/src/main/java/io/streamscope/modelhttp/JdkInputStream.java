/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/** {@code send} with {@code ofInputStream}: the caller reads. */
final class JdkInputStream implements ModelClient {
  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    HttpResponse<InputStream> response =
        client.send(JdkRequests.request(ask), BodyHandlers.ofInputStream());
    JdkRequests.status(reading, response);
    try (InputStream body = response.body()) {
      if (reading.lines(body)) {
        reading.ended();
        return;
      }
    }
    reading.closed();
  }
}
