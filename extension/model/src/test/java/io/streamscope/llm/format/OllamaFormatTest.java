/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.OUTPUT_TYPE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_FREQUENCY_PENALTY;
import static io.streamscope.llm.GenAiAttributes.REQUEST_MAX_TOKENS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_PRESENCE_PENALTY;
import static io.streamscope.llm.GenAiAttributes.REQUEST_REASONING_LEVEL;
import static io.streamscope.llm.GenAiAttributes.REQUEST_SEED;
import static io.streamscope.llm.GenAiAttributes.REQUEST_STOP_SEQUENCES;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TEMPERATURE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_K;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_P;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_FINISH_REASONS;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_ID;
import static io.streamscope.llm.GenAiAttributes.RESPONSE_MODEL;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaFormatTest {

  private static final String TEXT = "{\"model\":\"llama3.2\",\"response\":\"Hi\",\"done\":false}";

  @Test
  void answer_isReadFromItsEvents() {
    SpanData span = stream(RecordedStream.OLLAMA.events(3).toArray(new String[0]));

    Attributes answer = span.getAttributes();
    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(3);
    assertThat(answer.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(answer.get(RESPONSE_ID)).isNull();
    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("llama3.2");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(26);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(282);
  }

  @Test
  void lastEventWithContent_isAChunkAndTheEnd() {
    String last =
        "{\"done\":true,\"response\":\"!\",\"done_reason\":\"stop\",\"eval_count\":2,"
            + "\"prompt_eval_count\":1,\"model\":\"llama3.2\"}";

    Attributes answer = stream(TEXT, last).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(answer.get(StreamAttributes.BYTES)).isEqualTo(TEXT.length() + last.length());
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(2);
  }

  @Test
  void modelThatDiffersOnce_isTheLast() {
    String other = TEXT.replace("llama3.2", "llama3.3");

    Attributes answer = stream(TEXT, TEXT, other, TEXT, TEXT).getAttributes();

    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("llama3.2");
    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":{\"role\":\"assistant\",\"content\":\"x\"}}",
        "{\"message\":{\"content\":\"\",\"thinking\":\"hm\"}}",
        "{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}}",
        "{\"response\":\"x\"}",
        "{\"thinking\":\"hm\",\"response\":\"\"}"
      })
  void generatedContent_isAChunk(String event) {
    assertThat(stream(event, event).getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[]}}",
        "{\"message\":\"x\",\"response\":[\"x\"],\"done\":\"true\",\"model\":{}}",
        "{\"response\":\"\",\"error\":\"\",\"done_reason\":\"\"}"
      })
  void noContent_isBytesOnly(String event) {
    Attributes answer = stream(event).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(answer.get(StreamAttributes.BYTES)).isEqualTo(event.length());
    assertThat(answer.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void error_isWhatItFailedWith() {
    String error = "{\"error\":\"model runner has stopped\"}";

    for (SpanData span : List.of(stream(TEXT, error), Replay.answer(new OllamaFormat(), error))) {
      assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("_OTHER");
      assertThat(span.getStatus().getDescription()).isEqualTo("model runner has stopped");
    }
  }

  @Test
  void wholeAnswer_isRead() {
    Attributes answer =
        Replay.answer(
                new OllamaFormat(),
                "{\"model\":\"llama3.2\",\"message\":{\"content\":\"Hi\"},\"done\":true,"
                    + "\"done_reason\":\"length\",\"prompt_eval_count\":26,\"eval_count\":298}")
            .getAttributes();

    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("llama3.2");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("length");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(26);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(298);
  }

  @Test
  void request_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new OllamaFormat(),
            """
            {"options":{"temperature":0.8,"top_p":0.9,"top_k":20,"num_predict":100,"seed":42,\
            "stop":["END"],"presence_penalty":1.5,"frequency_penalty":1.0,"num_ctx":1024,\
            "model":"x","stream":true},"format":{"type":"object"},"think":"high",\
            "messages":[{"role":"user","content":"Hi"}],"model":"llama3.2","stream":false}""");

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("llama3.2");
    assertThat(question.streamed()).isFalse();
    assertThat(question.attributes())
        .isEqualTo(
            Attributes.builder()
                .put(REQUEST_TEMPERATURE, 0.8)
                .put(REQUEST_TOP_P, 0.9)
                .put(REQUEST_TOP_K, 20.0)
                .put(REQUEST_MAX_TOKENS, 100L)
                .put(REQUEST_SEED, 42L)
                .put(REQUEST_STOP_SEQUENCES, List.of("END"))
                .put(REQUEST_PRESENCE_PENALTY, 1.5)
                .put(REQUEST_FREQUENCY_PENALTY, 1.0)
                .put(REQUEST_REASONING_LEVEL, "high")
                .put(OUTPUT_TYPE, "json")
                .build());
  }

  @Test
  void requestThatDoesNotSay_asksForAStream() {
    GenAiQuestion question =
        Replay.ask(
            new OllamaFormat(),
            "{\"prompt\":\"Hi\",\"format\":\"json\",\"think\":true,\"model\":\"m\","
                + "\"options\":{\"num_predict\":-1}}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.streamed()).isTrue();
    assertThat(question.attributes()).isEqualTo(Attributes.of(OUTPUT_TYPE, "json"));
  }

  @Test
  void embeddings_areRead() {
    GenAiQuestion question =
        Replay.ask(
            new OllamaEmbeddingFormat(),
            "{\"model\":\"all-minilm\",\"input\":[\"a\",\"b\"],\"dimensions\":128}");
    Attributes answer =
        Replay.answer(
                new OllamaEmbeddingFormat(),
                "{\"model\":\"all-minilm\",\"embeddings\":[[0.01,-0.001]],"
                    + "\"total_duration\":14143917,\"prompt_eval_count\":8}")
            .getAttributes();

    assertThat(question.isOne()).isTrue();
    assertThat(question.streamed()).isNull();
    assertThat(question.attributes().asMap().values()).containsExactly(128L);
    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("all-minilm");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(8);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model\":\"m\",\"prompt\":\"a\"}|true",
        "{\"model\":\"m\"}|false",
        "{\"input\":\"a\"}|false"
      })
  void olderEmbeddings_areAskedWithAPrompt(String request, boolean isOne) {
    assertThat(Replay.ask(new OllamaEmbeddingFormat(), request).isOne()).isEqualTo(isOne);
  }

  @Test
  void errorInsteadOfEmbeddings_isWhatItFailedWith() {
    SpanData span =
        Replay.answer(new OllamaEmbeddingFormat(), "{\"error\":\"model \\\"m\\\" not found\"}");

    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("_OTHER");
    assertThat(span.getStatus().getDescription()).isEqualTo("model \"m\" not found");
  }

  private static SpanData stream(String... events) {
    return Replay.stream(new OllamaFormat(), events);
  }
}
