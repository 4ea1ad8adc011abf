/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamscopeConfigTest {

  private final List<String> warnings = new ArrayList<>();

  @Test
  void nothingSet_everythingIsDefaultWithoutWarning() {
    StreamscopeConfig config = read(Map.of());

    assertThat(warnings).isEmpty();
    assertThat(config.enabled()).isTrue();
    assertThat(config.metricsEnabled()).isTrue();
    assertThat(config.text(ConfigKey.STREAM_EVENTS)).isEqualTo("span");
    assertThat(config.count(ConfigKey.DELTA_EVENTS_MAX)).isEqualTo(32);
    assertThat(config.nanos(ConfigKey.STALL_THRESHOLD)).isEqualTo(2_000_000_000L);
    assertThat(config.nanos(ConfigKey.IDLE_LIMIT)).isEqualTo(600_000_000_000L);
    assertThat(config.text(ConfigKey.GENAI_SEMCONV)).isEqualTo("v1.41");
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void blankValue_isDefaultWithoutWarning(ConfigKey key) {
    StreamscopeConfig config = read(Map.of(key.property(), "  "));

    assertThat(warnings).isEmpty();
    assertThat(config.text(key)).isEqualTo(key.defaultValue());
  }

  @ParameterizedTest
  @CsvSource({
    "ENABLED, false, false",
    "ENABLED, ' TRUE ', true",
    "STREAM_EVENTS, log, log",
    "STREAM_EVENTS, None, none",
    "STREAM_EVENTS, span, span",
    "DELTA_EVENTS_MAX, 0, 0",
    "DELTA_EVENTS_MAX, 64, 64",
    "DELTA_EVENTS_MAX, 007, 007",
    "STALL_THRESHOLD, 1ms, 1ms",
    "IDLE_LIMIT, 90 S, 90 s",
    "GENAI_SEMCONV, latest, latest",
    "GENAI_SEMCONV, dup, dup",
    "GENAI_SEMCONV, V1.41, v1.41"
  })
  void acceptedValue_isTakenWithoutWarning(ConfigKey key, String given, String taken) {
    StreamscopeConfig config = read(Map.of(key.property(), given));

    assertThat(warnings).isEmpty();
    assertThat(config.text(key)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({
    "ENABLED, yes, true, 'true,false'",
    "ENABLED, 1, true, 'true,false'",
    "STREAM_EVENTS, logs, span, 'span,log,none'",
    "DELTA_EVENTS_MAX, 65, 32, 'whole number,0,64'",
    "DELTA_EVENTS_MAX, -1, 32, 'whole number,0,64'",
    "DELTA_EVENTS_MAX, 3.5, 32, 'whole number,0,64'",
    "DELTA_EVENTS_MAX, many, 32, 'whole number,0,64'",
    "DELTA_EVENTS_MAX, 99999999999999999999, 32, 'whole number,0,64'",
    "STALL_THRESHOLD, 2 seconds, 2s, 'ms,s,m,h,d'",
    "STALL_THRESHOLD, -5s, 2s, 'ms,s,m,h,d'",
    "STALL_THRESHOLD, 1.5s, 2s, 'whole number,ms,s,m,h,d'",
    "STALL_THRESHOLD, 0, 2s, 'above 0'",
    "IDLE_LIMIT, 0s, 10m, 'above 0'",
    "IDLE_LIMIT, never, 10m, 'ms,s,m,h,d'",
    "IDLE_LIMIT, 99999999999999999999s, 10m, 'ms,s,m,h,d'",
    "GENAI_SEMCONV, v1.42, v1.41, 'v1.41,latest,dup'"
  })
  void otherValue_isDefaultWithOneWarning(
      ConfigKey key, String given, String defaultValue, String named) {
    StreamscopeConfig config = read(Map.of(key.property(), given));

    assertThat(config.text(key)).isEqualTo(defaultValue);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains(key.property() + "=" + given)
        .contains(key.accepted())
        .contains(named.split(","))
        .endsWith(": " + defaultValue);
  }

  @Test
  void severalBadValues_haveOneWarningEach() {
    read(
        Map.of(
            "streamscope.enabled", "on",
            "streamscope.stream.idle-limit", "soon",
            "streamscope.stream.events", "log"));

    assertThat(warnings)
        .satisfiesExactly(
            warning -> assertThat(warning).contains("streamscope.enabled"),
            warning -> assertThat(warning).contains("streamscope.stream.idle-limit"));
  }

  @ParameterizedTest
  @CsvSource({
    "250, 250, MILLISECONDS",
    "250ms, 250, MILLISECONDS",
    "3s, 3, SECONDS",
    "3 s, 3, SECONDS",
    "4m, 4, MINUTES",
    "5h, 5, HOURS",
    "6d, 6, DAYS",
    "365d, 365, DAYS",
    "366d, 365, DAYS",
    "999999999999d, 365, DAYS",
    "999999999999, 365, DAYS"
  })
  void durations_areReadWithTheirUnit(String given, long amount, TimeUnit unit) {
    StreamscopeConfig config = read(Map.of("streamscope.stream.idle-limit", given));

    assertThat(warnings).isEmpty();
    assertThat(config.nanos(ConfigKey.IDLE_LIMIT)).isEqualTo(unit.toNanos(amount));
  }

  @Test
  void with_changesACopy() {
    StreamscopeConfig defaults = StreamscopeConfig.defaults().withoutMetrics();

    StreamscopeConfig changed = defaults.with(ConfigKey.DELTA_EVENTS_MAX, "5");

    assertThat(changed.count(ConfigKey.DELTA_EVENTS_MAX)).isEqualTo(5);
    assertThat(changed.metricsEnabled()).isFalse();
    assertThat(defaults.count(ConfigKey.DELTA_EVENTS_MAX)).isEqualTo(32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"65", "", "all"})
  void withValueThatIsNotAccepted_isRefused(String value) {
    StreamscopeConfig defaults = StreamscopeConfig.defaults();

    assertThatThrownBy(() -> defaults.with(ConfigKey.DELTA_EVENTS_MAX, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("streamscope.stream.delta-events.max=" + value);
  }

  @Test
  void withoutMetrics_keepsTheValues() {
    StreamscopeConfig config = read(Map.of("streamscope.enabled", "false")).withoutMetrics();

    assertThat(config.metricsEnabled()).isFalse();
    assertThat(config.enabled()).isFalse();
  }

  @Test
  void install_theFirstWins() {
    assertThat(StreamscopeConfig.get().text(ConfigKey.STREAM_EVENTS)).isEqualTo("span");
    StreamscopeConfig first = StreamscopeConfig.defaults();

    StreamscopeConfig.install(first);
    StreamscopeConfig.install(first.with(ConfigKey.STREAM_EVENTS, "none"));

    assertThat(StreamscopeConfig.get()).isSameAs(first);
  }

  private StreamscopeConfig read(Map<String, String> properties) {
    return StreamscopeConfig.read(properties::get, warnings::add);
  }
}
