/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigKeyTest {

  @ParameterizedTest
  @CsvSource({
    "ENABLED, streamscope.enabled, STREAMSCOPE_ENABLED, true",
    "STREAM_EVENTS, streamscope.stream.events, STREAMSCOPE_STREAM_EVENTS, span",
    "DELTA_EVENTS_MAX, streamscope.stream.delta-events.max,"
        + " STREAMSCOPE_STREAM_DELTA_EVENTS_MAX, 32",
    "STALL_THRESHOLD, streamscope.stream.stall-threshold, STREAMSCOPE_STREAM_STALL_THRESHOLD, 2s",
    "IDLE_LIMIT, streamscope.stream.idle-limit, STREAMSCOPE_STREAM_IDLE_LIMIT, 10m",
    "GENAI_HTTP_PATHS, streamscope.genai.http.paths, STREAMSCOPE_GENAI_HTTP_PATHS, ''",
    "GENAI_PRICES, streamscope.genai.prices, STREAMSCOPE_GENAI_PRICES, ''",
    "TRACE_LIMIT, streamscope.stream.trace-limit, STREAMSCOPE_STREAM_TRACE_LIMIT, 5m",
    "SPLIT_REQUEST_DURATION, streamscope.http.split-request-duration,"
        + " STREAMSCOPE_HTTP_SPLIT_REQUEST_DURATION, true",
    "SHUTDOWN_GRACE, streamscope.shutdown.grace, STREAMSCOPE_SHUTDOWN_GRACE, 0",
    "GENAI_SEMCONV, streamscope.genai.semconv, STREAMSCOPE_GENAI_SEMCONV, v1.41",
    "WEBSOCKET_SEGMENT, streamscope.websocket.segment, STREAMSCOPE_WEBSOCKET_SEGMENT, 5m",
    "WEBSOCKET_TURN_PARENT, streamscope.websocket.turn.parent,"
        + " STREAMSCOPE_WEBSOCKET_TURN_PARENT, link",
    "WEBSOCKET_TURN_QUIET, streamscope.websocket.turn.quiet,"
        + " STREAMSCOPE_WEBSOCKET_TURN_QUIET, 1s",
    "WEBSOCKET_HEARTBEAT, streamscope.websocket.heartbeat, STREAMSCOPE_WEBSOCKET_HEARTBEAT, ''",
    "WEBSOCKET_MESSAGE_SPANS, streamscope.websocket.message-spans,"
        + " STREAMSCOPE_WEBSOCKET_MESSAGE_SPANS, false",
    "WEBSOCKET_MESSAGE_SPANS_MAX, streamscope.websocket.message-spans.max,"
        + " STREAMSCOPE_WEBSOCKET_MESSAGE_SPANS_MAX, 200",
    "WEBSOCKET_MESSAGE_ID_FIELD, streamscope.websocket.message-id-field,"
        + " STREAMSCOPE_WEBSOCKET_MESSAGE_ID_FIELD, ''",
    "WEBSOCKET_PROPAGATION_FIELD, streamscope.websocket.propagation.field,"
        + " STREAMSCOPE_WEBSOCKET_PROPAGATION_FIELD, ''",
    "WEBSOCKET_PROPAGATION_WRITE, streamscope.websocket.propagation.write,"
        + " STREAMSCOPE_WEBSOCKET_PROPAGATION_WRITE, none"
  })
  void namesAndDefaults_areOfTheContract(
      ConfigKey key, String property, String environmentVariable, String defaultValue) {
    assertThat(key.property()).isEqualTo(property);
    assertThat(key.environmentVariable()).isEqualTo(environmentVariable);
    assertThat(key.defaultValue()).isEqualTo(defaultValue);
  }

  @Test
  void keysOfTheContract_areAllTested() {
    assertThat(ConfigKey.values()).hasSize(20);
  }

  @ParameterizedTest
  @EnumSource(ConfigKey.class)
  void everyKey_canBeDocumented(ConfigKey key) {
    assertThat(key.sentence()).endsWith(".");
    assertThat(key.accepted()).isNotBlank();
    assertThat(key.choices().isEmpty()).isEqualTo(key.type() != ConfigKey.Type.CHOICE);
    if (key.type() == ConfigKey.Type.CHOICE) {
      assertThat(key.choices()).contains(key.defaultValue());
      assertThat(key.accepted().split(", ")).containsExactlyElementsOf(key.choices());
    }
  }
}
