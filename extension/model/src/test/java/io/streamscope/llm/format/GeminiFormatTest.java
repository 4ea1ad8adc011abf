/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.OUTPUT_TYPE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_CHOICE_COUNT;
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
import static io.streamscope.llm.GenAiAttributes.USAGE_AUDIO_INPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_CACHE_READ;
import static io.streamscope.llm.GenAiAttributes.USAGE_IMAGE_CACHE_READ;
import static io.streamscope.llm.GenAiAttributes.USAGE_IMAGE_INPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_IMAGE_OUTPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_INPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_OUTPUT_TOKENS;
import static io.streamscope.llm.GenAiAttributes.USAGE_REASONING;
import static io.streamscope.llm.GenAiAttributes.USAGE_TEXT_INPUT;
import static io.streamscope.llm.GenAiAttributes.USAGE_TEXT_OUTPUT;
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

class GeminiFormatTest {

  private static final String BLOCKED =
      "{\"promptFeedback\":{\"blockReason\":\"SAFETY\",\"safetyRatings\":[]},"
          + "\"usageMetadata\":{\"promptTokenCount\":8}}";

  @Test
  void answer_isReadFromItsEvents() {
    Attributes answer =
        stream(RecordedStream.GEMINI.events(3).toArray(new String[0])).getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(4);
    assertThat(answer.get(RESPONSE_ID)).isEqualTo("resp-1");
    assertThat(answer.get(RESPONSE_MODEL)).isEqualTo("gemini-2.5-flash");
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("STOP");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(8);
    assertThat(answer.get(USAGE_TEXT_INPUT)).isEqualTo(8);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(905);
    assertThat(answer.get(USAGE_REASONING)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"text\":\"x\"}",
        "{\"thought\":true,\"text\":\"hm\"}",
        "{\"text\":\"\"},{\"text\":\"x\"}",
        "{\"functionCall\":{\"name\":\"search\",\"args\":{}}}",
        "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"iVBO\"}}",
        "{\"executableCode\":{\"language\":\"PYTHON\",\"code\":\"1\"}}"
      })
  void generatedContent_isAChunk(String parts) {
    SpanData span =
        stream(
            "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "]}}]}",
            "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]}}]}");

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"x\"}]}}]}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]}}]}",
        "{\"candidates\":[{\"content\":{\"text\":\"x\"},\"text\":\"x\"}]}",
        "{\"candidates\":{\"content\":{\"parts\":[{\"text\":\"x\"}]}}}",
        "{\"candidates\":[[{\"text\":\"x\"}]],\"modelVersion\":7,\"usageMetadata\":[]}",
        "{\"candidates\":null}",
        "\"x\""
      })
  void noContent_isBytesOnly(String event) {
    SpanData span = stream(event);

    assertThat(span.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(span.getAttributes().get(StreamAttributes.BYTES)).isEqualTo(event.length());
    assertThat(span.getAttributes().get(RESPONSE_MODEL)).isNull();
  }

  @Test
  void membersInAnotherOrder_sayTheSame() {
    Attributes answer =
        stream(
                "{\"usageMetadata\":{\"thoughtsTokenCount\":3},\"responseId\":\"r\",\"candidates\":["
                    + "{\"finishReason\":\"MAX_TOKENS\",\"index\":1},"
                    + "{\"finishReason\":\"STOP\",\"content\":{\"parts\":[{\"text\":\"x\"}]},"
                    + "\"index\":0}]}")
            .getAttributes();

    assertThat(answer.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("STOP", "MAX_TOKENS");
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(3);
  }

  @Test
  void usageOfEveryModality_isTold() {
    Attributes answer =
        Replay.answer(
                new GeminiFormat(),
                """
                {"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":400,\
                "candidatesTokenCount":1300,"cachedContentTokenCount":90,"totalTokenCount":1700,\
                "promptTokensDetails":[{"modality":"TEXT","tokenCount":40},\
                {"tokenCount":258,"modality":"IMAGE"},{"modality":"AUDIO","tokenCount":102},\
                {"modality":"VIDEO","tokenCount":1}],"candidatesTokensDetails":\
                [{"modality":"IMAGE","tokenCount":1290},{"modality":"TEXT","tokenCount":10}],\
                "cacheTokensDetails":[{"modality":"IMAGE","tokenCount":90}]}}""")
            .getAttributes();

    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(400);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(1300);
    assertThat(answer.get(USAGE_CACHE_READ)).isEqualTo(90);
    assertThat(answer.get(USAGE_TEXT_INPUT)).isEqualTo(40);
    assertThat(answer.get(USAGE_IMAGE_INPUT)).isEqualTo(258);
    assertThat(answer.get(USAGE_AUDIO_INPUT)).isEqualTo(102);
    assertThat(answer.get(USAGE_IMAGE_OUTPUT)).isEqualTo(1290);
    assertThat(answer.get(USAGE_TEXT_OUTPUT)).isEqualTo(10);
    assertThat(answer.get(USAGE_IMAGE_CACHE_READ)).isEqualTo(90);
    assertThat(answer.get(USAGE_REASONING)).isNull();
  }

  /** What Google's own tools have found is input beside the prompt, and the total has it. */
  @Test
  void whatToolsHaveFound_isInput() {
    Attributes answer =
        Replay.answer(
                new GeminiFormat(),
                """
                {"usageMetadata":{"toolUsePromptTokensDetails":[{"modality":"TEXT",\
                "tokenCount":12504}],"toolUsePromptTokenCount":12504,"promptTokenCount":26,\
                "candidatesTokenCount":42,"totalTokenCount":12633,"promptTokensDetails":\
                [{"modality":"TEXT","tokenCount":20},{"modality":"IMAGE","tokenCount":6}],\
                "thoughtsTokenCount":61}}""")
            .getAttributes();

    assertThat(answer.get(USAGE_INPUT_TOKENS)).isEqualTo(12530);
    assertThat(answer.get(USAGE_TEXT_INPUT)).isEqualTo(12524);
    assertThat(answer.get(USAGE_IMAGE_INPUT)).isEqualTo(6);
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(103);
    assertThat(answer.get(USAGE_INPUT_TOKENS) + answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(12633);
  }

  @Test
  void usageThatBreaksOff_isNotTold() {
    Attributes answer =
        Replay.answer(
                new GeminiFormat(),
                "{\"responseId\":\"r\",\"usageMetadata\":{\"promptTokenCount\":8,\"candi")
            .getAttributes();

    assertThat(answer.get(RESPONSE_ID)).isEqualTo("r");
    assertThat(answer.get(USAGE_INPUT_TOKENS)).isNull();
  }

  @Test
  void blockedPrompt_hasItsReason() {
    assertThat(stream(BLOCKED).getAttributes().get(RESPONSE_FINISH_REASONS))
        .containsExactly("SAFETY");
    assertThat(
            Replay.answer(new GeminiFormat(), BLOCKED).getAttributes().get(RESPONSE_FINISH_REASONS))
        .containsExactly("SAFETY");
  }

  @Test
  void arrayOfPieces_isReadAsOneAnswer() {
    Attributes answer =
        Replay.answer(
                new GeminiFormat(), "[" + String.join(",\n", RecordedStream.GEMINI.events(3)) + "]")
            .getAttributes();

    assertThat(answer.get(RESPONSE_FINISH_REASONS)).containsExactly("STOP");
    assertThat(answer.get(USAGE_OUTPUT_TOKENS)).isEqualTo(905);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"code\":429,\"message\":\"no\",\"status\":\"EXHAUSTED\"}}|EXHAUSTED",
        "[{\"error\":{\"status\":\"EXHAUSTED\",\"message\":\"no\",\"details\":[{}]}}]|EXHAUSTED",
        "{\"error\":{\"code\":429,\"message\":\"no\"}}|429",
        "{\"error\":{\"message\":\"no\"}}|_OTHER"
      })
  void error_isWhatItFailedWith(String error, String type) {
    for (SpanData span : List.of(stream(error), Replay.answer(new GeminiFormat(), error))) {
      assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo(type);
      assertThat(span.getStatus().getDescription()).isEqualTo("no");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"contents":[{"parts":[{"text":"Hi"}]}],"generationConfig":{"temperature":0.5,"topP":0.9,\
        "topK":40,"maxOutputTokens":100,"stopSequences":["END"],"candidateCount":2,"seed":7,\
        "presencePenalty":0.1,"frequencyPenalty":0.2,"responseMimeType":"application/json",\
        "responseModalities":["TEXT"],"thinkingConfig":{"thinkingLevel":"low"}}}""",
        """
        {"generation_config":{"thinking_config":{"thinking_level":"low"},"response_modalities":\
        ["TEXT"],"response_mime_type":"application/json","frequency_penalty":0.2,\
        "presence_penalty":0.1,"seed":7,"candidate_count":2,"stop_sequences":["END"],\
        "max_output_tokens":100,"top_k":40,"top_p":0.9,"temperature":0.5},"contents":[]}"""
      })
  void request_isRead(String request) {
    GenAiQuestion question = Replay.ask(new GeminiFormat(), request);

    assertThat(question.model()).isNull();
    assertThat(question.streamed()).isNull();
    assertThat(question.model("gemini-2.5-flash").isOne()).isTrue();
    assertThat(question.attributes())
        .isEqualTo(
            Attributes.builder()
                .put(REQUEST_TEMPERATURE, 0.5)
                .put(REQUEST_TOP_P, 0.9)
                .put(REQUEST_TOP_K, 40.0)
                .put(REQUEST_MAX_TOKENS, 100L)
                .put(REQUEST_STOP_SEQUENCES, List.of("END"))
                .put(REQUEST_CHOICE_COUNT, 2L)
                .put(REQUEST_SEED, 7L)
                .put(REQUEST_PRESENCE_PENALTY, 0.1)
                .put(REQUEST_FREQUENCY_PENALTY, 0.2)
                .put(REQUEST_REASONING_LEVEL, "low")
                .put(OUTPUT_TYPE, "json")
                .build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"responseMimeType\":\"text/plain\"|text",
        "\"responseModalities\":[\"TEXT\",\"IMAGE\"]|image",
        "\"responseModalities\":[\"AUDIO\"],\"responseMimeType\":\"text/plain\"|speech",
        "\"responseMimeType\":\"text/x.enum\"|",
        "\"responseModalities\":[]|"
      })
  void kindOfOutput_isTheConventionsWord(String config, String type) {
    GenAiQuestion question =
        Replay.ask(new GeminiFormat(), "{\"generationConfig\":{" + config + "}}");

    assertThat(question.attributes().get(OUTPUT_TYPE)).isEqualTo(type);
    assertThat(question.isOne()).isFalse();
  }

  private static SpanData stream(String... events) {
    return Replay.stream(new GeminiFormat(), events);
  }
}
