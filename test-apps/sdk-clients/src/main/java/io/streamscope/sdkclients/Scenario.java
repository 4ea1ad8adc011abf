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
        Scenario scenario = new Scenario(way, fault);
        if (sdk.allows(fault, way)
            && fault.suits(way, sdk.triesAgain())
            && all.stream().noneMatch(scenario::isLike)) {
          all.add(scenario);
        }
      }
    }
    return all;
  }

  /** Whether one of the two is enough: time is short. */
  private boolean isLike(Scenario other) {
    if (fault.isBasic() || other.fault != fault) {
      return false;
    }
    return fault.isHeavy()
        || (other.way.kind() == way.kind() && other.way.manner() == way.manner());
  }

  /** {@code <way>.<fault>}. */
  String id() {
    return way.name() + "." + fault.id();
  }

  /** The model's name says what is played, so that whoever looks at the server knows. */
  Access access(String baseUrl) {
    Map<String, String> headers = fault.knobs();
    headers.put("x-fake-run", id());
    if (way.operation() == Way.Operation.TOOLS) {
      headers.put("x-fake-tool-call", "look_up");
    }
    return new Access(baseUrl, headers, id(), fault.question());
  }
}
