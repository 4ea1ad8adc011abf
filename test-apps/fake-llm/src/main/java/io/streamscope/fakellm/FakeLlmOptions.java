/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.EnumMap;
import java.util.Map;

/**
 * How a {@link FakeLlm} starts. Immutable.
 *
 * @param port the TCP port on loopback, 0 for any free one
 * @param knobs knob values for requests that do not say otherwise by header
 */
public record FakeLlmOptions(int port, Map<Knob, String> knobs) {

  /** Checks and copies. */
  public FakeLlmOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port out of range: " + port);
    }
    knobs.forEach(KnobSettings::checked);
    knobs = Map.copyOf(knobs);
  }

  /** Any free port, no delays, no faults. */
  public static FakeLlmOptions defaults() {
    return new FakeLlmOptions(0, Map.of());
  }

  /** A server that is pleasant to look at: first delta after 300 ms, then one each 30 ms. */
  public static FakeLlmOptions demo() {
    return defaults().with(Knob.FIRST_CHUNK_DELAY, "300ms").with(Knob.CHUNK_GAP, "30ms");
  }

  /** These options with another port. */
  public FakeLlmOptions withPort(int newPort) {
    return new FakeLlmOptions(newPort, knobs);
  }

  /** These options with one knob set. */
  public FakeLlmOptions with(Knob knob, String value) {
    Map<Knob, String> changed = new EnumMap<>(Knob.class);
    changed.putAll(knobs);
    changed.put(knob, value);
    return new FakeLlmOptions(port, changed);
  }

  /** These options with one knob set to a number. */
  public FakeLlmOptions with(Knob knob, long value) {
    return with(knob, Long.toString(value));
  }

  /**
   * These options overlaid with command line arguments: {@code --port=8089} and {@code
   * --<knob>=<value>}.
   *
   * @throws IllegalArgumentException for an unknown option or an unsuitable value
   */
  public FakeLlmOptions withArguments(String... arguments) {
    FakeLlmOptions options = this;
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        throw new IllegalArgumentException("not an option: " + argument);
      }
      int equals = argument.indexOf('=');
      String name = argument.substring(2, equals < 0 ? argument.length() : equals);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      if (name.equals("port")) {
        options = options.withPort(parsePort(value));
      } else {
        Knob knob =
            Knob.named(name)
                .orElseThrow(() -> new IllegalArgumentException("unknown option: --" + name));
        options = options.with(knob, value);
      }
    }
    return options;
  }

  private static int parsePort(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a port: " + value, e);
    }
  }
}
