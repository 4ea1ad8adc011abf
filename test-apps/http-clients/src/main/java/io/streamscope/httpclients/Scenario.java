/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.List;
import java.util.Set;

/**
 * What the server is to do and what the application does with it.
 *
 * @param queries knobs of the server, one text per request; requests after the first send the last
 *     event id that was seen
 * @param stop how the application ends it
 * @param timeoutMs how long it waits for headers and bytes
 * @param needs traits of the client without which there is no such scenario
 */
record Scenario(List<String> queries, Stop stop, int timeoutMs, Set<Trait> needs) {

  private static final int PATIENT_MS = 10_000;
  private static final int IMPATIENT_MS = 800;

  static Scenario reading(String query, Trait... needs) {
    return new Scenario(List.of(query), Stop.NEVER, PATIENT_MS, Set.of(needs));
  }

  static Scenario stopping(Stop stop, String query, Trait... needs) {
    return new Scenario(List.of(query), stop, PATIENT_MS, Set.of(needs));
  }

  static Scenario impatient(String query, Trait... needs) {
    return new Scenario(List.of(query), Stop.NEVER, IMPATIENT_MS, Set.of(needs));
  }

  static Scenario resuming(String first, String second) {
    return new Scenario(List.of(first, second), Stop.NEVER, PATIENT_MS, Set.of());
  }
}
