/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.OUTPUT_TYPE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_MAX_TOKENS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_REASONING_LEVEL;
import static io.streamscope.llm.GenAiAttributes.REQUEST_STOP_SEQUENCES;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TEMPERATURE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_K;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_P;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_FINISH_REASONS;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_ID;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_MODEL;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_CREATION;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_READ;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_REASONING;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnthropicMessagesFormatTest {

  private static final String START =
      """
      {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant",\
      "model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":25,\
      "cache_creation_input_tokens":200,"cache_read_input_tokens":1000,"output_tokens":1}}}""";
  private static final String TEXT =
      """
      {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}""";
  private static final String STOP = "{\"type\":\"message_stop\"}";

  @Test
  void answer_isReadFromItsEvents() {
    Attributes answer =
        stream(RecordedStream.ANTHROPIC.events(3).toArray(new String[0])).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(answer.get(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(1);
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("msg_01");
    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("claude-sonnet-4-5-20250929");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("end_turn");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(1225);
    assertThat(answer.get(USAGE_CACHE_READ)).isEqualTo(1000);
    assertThat(answer.get(USAGE_CACHE_CREATION)).isEqualTo(200);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(15);
    assertThat(answer.get(USAGE_REASONING)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"text_delta\",\"text\":\"x\"}",
        "{\"text\":\"x\",\"type\":\"text_delta\"}",
        "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}",
        "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\"\"}"
      })
  void generatedContent_isAChunk(String delta) {
    SpanData span =
        stream(
            "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":" + delta + "}",
            "{\"delta\":" + delta + ",\"index\":0,\"type\":\"content_block_delta\"}");

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  /** The protocol has them empty; not everybody who speaks it does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"text\",\"text\":\"Hi\"}",
        "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"\"}",
        "{\"type\":\"redacted_thinking\",\"data\":\"EmwKAhgBEgy3va3pzix\"}",
        "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}",
        "{\"type\":\"server_tool_use\",\"id\":\"t\",\"name\":\"web_search\",\"input\":{\"q\":\"x\"}}"
      })
  void blockThatBeginsWithContent_isAChunk(String block) {
    SpanData span =
        stream("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}");

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":"
            + "\"server_tool_use\",\"id\":\"srvtoolu_1\",\"name\":\"web_search\",\"input\":{}}}",
        "{\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":"
            + "\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[{\"type\":"
            + "\"web_search_result\",\"title\":\"x\",\"url\":\"u\",\"encrypted_content\":\"E\"}]}}",
        "{\"type\":\"content_block_delta\",\"index\":3,\"delta\":{\"type\":\"citations_delta\","
            + "\"citation\":{\"cited_text\":\"x\",\"title\":\"x\"}}}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"\"}}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"partial_json\":\"\"}}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"signature_delta\","
            + "\"signature\":\"EqQB\"}}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"text\":7,\"thinking\":[\"x\"]}}",
        "{\"type\":\"content_block_delta\",\"delta\":\"x\"}",
        "{\"type\":\"content_block_start\",\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\","
            + "\"name\":\"search\",\"input\":{}}}",
        "{\"type\":\"content_block_stop\",\"index\":0}",
        "{\"type\":\"a_later_invention\",\"text\":\"x\"}",
        "[]"
      })
  void noContent_isBytesOnly(String event) {
    SpanData span = stream(event);

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(span.getAttributes().get(StreamAttributes.BYTES)).isEqualTo(event.length());
    assertThat(span.getAttributes().get(RESPONSE_ID)).isNull();
  }

  @Test
  void countsThatComeAgain_areTotals() {
    Attributes answer =
        stream(
                START,
                TEXT,
                "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":5}}",
                "{\"usage\":{\"output_tokens_details\":{\"thinking_tokens\":4},"
                    + "\"input_tokens\":30,\"output_tokens\":9},"
                    + "\"delta\":{\"stop_reason\":\"tool_use\"},\"type\":\"message_delta\"}",
                STOP)
            .getAttributes();

    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(1230);
    assertThat(answer.get(USAGE_CACHE_READ)).isEqualTo(1000);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(9);
    assertThat(answer.get(USAGE_REASONING)).isEqualTo(4);
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("tool_use");
  }

  @Test
  void cacheAndServerTools_areTakenApart() {
    Attributes answer =
        stream(
                START.replace(
                    "\"output_tokens\":1",
                    "\"output_tokens\":1,\"cache_creation\":{\"ephemeral_5m_input_tokens\":150,"
                        + "\"ephemeral_1h_input_tokens\":50},\"service_tier\":\"standard\","
                        + "\"server_tool_use\":null"),
                TEXT,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"pause_turn\"},\"usage\":"
                    + "{\"input_tokens\":10682,\"cache_creation_input_tokens\":200,"
                    + "\"cache_read_input_tokens\":1000,\"output_tokens\":510,"
                    + "\"server_tool_use\":{\"web_search_requests\":1,\"web_fetch_requests\":0}}}",
                STOP)
            .getAttributes();

    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(11_882);
    assertThat(answer.get(USAGE_CACHE_CREATION)).isEqualTo(200);
    assertThat(answer.get(USAGE_CACHE_READ)).isEqualTo(1000);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(510);
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("pause_turn");
  }

  @Test
  void cacheThatIsOnlyToldByTime_isItsSum() {
    Attributes answer =
        Replay.answer(
                new AnthropicMessagesFormat(),
                """
                {"usage":{"cache_creation":{"ephemeral_1h_input_tokens":100,\
                "ephemeral_5m_input_tokens":456,"later":1},"cache_creation_input_tokens":null,\
                "input_tokens":10,"output_tokens":2}}""")
            .getAttributes();

    assertThat(answer.get(USAGE_CACHE_CREATION)).isEqualTo(556);
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(566);
  }

  @Test
  void endMark_isTheEndEvenIfTheApplicationClosesThen() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).stream();
    WireAnswer answer = new WireAnswer(new AnthropicMessagesFormat());
    List.of(START, TEXT, STOP).forEach(event -> Replay.feed(call, answer, event));

    call.closed();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("complete");
  }

  @Test
  void errorEvent_isWhatTheAnswerEndedWith() {
    SpanData span =
        stream(
            START,
            TEXT,
            "{\"error\":{\"message\":\"Overloaded\",\"type\":\"overloaded_error\"},"
                + "\"type\":\"error\"}");

    assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("overloaded_error");
    assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "Overloaded"));
    assertThat(span.getAttributes().get(USAGE_INPUT_TOKENS)).isEqualTo(1225);
  }

  @Test
  void wholeAnswer_isRead() {
    Attributes answer =
        Replay.answer(
                new AnthropicMessagesFormat(),
                """
                {"id":"msg_2","type":"message","role":"assistant","model":"claude-x",\
                "content":[{"type":"text","text":"Hi"}],"stop_reason":"max_tokens",\
                "usage":{"input_tokens":2095,"cache_read_input_tokens":null,"output_tokens":503}}""")
            .getAttributes();

    assertThat(answer.get(RESPONSE_ID)).isEqualTo("msg_2");
    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("claude-x");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("max_tokens");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(2095);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(503);
    assertThat(answer.get(USAGE_CACHE_READ)).isNull();
  }

  @Test
  void answerThatBreaksOff_isReadUntilThere() {
    Attributes answer =
        Replay.answer(
                new AnthropicMessagesFormat(),
                "{\"model\":\"claude-x\",\"id\":\"msg_2\",\"usage\":{\"input_tokens\":7,\"outp")
            .getAttributes();

    assertThat(answer.get(RESPONSE_ID)).isEqualTo("msg_2");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(7);
  }

  @Test
  void errorInsteadOfAnAnswer_isWhatItFailedWith() {
    SpanData span =
        Replay.answer(
            new AnthropicMessagesFormat(),
            """
            {"type":"error","error":{"type":"rate_limit_error","message":"Slow down"},\
            "request_id":"req_1"}""");

    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("rate_limit_error");
    assertThat(span.getStatus().getDescription()).isEqualTo("Slow down");
  }

  @Test
  void request_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new AnthropicMessagesFormat(),
            """
            {"model":"claude-x","stream":true,"max_tokens":1024,"temperature":0.5,"top_p":0.9,\
            "top_k":40,"stop_sequences":["END"],"system":[{"type":"text","text":"Be brief"}],\
            "output_config":{"effort":"medium","format":{"schema":{},"type":"json_schema"}},\
            "messages":[{"role":"user","content":"Hi"}]}""");

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("claude-x");
    assertThat(question.streamed()).isTrue();
    assertThat(question.attributes())
        .isEqualTo(
            Attributes.builder()
                .put(REQUEST_MAX_TOKENS, 1024L)
                .put(REQUEST_TEMPERATURE, 0.5)
                .put(REQUEST_TOP_P, 0.9)
                .put(REQUEST_TOP_K, 40.0)
                .put(REQUEST_STOP_SEQUENCES, List.of("END"))
                .put(REQUEST_REASONING_LEVEL, "medium")
                .put(OUTPUT_TYPE, "json")
                .build());
  }

  private static SpanData stream(String... events) {
    return Replay.stream(new AnthropicMessagesFormat(), events);
  }
}
