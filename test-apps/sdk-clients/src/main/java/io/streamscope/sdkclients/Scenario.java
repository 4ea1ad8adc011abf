/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A way to ask a model, and what happens to the call. */
record Scenario(Way way, Fault fault) {

  /** All that can be played with an SDK. */
  static List<Scenario> all(Sdk sdk) {
    List<Scenario> all = new ArrayList<>();
    for (Way way : sdk.ways()) {
      for (Fault fault : Fault.values()) {
        if (fault.isPossible(way.kind(), sdk.triesAgain())) {
          all.add(new Scenario(way, fault));
        }
      }
    }
    return all;
  }

  /** {@code <way>.<fault>}. */
  String id() {
    return way.name() + "." + fault.id();
  }

  /** The model's name says what is played, so that whoever looks at the server knows. */
  Access access(String baseUrl) {
    Map<String, String> headers = fault.knobs();
    headers.put("x-fake-run", id());
    return new Access(baseUrl, headers, id());
  }
}
