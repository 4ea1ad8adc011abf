/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiResponsesFormatTest {

  private static final String USAGE =
      "{\"input_tokens\":37,\"input_tokens_details\":{\"cached_tokens\":16},\"output_tokens\":11,"
          + "\"output_tokens_details\":{\"reasoning_tokens\":4},\"total_tokens\":48}";

  @Test
  void text_isReadFromItsEvents() {
    Played played =
        responses(
            state("created", "in_progress", "null", "[]", ""),
            state("in_progress", "in_progress", "null", "[]", ""),
            "{\"type\":\"response.output_item.added\",\"sequence_number\":2,\"output_index\":0,"
                + "\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\","
                + "\"content\":[],\"role\":\"assistant\"}}",
            "{\"type\":\"response.content_part.added\",\"sequence_number\":3,\"item_id\":\"msg_1\","
                + "\"output_index\":0,\"content_index\":0,\"part\":{\"type\":\"output_text\","
                + "\"annotations\":[],\"text\":\"\"}}",
            text(4, "Hi", "aX3"),
            text(5, " there", "9"),
            text(6, "!", "0123456789"),
            text(7, "", "x"),
            text(8, "\\n", ""),
            "{\"type\":\"response.output_text.done\",\"sequence_number\":9,\"item_id\":\"msg_1\","
                + "\"output_index\":0,\"content_index\":0,\"text\":\"Hi there!\"}",
            state("completed", "completed", USAGE, "[{\"type\":\"message\"}]", ""));

    assertThat(played.chunks()).isEqualTo(4);
    assertThat(played.outcome()).isEqualTo("complete");
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "resp_1",
                "response.model",
                "gpt-4.1-2025",
                "response.finish_reasons",
                List.of("stop"),
                "openai.response.service_tier",
                "default",
                "usage.input_tokens",
                37L,
                "usage.output_tokens",
                11L,
                "usage.cache_read.input_tokens",
                16L,
                "usage.reasoning.output_tokens",
                4L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "response.output_text.delta",
        "response.refusal.delta",
        "response.function_call_arguments.delta",
        "response.reasoning_text.delta",
        "response.reasoning_summary_text.delta",
        "response.audio.delta",
        "response.audio.transcript.delta",
        "response.custom_tool_call_input.delta",
        "response.mcp_call_arguments.delta",
        "response.code_interpreter_call_code.delta",
        "response.something_new.delta"
      })
  void delta_isAChunk(String type) {
    Played played =
        responses(
            "{\"type\":\"" + type + "\",\"item_id\":\"i\",\"delta\":\"a\"}",
            "{\"delta\":\"b\",\"type\":\"" + type + "\",\"item_id\":\"i\"}",
            "{\"type\":\"" + type + "\",\"item_id\":\"j\",\"delta\":\"c\"}",
            "{\"type\":\"" + type + "\",\"item_id\":\"i\",\"delta\":\"\"}",
            "{\"type\":\"" + type + "\",\"item_id\":\"i\",\"delta\":null}");

    assertThat(played.chunks()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"response.output_text.done\",\"delta\":\"a\"}",
        "{\"type\":\"response.output_text.delta\",\"part\":{\"delta\":\"a\"}}",
        "{\"type\":\"response.web_search_call.searching\",\"item_id\":\"ws_1\"}",
        "{\"delta\":\"a\"}",
        "{\"type\":7,\"delta\":\"a\"}",
        "{\"type\":\"response.output_text.delta\",\"delta\":\"a\"",
        "[{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}]",
        "{\"type\":\"response.output_text.delta\",\"delta\":\"a\"}}",
        ""
      })
  void otherEvents_areBytesOnly(String event) {
    Played played = responses(event, text(1, "x", ""));

    assertThat(played.chunks()).isEqualTo(1);
    assertThat(played.outcome()).isEqualTo("complete");
  }

  @Test
  void partialImage_isAChunk() {
    Played played =
        responses(
            "{\"type\":\"response.image_generation_call.partial_image\",\"output_index\":0,"
                + "\"item_id\":\"ig_1\",\"sequence_number\":0,\"partial_image_index\":0,"
                + "\"partial_image_b64\":\"AAAA\"}");

    assertThat(played.chunks()).isEqualTo(1);
  }

  @Test
  void interleavedItems_areAllCounted() {
    String[] events = new String[60];
    for (int i = 0; i < events.length; i++) {
      events[i] =
          i % 3 == 0
              ? text(i, "t" + i, "p")
              : "{\"type\":\"response.reasoning_text.delta\",\"sequence_number\":"
                  + i
                  + ",\"item_id\":\"rs_"
                  + i % 2
                  + "\",\"delta\":\""
                  + (i % 5 == 0 ? "" : "r")
                  + "\"}";
    }

    assertThat(responses(events).chunks()).isEqualTo(20 + 32);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"type\":\"reasoning\"},{\"type\":\"function_call\",\"name\":\"f\"}]|tool_calls",
        "[{\"type\":\"custom_tool_call\"}]|tool_calls",
        "[{\"type\":\"web_search_call\"},{\"type\":\"message\"}]|stop",
        "[]|stop",
        "null|stop"
      })
  void completedResponse_endedBecauseOfWhatItHas(String output, String reason) {
    Played played = responses(state("completed", "completed", USAGE, output, ""));

    assertThat(played.said()).containsEntry("response.finish_reasons", List.of(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"max_output_tokens", "content_filter"})
  void incompleteResponse_hasTheProvidersReason(String reason) {
    Played played =
        responses(
            text(1, "a", ""),
            state(
                "incomplete",
                "incomplete",
                USAGE,
                "[{\"type\":\"function_call\"}]",
                ",\"incomplete_details\":{\"reason\":\"" + reason + "\"}"));

    assertThat(played.outcome()).isEqualTo("complete");
    assertThat(played.said())
        .containsEntry("response.finish_reasons", List.of(reason))
        .containsEntry("usage.output_tokens", 11L);
  }

  @Test
  void failedResponse_isAnError() {
    Played played =
        responses(
            text(1, "a", ""),
            state(
                "failed",
                "failed",
                "null",
                "[]",
                ",\"error\":{\"code\":\"server_error\",\"message\":\"sorry\"}"));

    assertThat(played.outcome()).isEqualTo("error");
    assertThat(played.failure()).isEqualTo("sorry");
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id", "resp_1",
                "response.model", "gpt-4.1-2025",
                "openai.response.service_tier", "default",
                "error.type", "server_error"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"error\",\"code\":\"rate_limit\",\"message\":\"slow\",\"param\":null,"
            + "\"sequence_number\":1}|rate_limit|slow",
        "{\"type\":\"error\",\"code\":null,\"message\":\"slow\"}|_OTHER|slow",
        "{\"type\":\"error\",\"error\":{\"type\":\"t\",\"code\":null,\"message\":\"m\"}}|t|m",
        "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}|c|m"
      })
  void errorEvent_isAnError(String event, String type, String message) {
    Played played = responses(text(1, "a", ""), event);

    assertThat(played.outcome()).isEqualTo("error");
    assertThat(played.said()).containsEntry("error.type", type);
    assertThat(played.failure()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "incomplete", "failed"})
  void lastEvent_endsTheAnswer(String last) {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).stream();
    WireAnswer answer = new WireAnswer(new OpenAiResponsesFormat());
    call.event(answer, null, text(1, "a", ""));
    call.event(answer, null, state(last, last, USAGE, "[]", ""));
    call.closed(); // before the end of the connection

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo(last.equals("failed") ? "error" : "complete");
    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.USAGE_INPUT_TOKENS))
        .isEqualTo(37);
  }

  @Test
  void nameOfAnEvent_standsForItsType() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).stream();
    WireAnswer answer = new WireAnswer(new OpenAiResponsesFormat());
    call.event(answer, "response.output_text.delta", "{\"delta\":\"a\"}");
    call.event(answer, "response.output_text.done", "{\"delta\":\"a\",\"text\":\"a\"}");
    call.complete();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @Test
  void wholeAnswer_isRead() {
    String answer =
        "{\"id\":\"resp_2\",\"object\":\"response\",\"status\":\"completed\",\"error\":null,"
            + "\"incomplete_details\":null,\"model\":\"o4\",\"output\":[{\"type\":\"message\","
            + "\"content\":[{\"type\":\"output_text\",\"text\":\""
            + "long ".repeat(20_000)
            + "\"}]}],\"conversation\":{\"id\":\"conv_1\"},\"service_tier\":\"auto\",\"usage\":"
            + USAGE
            + "}";

    Played played = Played.answer(new OpenAiResponsesFormat(), answer);

    assertThat(played.failure()).isNull();
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "resp_2",
                "response.model",
                "o4",
                "response.finish_reasons",
                List.of("stop"),
                "conversation.id",
                "conv_1",
                "usage.input_tokens",
                37L,
                "usage.output_tokens",
                11L,
                "usage.cache_read.input_tokens",
                16L,
                "usage.reasoning.output_tokens",
                4L));
  }

  @Test
  void answerInTheBackground_hasNotEnded() {
    Played played =
        Played.answer(
            new OpenAiResponsesFormat(),
            "{\"id\":\"resp_3\",\"status\":\"queued\",\"model\":\"o4\",\"output\":[],"
                + "\"usage\":null}");

    assertThat(played.said()).isEqualTo(Map.of("response.id", "resp_3", "response.model", "o4"));
  }

  @Test
  void errorInsteadOfAnAnswer_isTold() {
    for (String answer :
        List.of(
            "{\"error\":{\"code\":\"c\",\"message\":\"m\"}}",
            "{\"id\":\"r\",\"status\":\"failed\",\"error\":{\"code\":\"c\",\"message\":\"m\"}}")) {
      Played played = Played.answer(new OpenAiResponsesFormat(), answer);

      assertThat(played.said()).containsEntry("error.type", "c");
      assertThat(played.failure()).isEqualTo("m");
    }
  }

  @Test
  void retrievedAnswer_hasAStatusAndNoTokens() {
    String answer =
        "{\"id\":\"resp_4\",\"model\":\"o4\",\"usage\":" + USAGE + ",\"status\":\"%s\"}";

    Played completed = retrieved(answer.formatted("completed"));
    Played running = retrieved(answer.formatted("in_progress"));
    Played failed =
        retrieved(
            answer.formatted("failed\",\"error\":{\"code\":\"c\",\"message\":\"m\"},\"x\":\"y"));

    assertThat(completed.said())
        .isEqualTo(
            Map.of(
                "response.id", "resp_4",
                "response.model", "o4",
                "response.status", "completed",
                "response.finish_reasons", List.of("stop")));
    assertThat(running.said())
        .isEqualTo(
            Map.of(
                "response.id", "resp_4",
                "response.model", "o4",
                "response.status", "in_progress"));
    assertThat(failed.said()).containsEntry("response.status", "failed");
    assertThat(failed.failure()).isNull();
  }

  @Test
  void retrievedAnswerThatIsNotThere_isAnError() {
    Played played =
        retrieved("{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\"}}");

    assertThat(played.said()).containsEntry("error.type", "invalid_request_error");
  }

  @Test
  void retrievedStream_isReadLikeTheFirst() {
    Played played =
        Played.events(
            OpenAiRetrievedResponseFormat::new,
            text(7, "a", "x"),
            text(8, "b", "xy"),
            text(9, "c", "xyz"),
            state("completed", "completed", USAGE, "[]", ""));

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .containsEntry("response.status", "completed")
        .doesNotContainKey("usage.input_tokens");
  }

  @Test
  void question_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiResponsesFormat(),
            "{\"model\":\"gpt-5\",\"input\":\"hi\",\"stream\":false,\"temperature\":1,"
                + "\"top_p\":0.25,\"max_output_tokens\":64,\"reasoning\":{\"summary\":\"auto\","
                + "\"effort\":\"low\"},\"previous_response_id\":\"resp_0\",\"conversation\":"
                + "{\"id\":\"conv_1\"},\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":"
                + "\"json_schema\",\"schema\":{\"type\":\"object\"}}},\"service_tier\":\"auto\"}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("gpt-5");
    assertThat(question.streamed()).isFalse();
    assertThat(Played.parameters(question))
        .isEqualTo(
            Map.of(
                GenAiAttributes.REQUEST_TEMPERATURE, 1.0,
                GenAiAttributes.REQUEST_TOP_P, 0.25,
                GenAiAttributes.REQUEST_MAX_TOKENS, 64L,
                GenAiAttributes.REQUEST_REASONING_LEVEL, "low",
                GenAiAttributes.REQUEST_PREVIOUS_RESPONSE_ID, "resp_0",
                GenAiAttributes.CONVERSATION_ID, "conv_1",
                GenAiAttributes.OUTPUT_TYPE, "json"));
  }

  @Test
  void conversation_mayBeAText() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiResponsesFormat(),
            "{\"service_tier\":\"flex\",\"conversation\":\"conv_2\",\"text\":7,\"reasoning\":[],"
                + "\"input\":[{\"role\":\"user\"}]}");

    Map<AttributeKey<?>, Object> attributes = Played.parameters(question);
    assertThat(attributes)
        .isEqualTo(
            Map.of(
                GenAiAttributes.CONVERSATION_ID, "conv_2",
                GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER, "flex"));
    assertThat(question.isOne()).isFalse();
  }

  @Test
  void everyPrefixOfAnEvent_throwsNothing() {
    String event = state("completed", "completed", USAGE, "[{\"type\":\"function_call\"}]", "");
    for (int end = 0; end < event.length(); end++) {
      String prefix = event.substring(0, end);

      assertThat(responses(text(1, "a", ""), prefix).said()).isEmpty();
      Played.answer(new OpenAiResponsesFormat(), prefix);
    }
  }

  static String text(int number, String text, String padding) {
    return "{\"type\":\"response.output_text.delta\",\"sequence_number\":"
        + number
        + ",\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\""
        + text
        + "\",\"logprobs\":[],\"obfuscation\":\""
        + padding
        + "\"}";
  }

  private static String state(
      String event, String status, String usage, String output, String further) {
    return "{\"type\":\"response."
        + event
        + "\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\","
        + "\"created_at\":1741476777,\"status\":\""
        + status
        + "\",\"model\":\"gpt-4.1-2025\",\"output\":"
        + output
        + ",\"previous_response_id\":null,\"service_tier\":\""
        + (status.equals("in_progress") ? "auto" : "default")
        + "\",\"text\":{\"format\":{\"type\":\"text\"}},\"usage\":"
        + usage
        + further
        + "}}";
  }

  private static Played responses(String... events) {
    return Played.events(OpenAiResponsesFormat::new, events);
  }

  private static Played retrieved(String answer) {
    return Played.answer(new OpenAiRetrievedResponseFormat(), answer);
  }
}
