/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT;
import static io.streamscope.llm.GenAiAttributes.OUTPUT_TYPE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_CHOICE_COUNT;
import static io.streamscope.llm.GenAiAttributes.REQUEST_MAX_TOKENS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_SEED;
import static io.streamscope.llm.GenAiAttributes.REQUEST_STOP_SEQUENCES;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TEMPERATURE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_K;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_P;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_FINISH_REASONS;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_ID;
import static io.streamscope.llm.GenAiAttributes.USAGE_AUDIO_INPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_CREATION;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_READ;
import static io.streamscope.llm.GenAiAttributes.USAGE_IMAGE_INPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_REASONING;
import static io.streamscope.llm.GenAiAttributes.USAGE_TEXT_INPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_TEXT_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashScopeFormatTest {

  @Test
  void answer_isReadFromItsEvents() {
    Attributes answer =
        stream(RecordedStream.DASHSCOPE.events(3).toArray(new String[0])).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("req-1");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(22);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(900);
    assertThat(answer.get(USAGE_CACHE_READ)).isZero();
  }

  @Test
  void textThatRepeatsTheOneBefore_isAChunk() {
    String event =
        "{\"output\":{\"text\":\"%s\",\"finish_reason\":\"%s\"},"
            + "\"usage\":{\"input_tokens\":9,\"output_tokens\":%d},\"request_id\":\"req-3\"}";

    Attributes answer =
        stream(
                event.formatted("Hel", "null", 1),
                event.formatted("Hello", "null", 2),
                event.formatted("Hello wor", "null", 3),
                event.formatted("Hello world", "stop", 4))
            .getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(4);
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"x\",\"finish_reason\":\"null\"}",
        "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}",
        "{\"choices\":[{\"message\":{\"content\":[{\"text\":\"x\"}]}}]}",
        "{\"choices\":[{\"message\":{\"content\":[{\"image\":\"https://x/1.png\"}]}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"\",\"reasoning_content\":\"hm\"}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"\",\"tool_calls\":[{\"index\":0}]}}]}",
        "{\"audio\":{\"data\":\"AAAA\",\"id\":\"audio_1\"}}"
      })
  void generatedContent_isAChunk(String output) {
    SpanData span =
        stream("{\"output\":" + output + "}", "{\"request_id\":\"r\",\"output\":" + output + "}");

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(span.getAttributes().get(RESPONSE_FINISH_REASONS)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"output\":{\"text\":\"\",\"finish_reason\":\"null\"},\"code\":\"\",\"message\":\"\"}",
        "{\"output\":{\"choices\":[{\"message\":{\"content\":[],\"tool_calls\":[]}}]}}",
        "{\"output\":{\"choices\":[{\"message\":{\"content\":[{\"text\":\"\"}]}}]}}",
        "{\"output\":{\"choices\":[{\"message\":\"x\"}],\"text\":7,\"audio\":{\"data\":\"\"}}}",
        "{\"output\":\"x\",\"usage\":[],\"code\":200,\"request_id\":null}"
      })
  void noContent_isBytesOnly(String event) {
    Attributes answer = stream(event).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(answer.get(StreamAttributes.BYTES)).isEqualTo(event.length());
    assertThat(answer.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void severalChoices_haveTheirReasonsInOrder() {
    Attributes answer =
        Replay.answer(
                new DashScopeFormat(),
                "{\"output\":{\"choices\":[{\"finish_reason\":\"length\",\"index\":1},"
                    + "{\"message\":{},\"index\":0,\"finish_reason\":\"stop\"}]}}")
            .getAttributes();

    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("stop", "length");
  }

  @Test
  void usageInItsParts_isTold() {
    Attributes answer =
        Replay.answer(
                new DashScopeFormat(),
                """
                {"request_id":"r","usage":{"input_tokens":1277,"output_tokens":81,\
                "image_tokens":1200,"audio_tokens":12,"input_tokens_details":\
                {"image_tokens":1247,"text_tokens":30},"output_tokens_details":\
                {"text_tokens":80,"reasoning_tokens":60},"prompt_tokens_details":\
                {"cached_tokens":100,"cache_creation_input_tokens":50}},"output":{}}""")
            .getAttributes();

    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(1277);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(81);
    assertThat(answer.get(USAGE_IMAGE_INPUT)).isEqualTo(1247);
    assertThat(answer.get(USAGE_TEXT_INPUT)).isEqualTo(30);
    assertThat(answer.get(USAGE_AUDIO_INPUT)).isEqualTo(12);
    assertThat(answer.get(USAGE_TEXT_OUTPUT)).isEqualTo(80);
    assertThat(answer.get(USAGE_REASONING)).isEqualTo(60);
    assertThat(answer.get(USAGE_CACHE_READ)).isEqualTo(100);
    assertThat(answer.get(USAGE_CACHE_CREATION)).isEqualTo(50);
  }

  @Test
  void error_isWhatItFailedWith() {
    String error = "{\"request_id\":\"req-4\",\"message\":\"bad\",\"code\":\"InvalidParameter\"}";
    List<SpanData> spans =
        List.of(
            stream(RecordedStream.DASHSCOPE.text(0), error),
            Replay.answer(new DashScopeFormat(), error),
            Replay.answer(new DashScopeEmbeddingFormat(), error));

    for (SpanData span : spans) {
      assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE))
          .isEqualTo("InvalidParameter");
      assertThat(span.getStatus().getDescription()).isEqualTo("bad");
      assertThat(span.getAttributes().get(RESPONSE_ID)).isEqualTo("req-4");
    }
  }

  @Test
  void request_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new DashScopeFormat(),
            """
            {"input":{"messages":[{"role":"user","content":"Hi"}]},"parameters":\
            {"temperature":0.7,"top_p":0.8,"top_k":50,"max_tokens":1500,"seed":1234,\
            "stop":["END"],"n":2,"incremental_output":true,"result_format":"message",\
            "enable_thinking":true,"response_format":{"type":"json_object"},"model":"x",\
            "stream":true},"model":"qwen-plus"}""");

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("qwen-plus");
    assertThat(question.streamed()).isNull();
    assertThat(question.attributes())
        .isEqualTo(
            Attributes.builder()
                .put(REQUEST_TEMPERATURE, 0.7)
                .put(REQUEST_TOP_P, 0.8)
                .put(REQUEST_TOP_K, 50.0)
                .put(REQUEST_MAX_TOKENS, 1500L)
                .put(REQUEST_SEED, 1234L)
                .put(REQUEST_STOP_SEQUENCES, List.of("END"))
                .put(REQUEST_CHOICE_COUNT, 2L)
                .put(OUTPUT_TYPE, "json")
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"qwen-plus\",\"messages\":[{}]}",
        "{\"model\":\"qwen-plus\",\"input\":\"Hi\"}",
        "{\"model\":\"qwen-plus\",\"input\":{\"texts\":[\"a\"]}}",
        "{\"input\":{\"prompt\":\"Hi\"}}"
      })
  void somethingElse_isNoQuestion(String request) {
    assertThat(Replay.ask(new DashScopeFormat(), request).isOne()).isFalse();
  }

  @Test
  void embeddings_areRead() {
    WireFormat format = new DashScopeEmbeddingFormat();
    GenAiQuestion question =
        Replay.ask(
            format,
            "{\"model\":\"text-embedding-v4\",\"input\":{\"texts\":[\"a\"]},"
                + "\"parameters\":{\"text_type\":\"query\",\"dimension\":1024}}");
    Attributes answer =
        Replay.answer(
                format,
                "{\"output\":{\"embeddings\":[{\"embedding\":[0.1],\"text_index\":0}]},"
                    + "\"usage\":{\"total_tokens\":26},\"request_id\":\"req-5\"}")
            .getAttributes();

    assertThat(question.isOne()).isTrue();
    assertThat(question.attributes()).isEqualTo(Attributes.of(EMBEDDINGS_DIMENSION_COUNT, 1024L));
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("req-5");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(26);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isNull();
  }

  private static SpanData stream(String... events) {
    return Replay.stream(new DashScopeFormat(), events);
  }
}
