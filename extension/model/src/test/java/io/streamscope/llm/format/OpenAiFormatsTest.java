/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** OpenAI's APIs but for chats and responses. */
class OpenAiFormatsTest {

  @Test
  void completion_isReadFromItsEvents() {
    String event =
        "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1690759702,\"choices\":"
            + "[{\"text\":\"%s\",\"index\":0,\"logprobs\":null,\"finish_reason\":%s}],"
            + "\"model\":\"gpt-3.5-turbo-instruct\",\"usage\":null}";
    Played played =
        Played.events(
            OpenAiCompletionFormat::new,
            event.formatted("It", "null"),
            event.formatted(" is", "null"),
            event.formatted("!", "null"),
            event.formatted("", "\"length\""),
            "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"choices\":[],"
                + "\"model\":\"gpt-3.5-turbo-instruct\",\"usage\":{\"prompt_tokens\":5,"
                + "\"completion_tokens\":3,\"total_tokens\":8}}",
            "[DONE]");

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "cmpl-1",
                "response.model",
                "gpt-3.5-turbo-instruct",
                "response.finish_reasons",
                List.of("length"),
                "usage.input_tokens",
                5L,
                "usage.output_tokens",
                3L));
  }

  @Test
  void completion_isReadAsAWhole() {
    Played played =
        Played.answer(
            new OpenAiCompletionFormat(),
            "{\"id\":\"cmpl-2\",\"choices\":[{\"text\":\"a\",\"index\":0,"
                + "\"finish_reason\":\"stop\"}],\"model\":\"m\",\"usage\":{\"prompt_tokens\":5,"
                + "\"completion_tokens\":7}}");

    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "cmpl-2",
                "response.model",
                "m",
                "response.finish_reasons",
                List.of("stop"),
                "usage.input_tokens",
                5L,
                "usage.output_tokens",
                7L));
  }

  @Test
  void promptToComplete_isAQuestion() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiCompletionFormat(),
            "{\"model\":\"m\",\"prompt\":\"Say\",\"max_tokens\":7,\"suffix\":\"x\",\"n\":1}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.attributes().asMap())
        .isEqualTo(Map.of(GenAiAttributes.REQUEST_MAX_TOKENS, 7L));
  }

  @Test
  void embeddings_haveAModelAndAUsage() {
    String vector = "{\"object\":\"embedding\",\"index\":0,\"embedding\":[" + "0.25,".repeat(3000);
    Played played =
        Played.answer(
            new OpenAiEmbeddingFormat(),
            "{\"object\":\"list\",\"data\":["
                + (vector + "1]},").repeat(50)
                + vector
                + "1]}],\"model\":\"text-embedding-3-small\",\"usage\":{\"prompt_tokens\":8,"
                + "\"total_tokens\":8}}");

    assertThat(played.said())
        .isEqualTo(Map.of("response.model", "text-embedding-3-small", "usage.input_tokens", 8L));
  }

  @Test
  void textsToEmbed_areAQuestion() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiEmbeddingFormat(),
            "{\"input\":["
                + "\"text\",".repeat(2_000)
                + "\"\"],\"model\":\"e\",\"encoding_format\":\"base64\",\"dimensions\":256}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.attributes().asMap())
        .isEqualTo(
            Map.of(
                GenAiAttributes.REQUEST_ENCODING_FORMATS,
                List.of("base64"),
                GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT,
                256L));
  }

  @Test
  void images_areChunks() {
    String partial =
        "{\"type\":\"image_generation.partial_image\",\"b64_json\":\"%s\",\"size\":\"1024x1024\","
            + "\"partial_image_index\":%d,\"output_format\":\"png\"}";
    Played played =
        Played.events(
            OpenAiImageFormat::new,
            partial.formatted("AAAA", 0),
            partial.formatted("BBBB", 1),
            "{\"type\":\"image_generation.completed\",\"b64_json\":\"CCCC\",\"usage\":{"
                + "\"total_tokens\":100,\"input_tokens\":50,\"output_tokens\":60,"
                + "\"input_tokens_details\":{\"text_tokens\":10,\"image_tokens\":40}}}");

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "usage.input_tokens", 50L,
                "usage.output_tokens", 60L,
                "usage.text.input_tokens", 10L,
                "usage.image.input_tokens", 40L));
  }

  @Test
  void editedImage_isAChunk() {
    Played played =
        Played.events(
            OpenAiImageFormat::new, "{\"type\":\"image_edit.completed\",\"b64_json\":\"AAAA\"}");

    assertThat(played.chunks()).isEqualTo(1);
  }

  @Test
  void images_areReadAsAWhole() {
    Played played =
        Played.answer(
            new OpenAiImageFormat(),
            "{\"created\":1713833628,\"data\":[{\"b64_json\":\""
                + "QUJD".repeat(100_000)
                + "\"}],\"usage\":{\"input_tokens\":50,\"output_tokens\":60,"
                + "\"output_tokens_details\":{\"image_tokens\":60,\"text_tokens\":0}}}");

    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "usage.input_tokens", 50L,
                "usage.output_tokens", 60L,
                "usage.image.output_tokens", 60L));
  }

  @Test
  void promptForImages_isAQuestion() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiImageFormat(),
            "{\"model\":\"gpt-image-1\",\"prompt\":\"a cat\",\"n\":3,\"stream\":true}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.streamed()).isTrue();
    assertThat(question.attributes().asMap())
        .isEqualTo(
            Map.of(GenAiAttributes.REQUEST_CHOICE_COUNT, 3L, GenAiAttributes.OUTPUT_TYPE, "image"));
  }

  @Test
  void speech_isReadFromItsEvents() {
    Played played =
        Played.events(
            OpenAiSpeechFormat::new,
            "{\"type\":\"speech.audio.delta\",\"audio\":\"AAAA\"}",
            "{\"type\":\"speech.audio.delta\",\"audio\":\"BBBB\"}",
            "{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":14,"
                + "\"output_tokens\":101,\"total_tokens\":115}}");

    assertThat(played.chunks()).isEqualTo(2);
    assertThat(played.said())
        .isEqualTo(Map.of("usage.input_tokens", 14L, "usage.output_tokens", 101L));
  }

  @Test
  void audio_isNoDocument() {
    Played played = Played.answer(new OpenAiSpeechFormat(), "ID3\u0004\u0000{\"id\":\"x\"}");

    assertThat(played.said()).isEmpty();
    assertThat(played.failure()).isNull();
  }

  @Test
  void textToSpeak_isAQuestion() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiSpeechFormat(),
            "{\"model\":\"tts-1\",\"input\":\"hi\",\"voice\":\"alloy\",\"stream_format\":\"sse\"}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.streamed()).isTrue();
    assertThat(question.attributes().asMap())
        .isEqualTo(Map.of(GenAiAttributes.OUTPUT_TYPE, "speech"));
    assertThat(Replay.ask(new OpenAiSpeechFormat(), "{\"stream_format\":\"audio\"}").streamed())
        .isNull();
  }

  @Test
  void transcript_isReadFromItsEvents() {
    String event = "{\"type\":\"transcript.text.delta\",\"delta\":\"%s\",\"logprobs\":[]}";
    Played played =
        Played.events(
            OpenAiTranscriptionFormat::new,
            event.formatted("I"),
            event.formatted(" see"),
            event.formatted(" skies"),
            "{\"type\":\"transcript.text.done\",\"text\":\"I see skies\",\"usage\":{"
                + "\"type\":\"tokens\",\"input_tokens\":14,\"input_token_details\":{"
                + "\"text_tokens\":0,\"audio_tokens\":14},\"output_tokens\":45,"
                + "\"total_tokens\":59}}");

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "usage.input_tokens", 14L,
                "usage.output_tokens", 45L,
                "usage.audio.input_tokens", 14L));
  }

  @Test
  void transcriptThatIsPaidByTheSecond_hasNoTokens() {
    Played played =
        Played.answer(
            new OpenAiTranscriptionFormat(),
            "{\"text\":\"hi\",\"usage\":{\"type\":\"duration\",\"seconds\":3}}");

    assertThat(played.said()).isEmpty();
  }

  @Test
  void moderation_isIdentified() {
    Played played =
        Played.answer(
            new OpenAiModerationFormat(),
            "{\"id\":\"modr-1\",\"model\":\"omni-moderation-2024\",\"results\":[{\"flagged\":true}]}");

    assertThat(played.said())
        .isEqualTo(Map.of("response.id", "modr-1", "response.model", "omni-moderation-2024"));
    assertThat(
            Replay.ask(
                    new OpenAiModerationFormat(),
                    "{\"model\":\"m\",\"input\":[{\"type\":\"text\"}]}")
                .isOne())
        .isTrue();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void errorInsteadOfAnAnswer_isTold(Supplier<WireFormat> format) {
    String error = "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":\"c\"}}";

    Played whole = Played.answer(format.get(), error);
    Played event = Played.events(format, error);

    assertThat(whole.said()).isEqualTo(Map.of("error.type", "c"));
    assertThat(whole.failure()).isEqualTo("no");
    assertThat(event.said()).isEqualTo(Map.of("error.type", "c"));
    assertThat(event.failure()).isEqualTo("no");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatIsMalformed_saysNothing(Supplier<WireFormat> format) {
    for (String text : List.of("", "x", "{", "[]", "{\"id\":", "\"\\", "{\"type\":\"x\",}", "7")) {
      assertThat(Played.answer(format.get(), text).said()).isEmpty();
      assertThat(Played.events(format, text, text).said()).isEmpty();
      assertThat(Replay.ask(format.get(), text).isOne()).isFalse();
    }
  }

  static List<Supplier<WireFormat>> formats() {
    return List.of(
        OpenAiChatFormat::new,
        OpenAiResponsesFormat::new,
        OpenAiCompletionFormat::new,
        OpenAiEmbeddingFormat::new,
        OpenAiImageFormat::new,
        OpenAiSpeechFormat::new,
        OpenAiTranscriptionFormat::new,
        OpenAiModerationFormat::new);
  }
}
