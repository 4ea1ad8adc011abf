/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says in several places, or again: what says nothing takes nothing back. */
class ReportedTwiceTest {

  private static final String CHAT = "{\"choices\":[],\"usage\":{%s}}";

  /** As gateways have it that know both vocabularies (new-api). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"prompt_tokens\":9,\"completion_tokens\":5,\"input_tokens\":0,\"output_tokens\":0",
        "\"input_tokens\":0,\"output_tokens\":0,\"prompt_tokens\":9,\"completion_tokens\":5",
        "\"prompt_tokens\":9,\"completion_tokens\":5,\"input_tokens\":null,\"output_tokens\":\"?\""
      })
  void countUnderTwoNames_isTheOneThatHasCounted(String usage) {
    Played played = Played.events(OpenAiChatFormat::new, CHAT.formatted(usage));

    assertThat(played.said())
        .containsEntry("usage.input_tokens", 9L)
        .containsEntry("usage.output_tokens", 5L);
  }

  @Test
  void detailsUnderTwoNames_areThoseThatHaveCounted() {
    Played played =
        Played.events(
            OpenAiChatFormat::new,
            CHAT.formatted(
                "\"prompt_tokens\":9,\"cached_tokens\":7,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"audio_tokens\":3},"
                    + "\"input_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0}"));

    assertThat(played.said())
        .containsEntry("usage.cache_read.input_tokens", 4L)
        .containsEntry("usage.audio.input_tokens", 3L);
  }

  @Test
  void countUnderOneName_isTheLast() {
    Played played =
        Played.events(
            OpenAiChatFormat::new, CHAT.formatted("\"prompt_tokens\":9,\"prompt_tokens\":3"));

    assertThat(played.said()).containsEntry("usage.input_tokens", 3L);
  }

  @Test
  void errorThatIsNull_takesNoOtherBack() {
    Played played =
        Played.events(
            OpenAiChatFormat::new,
            "{\"base_resp\":{\"status_code\":1002,\"status_msg\":\"slow down\"},\"error\":null}");

    assertThat(played.said()).containsEntry("error.type", "1002");
  }

  @Test
  void usageThatIsNull_takesNoOtherBack() {
    Played played =
        Played.events(
            AnthropicMessagesFormat::new,
            "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":9}},"
                + "\"usage\":null}");

    assertThat(played.said()).containsEntry("usage.input_tokens", 9L);
  }

  @Test
  void inputThatDoesNotFit_isUnknown() {
    Played played =
        Played.events(
            AnthropicMessagesFormat::new,
            "{\"usage\":{\"input_tokens\":9223372036854775000,\"output_tokens\":1,"
                + "\"cache_read_input_tokens\":9223372036854775000,"
                + "\"cache_creation_input_tokens\":9223372036854775000}}");

    assertThat(played.said())
        .doesNotContainKey("usage.input_tokens")
        .containsEntry("usage.output_tokens", 1L);
  }

  /** The last one of a shape is read late, but not after what came later. */
  @Test
  void usageOfEachPiece_isReadInItsOrder() {
    String piece =
        "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"},"
            + "\"usage\":{\"input_tokens\":%d,\"output_tokens\":%d}}";
    Played played =
        Played.events(
            AnthropicMessagesFormat::new,
            piece.formatted("a", 10, 1),
            piece.formatted("b", 20, 2),
            piece.formatted("c", 30, 3),
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                + "\"usage\":{\"output_tokens\":4}}");

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .containsEntry("usage.input_tokens", 30L)
        .containsEntry("usage.output_tokens", 4L);
  }

  /** Two kinds of events that differ in nothing but their name. */
  @Test
  void eventWithTheShapeOfAnother_isWhatItsNameSays() {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).stream();
    WireAnswer answer = new WireAnswer(new OpenAiResponsesFormat());

    event(call, answer, "response.output_text.delta", "{\"delta\":\"a\"}");
    event(call, answer, "response.output_text.done", "{\"delta\":\"b\"}");
    event(call, answer, "response.output_text.delta", "{\"delta\":\"c\"}");
    event(call, answer, null, "{\"delta\":\"d\"}");
    call.ending(answer);
    call.complete();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
  }

  private static void event(GenAiCall call, WireAnswer answer, @Nullable String name, String data) {
    byte[] bytes = data.getBytes(UTF_8);
    call.event(answer, name, bytes, bytes.length, call.nanoTime());
  }
}
