/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What happens to a call. */
enum Fault {
  NONE(""),
  STATUS_429("error-status=429"),
  STATUS_500("error-status=500"),
  RETRY_THEN_FINE("fail-first=429"),
  DROP("drop-after=3"),
  ERROR_EVENT("error-after=3"),
  /** The application closes while the server has more to say; some clients read all of it then. */
  EARLY_CLOSE("chunks=150");

  private final String knob;

  Fault(String knob) {
    this.knob = knob;
  }

  /** As in the name of a scenario: {@code status-429}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isPossible(Way.Kind kind, boolean triesAgain) {
    return switch (this) {
      case NONE, STATUS_429, STATUS_500 -> true;
      case RETRY_THEN_FINE -> triesAgain;
      case DROP -> kind != Way.Kind.VECTORS;
      case ERROR_EVENT, EARLY_CLOSE -> kind == Way.Kind.STREAM;
    };
  }

  /** What the server is told to do, by its headers. */
  Map<String, String> knobs() {
    Map<String, String> values = new LinkedHashMap<>();
    int equals = knob.indexOf('=');
    if (equals > 0) {
      String name = "x-fake-" + knob.substring(0, equals);
      String value = knob.substring(equals + 1);
      values.put(name, value);
      values.put(name.replace("x-fake-error-status", "x-fake-embeddings-error-status"), value);
    }
    values.put("x-fake-retry-after", "0.05");
    values.put("x-fake-chunk-gap", "10");
    return values;
  }
}
