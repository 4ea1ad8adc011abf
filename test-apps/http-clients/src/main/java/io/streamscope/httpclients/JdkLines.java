/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/** {@code send} with {@code ofLines}. */
final class JdkLines implements StreamingClient {

  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return JdkRequests.traits(Trait.PULLS, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    HttpResponse<Stream<String>> response =
        client.send(JdkRequests.request(ask), BodyHandlers.ofLines());
    readLines(response, reading);
  }

  static void readLines(HttpResponse<Stream<String>> response, Reading reading) throws Exception {
    JdkRequests.status(reading, response);
    Stream<String> lines = response.body();
    Iterator<String> iterator = lines.iterator();
    Pull.lines(reading, () -> iterator.hasNext() ? iterator.next() : null, response, lines::close);
  }
}
