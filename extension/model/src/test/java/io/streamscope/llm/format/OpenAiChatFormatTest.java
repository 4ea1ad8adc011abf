/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiChatFormatTest {

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

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
        "{\"content\":\"\",\"reasoning_details\":[{\"text\":\"hm\"}]}",
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

    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(bytes(events));
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
  void usageThatComesAgain_isTheLast() {
    String first =
        "{\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":9}}";

    read(first, first, OpenAiEvents.USAGE, first);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(9);
    assertThat(attribute(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "null", "[]", "{\"prompt_tokens\":null}"})
  void emptyUsageAtTheEnd_leavesTheOneBefore(String empty) {
    read(OpenAiEvents.USAGE, "{\"choices\":[],\"usage\":" + empty + "}");

    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(100);
    assertThat(attribute(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(20);
    assertThat(attribute(GenAiAttributes.USAGE_CACHE_READ)).isEqualTo(64);
  }

  @Test
  void endMark_isNoChunkAndNoPayload() {
    read(OpenAiEvents.text("a"), "[DONE]");

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(OpenAiEvents.text("a").length());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}|server_error",
        "{\"error\":{\"message\":\"overloaded\",\"type\":\"x\",\"code\":\"busy\"}}|busy",
        "{\"error\":\"overloaded\"}|_OTHER"
      })
  void errorEvent_isWhatTheAnswerEndedWith(String event, String type) {
    read(OpenAiEvents.text("a"), event);

    assertThat(attribute(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(attribute(StreamAttributes.ERROR_TYPE)).isEqualTo(type);
    assertThat(telemetry.span().getStatus())
        .isEqualTo(StatusData.create(StatusCode.ERROR, "overloaded"));
  }

  @Test
  void reasonThatComesAgain_isTheLast() {
    String first = "{\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}";

    read(first, first, OpenAiEvents.finish(0, "length"), first);

    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("stop");
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
        "not json",
        "{",
        "{\"choices\":[{\"delta\":{\"content\":",
        "{\"usage\":",
        "{\"finish_reason\":\"",
        "{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1e3}}",
        "{\"id\":\"\\u12\"}",
        "\"\\",
        "{\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}}",
        "{\"id\":\"x\",\"usage\":{\"prompt_tokens\":1},}",
        "[{\"choices\":[{\"delta\":{\"content\":\"x\"}}]}]"
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
      WireAnswer format = new WireAnswer(new OpenAiChatFormat());
      call.event(format, null, OpenAiEvents.text("a"));
      for (int end = 0; end < event.length(); end++) {
        call.event(format, null, event.substring(0, end));
      }
      call.complete();
    }
  }

  @Test
  void everyChoiceOfAnEvent_isRead() {
    String text =
        OpenAiEvents.choices(
            "{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}",
            "{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\",\"index\":0}");

    read(text, text);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("stop", "length");
  }

  @Test
  void choiceWithoutIndex_hasThatOfItsPlace() {
    read(
        OpenAiEvents.choices(
            "{\"finish_reason\":\"stop\"}", "{\"index\":null,\"finish_reason\":\"length\"}"));

    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("stop", "length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "16", "1e400", "99999999999999999999"})
  void indexOutOfRange_isIgnored(String index) {
    read(
        OpenAiEvents.choices(
            "{\"index\":" + index + ",\"finish_reason\":\"stop\"}",
            "{\"index\":0.9,\"finish_reason\":\"length\"}"));

    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("length");
  }

  @Test
  void indexOfAToolCall_isNotThatOfTheChoice() {
    read(
        OpenAiEvents.choices(
            "{\"delta\":{\"tool_calls\":[{\"index\":1}]},\"finish_reason\":\"tool_calls\","
                + "\"index\":0}"));

    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("tool_calls");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"delta\":{\"role\":\"assistant\"},\"logprobs\":{\"content\":[{\"token\":\"x\"}]}}",
        "{\"delta\":{\"extra\":{\"content\":\"x\"},\"role\":\"content\"}}",
        "{\"message\":{\"content\":\"x\"}}",
        "{\"delta\":{\"content\":\"x\",\"content\":\"\"}}",
        "{\"delta\":{\"content\":\"x\"},\"delta\":null}",
        "{\"delta\":[{\"content\":\"x\"}]}",
        "{\"delta\":{\"content\":{},\"audio\":[],\"refusal\":7}}",
        "{\"x\":{\"finish_reason\":\"stop\",\"usage\":{\"prompt_tokens\":1}}}",
        "[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]"
      })
  void nameInAnotherPlace_meansNothing(String choice) {
    String event = OpenAiEvents.choices(choice);

    read(OpenAiEvents.text("a"), event, event);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isNull();
  }

  @Test
  void namesWithEscapes_areTheSameNames() {
    String choice =
        "{\"d\\u0065lta\":{\"con\\u0074ent\":\"x\"},\"finish_reaso\\u006e\":\"st\\u006fp\"}";

    read(OpenAiEvents.choices(choice));

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(attribute(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("stop");
  }

  @Test
  void reasoningBeforeTheText_hasItsBytesCounted() {
    String[] events = {
      OpenAiEvents.choice(0, "{\"reasoning\":\"abc\",\"content\":\"x\"}", "null"),
      OpenAiEvents.choice(0, "{\"reasoning\":\"äöü\",\"content\":\"x\"}", "null"),
      OpenAiEvents.choice(0, "{\"reasoning\":\"日本語\",\"content\":\"x\"}", "null")
    };

    read(events);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(bytes(events));
  }

  @Test
  void paddedEvents_areChunks() {
    String[] events = {
      OpenAiEvents.padded("a", "xyz"),
      OpenAiEvents.padded("ä", ""),
      OpenAiEvents.padded("\\n", "ü\\\""),
      OpenAiEvents.padded("a", "x") + ",",
      OpenAiEvents.padded("a", "\"") + "}",
      OpenAiEvents.padded("", "x")
    };

    read(events);

    assertThat(attribute(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(attribute(StreamAttributes.BYTES)).isEqualTo(bytes(events));
  }

  @Test
  void everyDamageToATextDelta_isSeen() {
    String event = OpenAiEvents.padded("ab", "xy");
    for (int i = 0; i < event.length(); i++) {
      for (char c : "\"\\{}[]:,x0\n\u00ff ".toCharArray()) {
        String damaged = event.substring(0, i) + c + event.substring(i + 1);
        RecordedTelemetry recorded = RecordedTelemetry.create();
        GenAiCall call = new Models(recorded).stream();
        WireAnswer format = new WireAnswer(new OpenAiChatFormat());
        call.event(format, null, event);
        call.event(format, null, damaged);
        call.complete();

        assertThat(recorded.span().getAttributes().get(StreamAttributes.CHUNK_COUNT))
            .as(damaged)
            .isEqualTo(hasContent(damaged) ? 2 : 1);
      }
    }
  }

  private static boolean hasContent(String event) {
    try {
      JsonNode delta = STRICT.readTree(event).at("/choices/0/delta");
      return !delta.path("content").asText("").isEmpty();
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"usage\":%s}]}",
        "{\"choices\":[],\"x_groq\":{\"id\":\"req\",\"usage\":%s}}",
        "{\"usage\":%s,\"x_groq\":{\"usage\":{\"prompt_tokens\":7}}}",
        "{\"usage\":null,\"choices\":[{\"usage\":{}},{\"usage\":%s}]}"
      })
  void usageInItsOtherPlaces_isFound(String event) {
    String usage =
        "{\"prompt_tokens\":9,\"completion_tokens\":8.0,\"cached_tokens\":7,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":6},\"reasoning_tokens\":5}";

    read(event.formatted(usage));

    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(9);
    assertThat(attribute(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(8);
    assertThat(attribute(GenAiAttributes.USAGE_CACHE_READ)).isEqualTo(7);
    assertThat(attribute(GenAiAttributes.USAGE_REASONING)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "9223372036854775807", "1e400", "\"9\"", "null", "[9]"})
  void countThatIsNone_isUnknown(String count) {
    read("{\"usage\":{\"prompt_tokens\":" + count + ",\"completion_tokens\":1e3}}");

    assertThat(attribute(GenAiAttributes.USAGE_INPUT_TOKENS)).isNull();
    assertThat(attribute(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(1000);
  }

  @Test
  void time_isOfTheModelsClock() {
    GenAiCall call = new Models(telemetry).stream();
    WireAnswer format = new WireAnswer(new OpenAiChatFormat());
    telemetry.clock().advanceMillis(20);

    assertThat(call.event(format, null, OpenAiEvents.ROLE))
        .isEqualTo(telemetry.clock().getAsLong());
    telemetry.clock().advanceMillis(20);
    assertThat(call.event(format, null, OpenAiEvents.text("a")))
        .isEqualTo(telemetry.clock().getAsLong());
    call.complete();

    assertThat(attribute(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK)).isEqualTo(0.04);
  }

  private void read(String... events) {
    GenAiCall call = new Models(telemetry).stream();
    WireAnswer format = new WireAnswer(new OpenAiChatFormat());
    for (String event : events) {
      call.event(format, null, event);
    }
    call.complete();
  }

  private static long bytes(String... events) {
    return Stream.of(events)
        .mapToLong(event -> event.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  private <T> T attribute(AttributeKey<T> key) {
    return telemetry.span().getAttributes().get(key);
  }
}
