/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/** {@code send} with {@code ofString}: a stream, too, is read in one piece. */
final class JdkString implements ModelClient {
  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    HttpResponse<String> response = client.send(JdkRequests.request(ask), BodyHandlers.ofString());
    JdkRequests.status(reading, response);
    reading.text(response.body());
    reading.ended();
  }
}
