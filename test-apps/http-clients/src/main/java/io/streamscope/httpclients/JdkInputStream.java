/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;

/** {@code send} with {@code ofInputStream}. */
final class JdkInputStream implements StreamingClient {

  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return JdkRequests.traits(Trait.PULLS, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    HttpResponse<InputStream> response =
        client.send(JdkRequests.request(ask), BodyHandlers.ofInputStream());
    JdkRequests.status(reading, response);
    Pull.bytes(reading, response.body(), response, response.body()::close);
  }
}
