/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.function.Predicate;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** Takes what a Flux has; asks for a certain number of elements at a time. */
final class ReactiveSubscriber<T> extends BaseSubscriber<T> {

  private final Reading reading;
  private final Predicate<T> elements;
  private final long atATime;

  /**
   * @param elements takes one; false if the application has enough
   */
  ReactiveSubscriber(Reading reading, long atATime, Predicate<T> elements) {
    this.reading = reading;
    this.atATime = atATime;
    this.elements = elements;
  }

  /** Cancels from another thread than that which calls. */
  void stop() {
    reading.signals().saw('X');
    cancel();
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    reading.signals().saw('S');
    reading.open(this::stop);
    ask();
  }

  @Override
  protected void hookOnNext(T element) {
    reading.signals().saw('N');
    if (!elements.test(element)) {
      stop();
      reading.closed();
    } else if (atATime != Long.MAX_VALUE) {
      ask();
    }
  }

  @Override
  protected void hookOnComplete() {
    reading.signals().saw('C');
    reading.ended();
  }

  @Override
  protected void hookOnError(Throwable failure) {
    reading.signals().saw('E');
    reading.failed(failure);
  }

  private void ask() {
    reading.signals().saw('R');
    request(atATime);
  }
}
