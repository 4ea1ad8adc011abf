/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What the application saw. */
@RestController
public class ObservedController {

  private final Observations observations;

  ObservedController(Observations observations) {
    this.observations = observations;
  }

  /** What the application saw so far. */
  @GetMapping("/observed")
  public Mono<List<String>> observed() {
    return Mono.fromSupplier(observations::lines);
  }

  /** Forgets what it saw. */
  @DeleteMapping("/observed")
  public Mono<Void> forget() {
    return Mono.fromRunnable(observations::clear);
  }
}
