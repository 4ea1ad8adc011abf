/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What the application's own publishers saw, in order: subscriptions, requests, signals. */
@Component
public class Observations {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** The same publisher, watched; elements only as a count at its end. */
  <T> Flux<T> watched(String name, Flux<T> publisher) {
    return publisher
        .doOnSubscribe(subscription -> saw(name + " subscribe"))
        .doOnRequest(count -> saw(name + " request " + count))
        .doOnCancel(() -> saw(name + " cancel"))
        .doOnComplete(() -> saw(name + " complete"))
        .doOnError(failure -> saw(name + " error " + describe(failure)));
  }

  void saw(String what) {
    lines.add(what);
  }

  static String describe(Throwable failure) {
    return failure.getClass().getName()
        + " "
        + failure.getMessage()
        + " suppressed="
        + failure.getSuppressed().length;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  void clear() {
    lines.clear();
  }
}
