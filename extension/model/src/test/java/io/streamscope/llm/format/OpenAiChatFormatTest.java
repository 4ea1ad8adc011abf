/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatFormatTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void answer_isReadFromItsEvents() {
    read(
        OpenAiEvents.ROLE,
        OpenAiEvents.text("Hel"),
        OpenAiEvents.text("lo"),
        OpenAiEvents.finish(0, "stop"),
        OpenAiEvents.USAGE);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attribute(GenAiAttributes.RESPONSE_ID)).isEqualTo("chatcmpl-1");
    assertThat(attribute(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("gpt-4o-2024-08-06");
    assertThat(attribute(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT)).isEqualTo("fp_1");
    assertThat(attribute(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER)).isEqualTo("default");
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(100);
    assertThat(attribute(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(20);
    assertThat(attribute(GenAiAttributes.USAGE_CACHE_READ)).isEqualTo(64);
    assertThat(attribute(GenAiAttributes.USAGE_REASONING)).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":\"x\"}",
        "{\"content\" : \"x\"}",
        "{\"role\":\"assistant\",\"content\":\"x\"}",
        "{\"content\":null,\"reasoning_content\":\"hm\"}",
        "{\"content\":\"\",\"reasoning\":\"hm\"}",
        "{\"content\":\"\",\"refusal\":\"no\"}",
        "{\"content\":null,\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\"}}]}",
        "{\"function_call\":{\"arguments\":\"{\"}}",
        "{\"audio\":{\"data\":\"AAAA\"}}"
      })
  void generatedContent_isAChunk(String delta) {
    String event = OpenAiEvents.choice(0, delta, "null");

    read(event, event, event);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(3L * event.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"content\":\"\"}",
        "{\"content\":null}",
        "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
        "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[]}",
        "{\"role\":\"assistant\",\"tool_calls\":null,\"reasoning_content\":\"\"}"
      })
  void noContent_isBytesOnly(String delta) {
    String event = OpenAiEvents.choice(0, delta, "null");

    read(event, event);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(2L * event.length());
    assertThat(telemetry.eventNames()).containsExactly("stream_start", "stream_complete");
  }

  @Test
  void roleUsageAndFinish_areBytesOnly() {
    read(OpenAiEvents.ROLE, OpenAiEvents.finish(0, "stop"), OpenAiEvents.USAGE);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(attribute(StreamAttributes.BYTES))
        .isEqualTo(
            OpenAiEvents.ROLE.length()
                + OpenAiEvents.finish(0, "stop").length()
                + OpenAiEvents.USAGE.length());
    assertThat(attribute(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK)).isNull();
  }

  @Test
  void textWithQuotedKeys_isOnlyText() {
    String text =
        "\\\"usage\\\":{\\\"prompt_tokens\\\":1} \\\"finish_reason\\\":\\\"length\\\""
            + " \\\\\\\"finish_reason\\\\\\\":\\\"x\\\" \\\"id\\\":\\\"evil\\\"";

    read(OpenAiEvents.text(text), OpenAiEvents.text(text), OpenAiEvents.text("x"));

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isNull();
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
    assertThat(attribute(GenAiAttributes.RESPONSE_ID)).isEqualTo("chatcmpl-1");
  }

  @Test
  void bytes_areUtf8() {
    String[] events = {
      OpenAiEvents.text("a"),
      OpenAiEvents.text("äöü"),
      OpenAiEvents.text("日本語"),
      OpenAiEvents.text("😀"),
      OpenAiEvents.text("plain")
    };

    read(events);

    assertThat(attribute(StreamAttributes.BYTES))
        .isEqualTo(
            Stream.of(events)
                .mapToLong(event -> event.getBytes(StandardCharsets.UTF_8).length)
                .sum());
  }

  @Test
  void severalChoices_haveTheirReasonsInOrder() {
    read(
        OpenAiEvents.text("a"),
        OpenAiEvents.choice(1, "{\"content\":\"b\"}", "null"),
        OpenAiEvents.choice(2, "{\"content\":\"c\"}", "\"length\""),
        OpenAiEvents.finish(1, "content_filter"),
        OpenAiEvents.finish(0, "stop"));

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("stop", "content_filter", "length");
  }

  @Test
  void emptyFinishReason_isNone() {
    read(
        OpenAiEvents.choice(0, "{\"content\":\"a\"}", "\"\""),
        OpenAiEvents.choice(0, "{\"content\":\"b\"}", "\"\""));

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void usageNotReported_isNotEstimated() {
    read(OpenAiEvents.text("a"), OpenAiEvents.finish(0, "stop"));

    assertThat(telemetry.span().getAttributes().asMap())
        .doesNotContainKeys(
            GenAiAttributes.USAGE_INPUT_TOKENS,
            GenAiAttributes.USAGE_OUTPUT_TOKENS,
            GenAiAttributes.USAGE_CACHE_READ,
            GenAiAttributes.USAGE_REASONING);
    assertThat(telemetry.metrics()).doesNotContainKey("gen_ai.client.token.usage");
  }

  @Test
  void usageWithEveryEvent_theLastCounts() {
    String running =
        OpenAiEvents.text("a")
            .replace("\"usage\":null", "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":%d}");

    read(running.formatted(1), running.formatted(2), running.formatted(3));

    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(9);
    assertThat(attribute(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(3);
    assertThat(attribute(GenAiAttributes.USAGE_CACHE_READ)).isNull();
  }

  @Test
  void azureFilterEventWithoutId_isIdentifiedByTheNext() {
    read(OpenAiEvents.AZURE_FILTER, OpenAiEvents.ROLE, OpenAiEvents.text("a"));

    assertThat(attribute(GenAiAttributes.RESPONSE_ID)).isEqualTo("chatcmpl-1");
    assertThat(attribute(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("gpt-4o-2024-08-06");
    assertThat(attribute(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT)).isEqualTo("fp_1");
    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void toolCallBeforeTheId_isNotMistakenForIt() {
    read(OpenAiEvents.AZURE_FILTER, OpenAiEvents.AZURE_TOOL_CALL);

    assertThat(attribute(GenAiAttributes.RESPONSE_ID)).isEqualTo("chatcmpl-2");
    assertThat(attribute(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("gpt-4o");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[DONE]",
        "not json",
        "{",
        "{\"choices\":[{\"delta\":{\"content\":",
        "{\"usage\":",
        "{\"finish_reason\":\"",
        "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1e3}}",
        "{\"id\":\"\\u12\"}",
        "\"\\",
        "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}"
      })
  void malformedText_isCountedAndOtherwiseIgnored(String malformed) {
    read(OpenAiEvents.text("a"), malformed, OpenAiEvents.text("b"));

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attribute(StreamAttributes.BYTES))
        .isEqualTo(2L * OpenAiEvents.text("a").length() + malformed.length());
    assertThat(attribute(GenAiAttributes.RESPONSE_ID)).isEqualTo("chatcmpl-1");
    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isNull();
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void everyPrefixOfAnAnswer_throwsNothing() {
    for (String event : List.of(OpenAiEvents.USAGE, OpenAiEvents.AZURE_TOOL_CALL)) {
      GenAiCall call = new Models(RecordedTelemetry.create()).stream();
      OpenAiChatFormat format = new OpenAiChatFormat(call);
      format.onEvent(OpenAiEvents.text("a"));
      for (int end = 0; end < event.length(); end++) {
        format.onEvent(event.substring(0, end));
      }
      call.stream().complete();
    }
  }

  @Test
  void time_isOfTheModelsClock() {
    GenAiCall call = new Models(telemetry).stream();
    OpenAiChatFormat format = new OpenAiChatFormat(call);
    telemetry.clock().advanceMillis(20);

    assertThat(format.onEvent(OpenAiEvents.ROLE)).isEqualTo(telemetry.clock().getAsLong());
    telemetry.clock().advanceMillis(20);
    assertThat(format.onEvent(OpenAiEvents.text("a"))).isEqualTo(telemetry.clock().getAsLong());
    call.stream().complete();

    assertThat(attribute(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK)).isEqualTo(0.04);
  }

  private void read(String... events) {
    GenAiCall call = new Models(telemetry).stream();
    OpenAiChatFormat format = new OpenAiChatFormat(call);
    for (String event : events) {
      format.onEvent(event);
    }
    call.stream().complete();
  }

  private <T> T attribute(AttributeKey<T> key) {
    return telemetry.span().getAttributes().get(key);
  }
}
