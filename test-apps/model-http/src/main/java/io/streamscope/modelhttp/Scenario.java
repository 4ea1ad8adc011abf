/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the server is to do and what the application does with it. */
enum Scenario {
  CALL(false, ""),
  STREAM(true, ""),
  STATUS_429(false, "error-status=429;retry-after=1"),
  /** A stream was asked for, and there is none. */
  STATUS_500(true, "error-status=500"),
  DROP(true, "drop-after=3"),
  ERROR_EVENT(true, "error-after=2"),
  /** The application closes while the server has much more to say. */
  EARLY_CLOSE(true, "chunks=1000"),
  BIG_REQUEST(false, ""),
  NOT_REPEATABLE(false, "");

  /** How many events the application reads before it closes. */
  static final int ENOUGH = 2;

  private static final int BIG = 2 << 20;

  private final boolean streamed;
  private final String knobs;

  Scenario(boolean streamed, String knobs) {
    this.streamed = streamed;
    this.knobs = knobs;
  }

  /** As in a URL: {@code status-429}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Scenario of(String id) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such scenario: " + id));
  }

  /** Those that a client can play. */
  static List<Scenario> of(ModelClient client) {
    return Arrays.stream(values())
        .filter(scenario -> scenario.streamed || !client.traits().contains(Trait.ONLY_EVENTS))
        .filter(scenario -> scenario != EARLY_CLOSE || client.traits().contains(Trait.CLOSES))
        .filter(
            scenario -> scenario != NOT_REPEATABLE || client.traits().contains(Trait.SENDS_STREAMS))
        .toList();
  }

  /** Those that a client can play in a format. */
  static List<Scenario> of(ModelClient client, Format format) {
    boolean events = format.stream() == Format.Stream.EVENTS;
    return of(client).stream()
        .filter(scenario -> events || !client.traits().contains(Trait.ONLY_EVENTS))
        .filter(
            scenario ->
                scenario == STATUS_500
                    || !scenario.streamed
                    || format.stream() != Format.Stream.NONE)
        .toList();
  }

  boolean streamed(Format format) {
    return streamed && format.stream() != Format.Stream.NONE;
  }

  /** What the server is told to do, by its headers. */
  Map<String, String> knobs() {
    Map<String, String> values = new LinkedHashMap<>();
    for (String knob : knobs.isEmpty() ? new String[0] : knobs.split(";", -1)) {
      int equals = knob.indexOf('=');
      values.put(knob.substring(0, equals), knob.substring(equals + 1));
    }
    return values;
  }

  int filler() {
    return this == BIG_REQUEST ? BIG : 0;
  }
}
