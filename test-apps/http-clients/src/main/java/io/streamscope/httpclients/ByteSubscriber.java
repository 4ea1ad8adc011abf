/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Takes the bytes of a body; asks for a certain number of pieces at a time. */
final class ByteSubscriber implements Flow.Subscriber<List<ByteBuffer>> {

  private final Reading reading;
  private final long atATime;
  private final LineDecoder decoder;
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

  ByteSubscriber(Reading reading, long atATime) {
    this.reading = reading;
    this.atATime = atATime;
    this.decoder = new LineDecoder(reading::line);
  }

  void cancel() {
    reading.signals().saw('X');
    subscription.join().cancel();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    reading.signals().saw('S');
    subscription.complete(given);
    reading.open(this::cancel);
    request();
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    reading.signals().saw('N');
    boolean more = true;
    for (ByteBuffer piece : pieces) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      more = more && decoder.feed(bytes, 0, bytes.length);
    }
    if (more) {
      if (atATime != Long.MAX_VALUE) {
        request();
      }
    } else if (!reading.forgets(subscription.join())) {
      cancel();
      reading.closed();
    }
  }

  @Override
  public void onError(Throwable failure) {
    reading.signals().saw('E');
    reading.failed(failure);
  }

  @Override
  public void onComplete() {
    reading.signals().saw('C');
    reading.ended();
  }

  private void request() {
    reading.signals().saw('R');
    subscription.join().request(atATime);
  }
}
