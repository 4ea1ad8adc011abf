/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** {@code sendAsync} with a body subscriber of the application's own, one piece at a time. */
final class JdkCustomSubscriber implements StreamingClient {

  private final HttpClient client = JdkRequests.client();

  @Override
  public Set<Trait> traits() {
    return JdkRequests.traits(Trait.PUSHES, Trait.CANCELS_IN_CALLBACK, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) {
    ByteSubscriber bytes = new ByteSubscriber(reading, 1);
    client
        .sendAsync(
            JdkRequests.request(ask),
            head -> {
              reading.status(head.statusCode(), JdkRequests.type(head.headers()));
              return new OwnBody(bytes);
            })
        .exceptionally(failure -> failed(reading, failure));
    reading.awaitPushed(bytes::cancel);
  }

  private static @Nullable HttpResponse<String> failed(Reading reading, Throwable failure) {
    reading.failed(failure);
    return null;
  }

  /** Its body is there with the first piece, as that of a real streaming subscriber. */
  private record OwnBody(ByteSubscriber bytes) implements BodySubscriber<String> {

    @Override
    public CompletionStage<String> getBody() {
      return CompletableFuture.completedFuture("a stream");
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      bytes.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
      bytes.onNext(pieces);
    }

    @Override
    public void onError(Throwable failure) {
      bytes.onError(failure);
    }

    @Override
    public void onComplete() {
      bytes.onComplete();
    }
  }
}
