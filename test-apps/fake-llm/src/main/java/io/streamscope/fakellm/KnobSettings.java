/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import com.sun.net.httpserver.Headers;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The knob values that hold for one request. */
final class KnobSettings {
  private final Map<Knob, String> values;

  private KnobSettings(Map<Knob, String> values) {
    this.values = values;
  }

  /** Start options overlaid with what the URL of a request says and with its headers. */
  static KnobSettings of(Map<Knob, String> options, Target target, Headers headers) {
    Map<Knob, String> values = new EnumMap<>(Knob.class);
    values.putAll(options);
    target
        .knobs()
        .forEach(
            (name, value) -> {
              Knob knob = known(name, "unknown knob: " + name);
              values.put(knob, checked(knob, value));
            });
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(Knob.HEADER_PREFIX)) {
        String knobName = name.substring(Knob.HEADER_PREFIX.length());
        Knob knob = known(knobName, "unknown knob header: " + name);
        String value = header.getValue().isEmpty() ? "" : header.getValue().get(0);
        values.put(knob, checked(knob, value));
      }
    }
    return new KnobSettings(values);
  }

  /** The same for a request that fails because it is the first of its run. */
  KnobSettings failingFirst() {
    String status = values.get(Knob.FAIL_FIRST);
    if (status == null) {
      return this;
    }
    Map<Knob, String> failing = new EnumMap<>(values);
    failing.put(Knob.ERROR_STATUS, status);
    failing.put(Knob.EMBEDDINGS_ERROR_STATUS, status);
    return new KnobSettings(failing);
  }

  private static Knob known(String name, String complaint) {
    return Knob.named(name).orElseThrow(() -> new IllegalArgumentException(complaint));
  }

  /** Returns the value if it suits the knob. */
  static String checked(Knob knob, String value) {
    try {
      switch (knob.kind()) {
        case MILLIS -> parseMillis(value);
        case COUNT -> parseCount(value);
        case FLAG -> parseFlag(value);
        case TEXT -> {}
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "bad value for " + knob.knobName() + ": '" + value + "'", e);
    }
    return value;
  }

  long millis(Knob knob) {
    String value = values.get(knob);
    return value == null ? 0 : parseMillis(value);
  }

  OptionalLong count(Knob knob) {
    String value = values.get(knob);
    return value == null ? OptionalLong.empty() : OptionalLong.of(parseCount(value));
  }

  boolean flag(Knob knob) {
    String value = values.get(knob);
    return value != null && parseFlag(value);
  }

  @Nullable String text(Knob knob) {
    return values.get(knob);
  }

  private static long parseMillis(String value) {
    String number = value.strip();
    long unit = 1;
    if (number.endsWith("ms")) {
      number = number.substring(0, number.length() - 2);
    } else if (number.endsWith("s")) {
      number = number.substring(0, number.length() - 1);
      unit = 1000;
    }
    return Math.multiplyExact(parseCount(number), unit);
  }

  private static long parseCount(String value) {
    long count = Long.parseLong(value.strip());
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("out of range: " + value);
    }
    return count;
  }

  private static boolean parseFlag(String value) {
    return switch (value.strip().toLowerCase(Locale.ROOT)) {
      case "", "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> throw new IllegalArgumentException("not a flag: " + value);
    };
  }
}
