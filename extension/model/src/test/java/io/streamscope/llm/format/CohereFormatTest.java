/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT;
import static io.streamscope.llm.GenAiAttributes.OUTPUT_TYPE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_ENCODING_FORMATS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_FREQUENCY_PENALTY;
import static io.streamscope.llm.GenAiAttributes.REQUEST_MAX_TOKENS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_PRESENCE_PENALTY;
import static io.streamscope.llm.GenAiAttributes.REQUEST_SEED;
import static io.streamscope.llm.GenAiAttributes.REQUEST_STOP_SEQUENCES;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TEMPERATURE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_K;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_P;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_FINISH_REASONS;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_ID;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_READ;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
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

class CohereFormatTest {

  @Test
  void answer_isReadFromItsEvents() {
    Attributes answer =
        stream(RecordedStream.COHERE.events(3).toArray(new String[0])).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("29f14a5a");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("COMPLETE");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(17);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"content\":{\"text\":\"x\"}}",
        "{\"content\":{\"thinking\":\"hm\"}}",
        "{\"content\":[{\"type\":\"text\",\"text\":\"x\"}]}",
        "{\"tool_plan\":\"I will\"}",
        "{\"tool_calls\":{\"id\":\"1\",\"type\":\"function\",\"function\":{\"arguments\":\"\"}}}"
      })
  void generatedContent_isAChunk(String message) {
    SpanData span =
        stream(
            "{\"type\":\"a-delta\",\"index\":0,\"delta\":{\"message\":" + message + "}}",
            "{\"delta\":{\"message\":" + message + "},\"index\":0,\"type\":\"a-delta\"}");

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"content-delta\",\"delta\":{\"message\":{\"content\":{\"text\":\"\"}}}}",
        "{\"type\":\"content-delta\",\"delta\":{\"message\":{\"content\":\"x\"}}}",
        "{\"type\":\"citation-start\",\"delta\":{\"message\":{\"citations\":{\"text\":\"x\"}}}}",
        "{\"type\":\"tool-call-end\",\"index\":0}",
        "{\"type\":\"x\",\"delta\":{\"message\":\"x\",\"error\":\"\"}}",
        "{\"type\":\"x\",\"message\":{\"content\":{\"text\":\"x\"}},\"text\":\"x\"}"
      })
  void noContent_isBytesOnly(String event) {
    Attributes answer = stream(event).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(answer.get(StreamAttributes.BYTES)).isEqualTo(event.length());
    assertThat(answer.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
  }

  @Test
  void answerThatCouldNotBeFinished_hasItsError() {
    SpanData span =
        stream(
            "{\"type\":\"content-delta\",\"delta\":{\"message\":{\"content\":{\"text\":\"x\"}}}}",
            "{\"delta\":{\"error\":\"internal\",\"usage\":{\"tokens\":{\"output_tokens\":2.0,"
                + "\"input_tokens\":3},\"cached_tokens\":1},\"finish_reason\":\"ERROR\"},"
                + "\"type\":\"message-end\"}");

    Attributes answer = span.getAttributes();
    assertThat(answer.get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(answer.get(StreamAttributes.ERROR_TYPE)).isEqualTo("_OTHER");
    assertThat(span.getStatus().getDescription()).isEqualTo("internal");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("ERROR");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(3);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(2);
    assertThat(answer.get(USAGE_CACHE_READ)).isEqualTo(1);
  }

  @Test
  void wholeAnswer_isRead() {
    SpanData span =
        Replay.answer(
            new CohereChatFormat(),
            """
            {"id":"c14c","finish_reason":"MAX_TOKENS","message":{"role":"assistant",\
            "content":[{"type":"text","text":"Hi"}]},"usage":{"tokens":{"input_tokens":68,\
            "output_tokens":10},"billed_units":{"input_tokens":5,"output_tokens":9}}}""");

    Attributes answer = span.getAttributes();
    assertThat(answer.get(StreamAttributes.ERROR_TYPE)).isNull();
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("c14c");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("MAX_TOKENS");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(5);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"invalid api token\"}",
        "{\"message\":\"invalid api token\",\"id\":\"5f0c\"}",
        "{\"id\":\"5f0c\",\"message\":\"invalid api token\"}"
      })
  void messageInsteadOfAnAnswer_isWhatItFailedWith(String error) {
    List<WireFormat> formats =
        List.of(new CohereChatFormat(), new CohereEmbeddingFormat(), new CohereRerankFormat());
    for (WireFormat format : formats) {
      SpanData span = Replay.answer(format, error);

      assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("_OTHER");
      assertThat(span.getStatus().getDescription()).isEqualTo("invalid api token");
    }
  }

  @Test
  void request_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new CohereChatFormat(),
            """
            {"model":"command-a-03-2025","stream":true,"temperature":0.3,"p":0.75,"k":5,\
            "max_tokens":100,"seed":7,"stop_sequences":["END"],"frequency_penalty":0.1,\
            "presence_penalty":0.2,"response_format":{"type":"json_object","json_schema":{}},\
            "messages":[{"role":"user","content":"Hi"}]}""");

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("command-a-03-2025");
    assertThat(question.streamed()).isTrue();
    assertThat(question.attributes())
        .isEqualTo(
            Attributes.builder()
                .put(REQUEST_TEMPERATURE, 0.3)
                .put(REQUEST_TOP_P, 0.75)
                .put(REQUEST_TOP_K, 5.0)
                .put(REQUEST_MAX_TOKENS, 100L)
                .put(REQUEST_SEED, 7L)
                .put(REQUEST_STOP_SEQUENCES, List.of("END"))
                .put(REQUEST_FREQUENCY_PENALTY, 0.1)
                .put(REQUEST_PRESENCE_PENALTY, 0.2)
                .put(OUTPUT_TYPE, "json")
                .build());
  }

  @Test
  void embeddings_areRead() {
    GenAiQuestion question =
        Replay.ask(
            new CohereEmbeddingFormat(),
            """
            {"texts":["hello"],"model":"embed-v4.0","input_type":"search_query",\
            "embedding_types":["float","int8"],"output_dimension":1024}""");
    Attributes answer =
        Replay.answer(
                new CohereEmbeddingFormat(),
                """
                {"id":"da6e","embeddings":{"float":[[0.1,0.2]]},"texts":["hello"],\
                "meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":2}}}""")
            .getAttributes();

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("embed-v4.0");
    assertThat(question.attributes())
        .isEqualTo(
            Attributes.of(
                REQUEST_ENCODING_FORMATS,
                List.of("float", "int8"),
                EMBEDDINGS_DIMENSION_COUNT,
                1024L));
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("da6e");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(2);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isNull();
  }

  @Test
  void rerank_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new CohereRerankFormat(),
            "{\"documents\":[\"a\",\"b\"],\"query\":\"q\",\"top_n\":1,\"model\":\"rerank-v3.5\"}");
    Attributes answer =
        Replay.answer(
                new CohereRerankFormat(),
                "{\"results\":[{\"index\":1,\"relevance_score\":0.9}],\"id\":\"0773\","
                    + "\"meta\":{\"billed_units\":{\"search_units\":1}}}")
            .getAttributes();

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("rerank-v3.5");
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("0773");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isNull();
    assertThat(answer.get(StreamAttributes.ERROR_TYPE)).isNull();
  }

  private static SpanData stream(String... events) {
    return Replay.stream(new CohereChatFormat(), events);
  }
}
