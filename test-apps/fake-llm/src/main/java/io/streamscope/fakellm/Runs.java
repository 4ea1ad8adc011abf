/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The runs that a server has seen requests of; see {@link Knob#RUN}. Thread-safe. */
final class Runs {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  /** Whether a request with these knobs is the first of its run. */
  boolean begins(KnobSettings knobs) {
    String run = knobs.text(Knob.RUN);
    return run != null && seen.add(run);
  }
}
