/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.time.Duration;
import reactor.core.publisher.Flux;

/** Publishers of events in a certain rhythm. */
final class Pace {

  private static final int ENDLESS = 1_000_000;

  private Pace() {}

  /** Some events, the first and each after it a while later; without a pause if that is 0. */
  static Flux<String> events(int count, long firstMs, long gapMs) {
    Flux<String> events = Flux.range(0, count).map(i -> "event " + i);
    Flux<String> paced = gapMs == 0 ? events : events.delayElements(Duration.ofMillis(gapMs));
    return firstMs == 0 ? paced : paced.delaySubscription(Duration.ofMillis(firstMs));
  }

  /** Events until somebody cancels. */
  static Flux<String> endless(long gapMs) {
    return events(ENDLESS, 0, gapMs);
  }
}
