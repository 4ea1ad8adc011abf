/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.config;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All settings as one immutable snapshot. Read once, when the agent starts; any thread may read it.
 * A value that cannot be read is reported and replaced by the default: a typing error in an option
 * never keeps an application from starting.
 */
public final class StreamscopeConfig {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)?");
  private static final int DELTA_EVENTS_LIMIT = 64;
  private static final AtomicReference<StreamscopeConfig> CURRENT = new AtomicReference<>();

  private final Map<ConfigKey, String> values;
  private final boolean metricsEnabled;

  private StreamscopeConfig(Map<ConfigKey, String> values, boolean metricsEnabled) {
    this.values = values;
    this.metricsEnabled = metricsEnabled;
  }

  /** The snapshot that was installed at start; the defaults when there was none. */
  public static StreamscopeConfig get() {
    StreamscopeConfig config = CURRENT.get();
    return config != null ? config : defaults();
  }

  /** Makes a snapshot the one in force, unless there is one already: the first wins. */
  public static void install(StreamscopeConfig config) {
    CURRENT.compareAndSet(null, config);
  }

  /** What holds when the user says nothing. */
  public static StreamscopeConfig defaults() {
    return read(property -> null, warning -> {});
  }

  /**
   * Reads every key from a source of strings.
   *
   * @param source property name → value, null when not set
   * @param warnings takes one sentence per value that was replaced by its default
   */
  public static StreamscopeConfig read(Source source, Consumer<String> warnings) {
    Map<ConfigKey, String> values = new EnumMap<>(ConfigKey.class);
    for (ConfigKey key : ConfigKey.values()) {
      values.put(key, read(key, source.get(key.property()), warnings));
    }
    return new StreamscopeConfig(values, true);
  }

  private static String read(ConfigKey key, @Nullable String given, Consumer<String> warnings) {
    if (given == null || given.isBlank()) {
      return key.defaultValue();
    }
    String trimmed = given.trim();
    String value = key.type() == ConfigKey.Type.TEXT ? trimmed : trimmed.toLowerCase(Locale.ROOT);
    if (accepts(key, value)) {
      return value;
    }
    warnings.accept(
        "Streamscope: %s=%s is not understood; accepted: %s. Using the default: %s"
            .formatted(key.property(), given, key.accepted(), key.defaultValue()));
    return key.defaultValue();
  }

  private static boolean accepts(ConfigKey key, String value) {
    return switch (key.type()) {
      case BOOLEAN -> value.equals("true") || value.equals("false");
      case TEXT -> true;
      case CHOICE -> key.choices().contains(value);
      case COUNT -> value.matches("\\d{1,4}") && Integer.parseInt(value) <= DELTA_EVENTS_LIMIT;
      case BUDGET -> value.matches("\\d{1,4}");
      case PERIOD -> DURATION.matcher(value).matches();
      case DURATION -> DURATION.matcher(value).matches() && !duration(value).isZero();
    };
  }

  private static Duration duration(String value) {
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      return Duration.ZERO;
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit == null ? "ms" : unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      default -> Duration.ofMillis(number);
    };
  }

  /** The same settings for a process that exports no metrics at all. */
  public StreamscopeConfig withoutMetrics() {
    return new StreamscopeConfig(values, false);
  }

  /** The same settings with one value replaced; the value must be an accepted one. */
  public StreamscopeConfig with(ConfigKey key, String value) {
    if (!accepts(key, value)) {
      throw new IllegalArgumentException(key.property() + "=" + value);
    }
    Map<ConfigKey, String> copy = new EnumMap<>(values);
    copy.put(key, value);
    return new StreamscopeConfig(copy, metricsEnabled);
  }

  /** False when everything of ours is switched off. */
  public boolean enabled() {
    return Boolean.parseBoolean(text(ConfigKey.ENABLED));
  }

  /** False when no metric leaves the process, so that unsampled streams need not be timed. */
  public boolean metricsEnabled() {
    return metricsEnabled;
  }

  /** The value as given or defaulted; for choices one of {@link ConfigKey#choices()}. */
  public String text(ConfigKey key) {
    return values.getOrDefault(key, key.defaultValue());
  }

  /** The value of a {@link ConfigKey.Type#COUNT} or {@code BUDGET}. */
  public int count(ConfigKey key) {
    return Integer.parseInt(text(key));
  }

  /** The value of a {@link ConfigKey.Type#DURATION} or {@code PERIOD} in nanoseconds. */
  public long nanos(ConfigKey key) {
    Duration value = duration(text(key));
    return value.compareTo(Duration.ofDays(365)) > 0
        ? Duration.ofDays(365).toNanos()
        : value.toNanos();
  }

  /** Where values come from. */
  @FunctionalInterface
  public interface Source {
    /** The value of a property, null when not set. */
    @Nullable String get(String property);
  }
}
