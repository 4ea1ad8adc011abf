/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;

/** {@code send} with {@code ofPublisher}; the subscriber takes all that comes. */
final class JdkPublisher implements StreamingClient {

  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return JdkRequests.traits(Trait.PUSHES, Trait.CANCELS_IN_CALLBACK, Trait.CANCELS_FOR_A_FAILURE);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
        client.send(JdkRequests.request(ask), BodyHandlers.ofPublisher());
    JdkRequests.status(reading, response);
    ByteSubscriber subscriber = new ByteSubscriber(reading, Long.MAX_VALUE);
    response.body().subscribe(subscriber);
    reading.awaitPushed(subscriber::cancel);
  }
}
