/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.stream.StreamAttributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiEmbeddingFormatTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"models/m\",\"content\":{\"parts\":[]},\"outputDimensionality\":768}",
        "{\"requests\":[{\"output_dimensionality\":768,\"content\":{},\"model\":\"models/m\"}]}",
        "{\"instances\":[{\"content\":\"a\"}],\"parameters\":{\"outputDimensionality\":768}}"
      })
  void request_isRead(String request) {
    GenAiQuestion question = Replay.ask(new GeminiEmbeddingFormat(), request);

    assertThat(question.model()).isEqualTo(request.contains("models/m") ? "m" : null);
    assertThat(question.model("m").isOne()).isTrue();
    assertThat(question.attributes()).isEqualTo(Attributes.of(EMBEDDINGS_DIMENSION_COUNT, 768L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"embedding\":{\"values\":[0.1]},\"usageMetadata\":{\"promptTokenCount\":7}}|7",
        "{\"predictions\":[{\"embeddings\":{\"statistics\":{\"truncated\":false,"
            + "\"token_count\":3},\"values\":[0.1]}},{\"embeddings\":{\"values\":[0.2],"
            + "\"statistics\":{\"token_count\":4}}}],\"metadata\":{}}|7",
        "{\"embeddings\":[{\"values\":[0.1]}]}|"
      })
  void answer_isRead(String answer, Long tokens) {
    Attributes read = Replay.answer(new GeminiEmbeddingFormat(), answer).getAttributes();

    assertThat(read.get(USAGE_INPUT_TOKENS)).isEqualTo(tokens);
    assertThat(read.get(USAGE_OUTPUT_TOKENS)).isNull();
  }

  @Test
  void error_isWhatItFailedWith() {
    SpanData span =
        Replay.answer(
            new GeminiEmbeddingFormat(),
            "{\"error\":{\"code\":404,\"message\":\"no model\",\"status\":\"NOT_FOUND\"}}");

    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("NOT_FOUND");
    assertThat(span.getStatus().getDescription()).isEqualTo("no model");
  }
}
