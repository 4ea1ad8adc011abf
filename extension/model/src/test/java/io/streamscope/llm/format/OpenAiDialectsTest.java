/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiQuestion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat completions as those send them who speak OpenAI's format, recorded and shortened. */
class OpenAiDialectsTest {

  @Test
  void deepSeek_reasonsFirstAndReportsItsCache() {
    String head =
        "{\"id\":\"ds-1\",\"object\":\"chat.completion.chunk\",\"created\":1730000000,"
            + "\"model\":\"deepseek-reasoner\",\"system_fingerprint\":\"fp_d\",\"choices\":"
            + "[{\"index\":0,\"delta\":";
    Played played =
        chat(
            head
                + "{\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"\"},"
                + "\"logprobs\":null,\"finish_reason\":null}]}",
            head
                + "{\"content\":null,\"reasoning_content\":\"We\"},"
                + "\"logprobs\":null,\"finish_reason\":null}]}",
            head
                + "{\"content\":null,\"reasoning_content\":\" must\"},"
                + "\"logprobs\":null,\"finish_reason\":null}]}",
            head
                + "{\"content\":\"Yes\",\"reasoning_content\":null},"
                + "\"logprobs\":null,\"finish_reason\":null}]}",
            head
                + "{\"content\":\"\",\"reasoning_content\":null},"
                + "\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":20,"
                + "\"completion_tokens\":30,\"total_tokens\":50,\"prompt_tokens_details\":{"
                + "\"cached_tokens\":12},\"completion_tokens_details\":{\"reasoning_tokens\":25},"
                + "\"prompt_cache_hit_tokens\":12,\"prompt_cache_miss_tokens\":8}}",
            "[DONE]");

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "ds-1",
                "response.model",
                "deepseek-reasoner",
                "response.finish_reasons",
                List.of("stop"),
                "openai.response.system_fingerprint",
                "fp_d",
                "usage.input_tokens",
                20L,
                "usage.output_tokens",
                30L,
                "usage.cache_read.input_tokens",
                12L,
                "usage.reasoning.output_tokens",
                25L));
  }

  @Test
  void qwen_countsWhatItSaw() {
    String head =
        "{\"choices\":[%s],\"object\":\"chat.completion.chunk\",\"usage\":%s,"
            + "\"created\":1730000000,\"system_fingerprint\":null,\"model\":\"qwen-omni\","
            + "\"id\":\"chatcmpl-q\"}";
    String choice =
        "{\"finish_reason\":%s,\"delta\":{\"content\":\"%s\"},\"index\":0,\"logprobs\":null}";
    Played played =
        chat(
            head.formatted(choice.formatted("null", ""), "null"),
            head.formatted(choice.formatted("null", "a"), "null"),
            head.formatted(choice.formatted("null", "b"), "null"),
            head.formatted(
                "{\"delta\":{\"audio\":{\"data\":\"AAAA\"}},\"finish_reason\":null,\"index\":0}",
                "null"),
            head.formatted(choice.formatted("\"stop\"", ""), "null"),
            head.formatted(
                "",
                "{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":120,"
                    + "\"completion_tokens_details\":{\"audio_tokens\":12,\"text_tokens\":8},"
                    + "\"prompt_tokens_details\":{\"text_tokens\":30,\"image_tokens\":60,"
                    + "\"audio_tokens\":10,\"cached_tokens\":0,"
                    + "\"cache_creation_input_tokens\":40,\"cache_type\":\"ephemeral\"}}"),
            "[DONE]");

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said())
        .containsEntry("usage.text.input_tokens", 30L)
        .containsEntry("usage.image.input_tokens", 60L)
        .containsEntry("usage.audio.input_tokens", 10L)
        .containsEntry("usage.text.output_tokens", 8L)
        .containsEntry("usage.audio.output_tokens", 12L)
        .containsEntry("usage.cache_read.input_tokens", 0L)
        .containsEntry("usage.cache_creation.input_tokens", 40L)
        .containsEntry("response.finish_reasons", List.of("stop"))
        .containsEntry("response.id", "chatcmpl-q");
  }

  @Test
  void kimi_reportsInTheChoice() {
    Played played =
        chat(
            "{\"id\":\"cmpl-k\",\"object\":\"chat.completion.chunk\",\"model\":\"kimi-k2\","
                + "\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"},"
                + "\"finish_reason\":null}]}",
            "{\"id\":\"cmpl-k\",\"object\":\"chat.completion.chunk\",\"model\":\"kimi-k2\","
                + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\","
                + "\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":13,\"total_tokens\":32,"
                + "\"cached_tokens\":7}}]}");

    assertThat(played.chunks()).isEqualTo(1);
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "cmpl-k",
                "response.model",
                "kimi-k2",
                "response.finish_reasons",
                List.of("stop"),
                "usage.input_tokens",
                19L,
                "usage.output_tokens",
                13L,
                "usage.cache_read.input_tokens",
                7L));
  }

  @Test
  void glm_endsTheTextWithItsUsage() {
    String head =
        "{\"id\":\"20250101-g\",\"created\":1730000000,\"model\":\"glm-4.6\",\"choices\":";
    Played played =
        chat(
            head + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]}",
            head + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\" you\"}}]}",
            head
                + "[{\"index\":0,\"finish_reason\":\"stop\",\"delta\":{\"role\":\"assistant\","
                + "\"content\":\"\"}}],\"usage\":{\"prompt_tokens\":6,\"completion_tokens\":2,"
                + "\"total_tokens\":8,\"prompt_tokens_details\":{\"cached_tokens\":4}}}",
            "[DONE]");

    assertThat(played.chunks()).isEqualTo(2);
    assertThat(played.said())
        .containsEntry("usage.input_tokens", 6L)
        .containsEntry("usage.cache_read.input_tokens", 4L)
        .containsEntry("response.finish_reasons", List.of("stop"));
  }

  @Test
  void miniMax_repeatsTheAnswerInItsLastEvent() {
    String head =
        "{\"id\":\"mm-1\",\"created\":1730000000,\"model\":\"MiniMax-M2\","
            + "\"object\":\"chat.completion.chunk\",\"choices\":";
    String fine = ",\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}}";
    Played played =
        chat(
            head + "[{\"index\":0,\"delta\":{\"content\":\"Hi\",\"role\":\"assistant\"}}]}",
            head
                + "[{\"finish_reason\":\"stop\",\"index\":0,\"message\":{\"content\":\"Hi\","
                + "\"role\":\"assistant\"}}],\"usage\":{\"total_tokens\":9,"
                + "\"prompt_tokens\":7,\"completion_tokens\":2}"
                + fine);

    assertThat(played.chunks()).isEqualTo(1);
    assertThat(played.outcome()).isEqualTo("complete");
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "mm-1",
                "response.model",
                "MiniMax-M2",
                "response.finish_reasons",
                List.of("stop"),
                "usage.input_tokens",
                7L,
                "usage.output_tokens",
                2L));
  }

  @Test
  void vLlm_countsWithEveryEvent() {
    String event =
        "{\"id\":\"chatcmpl-v\",\"object\":\"chat.completion.chunk\",\"created\":1730000000,"
            + "\"model\":\"Qwen/Qwen3\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
            + "\"logprobs\":null,\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":9,"
            + "\"total_tokens\":%d,\"completion_tokens\":%d}}";
    String[] events = new String[20];
    for (int i = 0; i < events.length; i++) {
      events[i] = event.formatted("t" + i, 9 + i, i);
    }
    Played played = chat(events);

    assertThat(played.chunks()).isEqualTo(20);
    assertThat(played.said())
        .containsEntry("usage.input_tokens", 9L)
        .containsEntry("usage.output_tokens", 19L)
        .doesNotContainKey("response.finish_reasons");
  }

  @Test
  void ollama_reasonsUnderAnotherName() {
    String event =
        "{\"id\":\"chatcmpl-o\",\"object\":\"chat.completion.chunk\",\"created\":1730000000,"
            + "\"model\":\"qwen3\",\"system_fingerprint\":\"fp_ollama\",\"choices\":[{\"index\":0,"
            + "\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"%s\"},"
            + "\"finish_reason\":null}]}";

    Played played = chat(event.formatted("Okay"), event.formatted(","), event.formatted(""));

    assertThat(played.chunks()).isEqualTo(2);
  }

  @Test
  void openRouter_reasonsTwiceAndCountsLast() {
    String event =
        "{\"id\":\"gen-1\",\"provider\":\"DeepInfra\",\"model\":\"z-ai/glm\",\"object\":"
            + "\"chat.completion.chunk\",\"created\":1730000000,\"choices\":[{\"index\":0,\"delta\":"
            + "{\"role\":\"assistant\",\"content\":\"%1$s\",\"reasoning\":%2$s,"
            + "\"reasoning_details\":%3$s},\"finish_reason\":null,\"native_finish_reason\":null}]}";
    String details = "[{\"type\":\"reasoning.text\",\"text\":\"%s\",\"index\":0}]";
    Played played =
        chat(
            event.formatted("", "\"We\"", details.formatted("We")),
            event.formatted("", "\" must\"", details.formatted(" must")),
            event.formatted("", "null", "[{\"type\":\"reasoning.encrypted\",\"data\":\"x\"}]"),
            event.formatted("", "null", "[]"),
            event.formatted("Yes", "null", "[]"),
            "{\"id\":\"gen-1\",\"model\":\"z-ai/glm\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + "\"\"},\"finish_reason\":\"stop\"}]}",
            "{\"id\":\"gen-1\",\"model\":\"z-ai/glm\",\"choices\":[{\"index\":0,\"delta\":{\"role\":"
                + "\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":11,"
                + "\"completion_tokens\":7,\"completion_tokens_details\":{\"reasoning_tokens\":5},"
                + "\"cost\":0.01}}",
            "[DONE]");

    assertThat(played.chunks()).isEqualTo(4);
    assertThat(played.said())
        .containsEntry("usage.input_tokens", 11L)
        .containsEntry("usage.output_tokens", 7L)
        .containsEntry("usage.reasoning.output_tokens", 5L)
        .containsEntry("response.finish_reasons", List.of("stop"));
  }

  @Test
  void usageThatIsNullOrComesAgain_isThatOfTheLastWhichHasOne() {
    String event =
        "{\"id\":\"c\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},"
            + "\"finish_reason\":null}],\"usage\":%s}";
    String usage = "{\"prompt_tokens\":9,\"completion_tokens\":%d,\"total_tokens\":%d}";
    Played played =
        chat(
            event.formatted("a", "null"),
            event.formatted("b", usage.formatted(1, 10)),
            event.formatted("c", usage.formatted(2, 11)),
            event.formatted("d", usage.formatted(3, 12)),
            event.formatted("e", "null"),
            event.formatted("f", "{}"));

    assertThat(played.chunks()).isEqualTo(6);
    assertThat(played.said())
        .containsEntry("usage.input_tokens", 9L)
        .containsEntry("usage.output_tokens", 3L);
  }

  @Test
  void azure_filtersFirstAndCallsToolsInParallel() {
    String head =
        "{\"id\":\"chatcmpl-a\",\"model\":\"gpt-4o\",\"object\":\"chat.completion.chunk\","
            + "\"system_fingerprint\":\"fp_a\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"tool_calls\":[{\"index\":%d,%s\"function\":{%s\"arguments\":\"%s\"}}]},"
            + "\"finish_reason\":null,\"content_filter_results\":{}}]}";
    Played played =
        chat(
            OpenAiEvents.AZURE_FILTER,
            head.formatted(0, "\"id\":\"c1\",\"type\":\"function\",", "\"name\":\"f\",", ""),
            head.formatted(0, "", "", "{\\\"a\\\""),
            head.formatted(0, "", "", ":1}"),
            head.formatted(1, "\"id\":\"c2\",\"type\":\"function\",", "\"name\":\"g\",", ""),
            head.formatted(1, "", "", "{}"),
            "{\"id\":\"chatcmpl-a\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"tool_calls\",\"content_filter_results\":{}}]}",
            "[DONE]");

    assertThat(played.chunks()).isEqualTo(5);
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id", "chatcmpl-a",
                "response.model", "gpt-4o",
                "response.finish_reasons", List.of("tool_calls"),
                "openai.response.system_fingerprint", "fp_a"));
  }

  @Test
  void groq_reportsUnderItsOwnName() {
    Played played =
        chat(
            "{\"id\":\"chatcmpl-g\",\"model\":\"llama\",\"choices\":[{\"index\":0,\"delta\":"
                + "{\"content\":\"a\"},\"logprobs\":null,\"finish_reason\":null}],"
                + "\"x_groq\":{\"id\":\"req_1\"}}",
            "{\"id\":\"chatcmpl-g\",\"model\":\"llama\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"req_1\",\"usage\":"
                + "{\"queue_time\":0.02,\"prompt_tokens\":24,\"completion_tokens\":3}}}");

    assertThat(played.said())
        .containsEntry("usage.input_tokens", 24L)
        .containsEntry("usage.output_tokens", 3L);
  }

  @Test
  void liteLlm_reportsTheCacheOfOthers() {
    Played played =
        chat(
            "{\"id\":\"chatcmpl-l\",\"model\":\"claude\",\"choices\":[{\"index\":0,\"delta\":{},"
                + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":100,"
                + "\"completion_tokens\":5,\"cache_creation_input_tokens\":60,"
                + "\"cache_read_input_tokens\":30,\"prompt_tokens_details\":null}}");

    assertThat(played.said())
        .containsEntry("usage.input_tokens", 100L)
        .containsEntry("usage.cache_read.input_tokens", 30L)
        .containsEntry("usage.cache_creation.input_tokens", 60L);
  }

  @Test
  void contentReadFromACache_isCountedByKind() {
    Played played =
        chat(
            "{\"usage\":{\"input_tokens\":9,\"input_token_details\":{\"cached_tokens\":6,"
                + "\"cached_tokens_details\":{\"text_tokens\":1,\"audio_tokens\":2,"
                + "\"image_tokens\":3}}}}");

    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "usage.input_tokens", 9L,
                "usage.cache_read.input_tokens", 6L,
                "usage.text.cache_read.input_tokens", 1L,
                "usage.audio.cache_read.input_tokens", 2L,
                "usage.image.cache_read.input_tokens", 3L));
  }

  @Test
  void severalChoices_haveTheirReasonsAndTheirTexts() {
    Played played =
        chat(
            OpenAiEvents.choices(
                "{\"index\":0,\"delta\":{\"content\":\"a\"}}",
                "{\"index\":1,\"delta\":{\"content\":\"\"}}"),
            OpenAiEvents.choices(
                "{\"index\":0,\"delta\":{\"content\":\"\"}}",
                "{\"index\":1,\"delta\":{\"content\":\"b\"}}"),
            OpenAiEvents.choices(
                "{\"index\":0,\"delta\":{\"content\":\"\"}}",
                "{\"index\":1,\"delta\":{\"content\":\"\"}}"),
            OpenAiEvents.choices(
                "{\"index\":0,\"delta\":{\"content\":\"a\"}}",
                "{\"index\":1,\"delta\":{\"content\":\"b\"}}"),
            OpenAiEvents.finish(1, "length"),
            OpenAiEvents.finish(0, "stop"));

    assertThat(played.chunks()).isEqualTo(3);
    assertThat(played.said()).containsEntry("response.finish_reasons", List.of("stop", "length"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"code\":502,\"message\":\"gone\"}}|502|gone",
        "{\"error\":{\"code\":null,\"type\":\"t\",\"message\":\"gone\"}}|t|gone",
        "{\"error\":{\"code\":400,\"type\":\"BadRequestError\",\"message\":\"gone\"}}"
            + "|BadRequestError|gone",
        "{\"id\":\"1\",\"choices\":[{\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\","
            + "\"error\":{\"code\":429,\"message\":\"slow\"}}]}|429|slow",
        "{\"object\":\"error\",\"message\":\"bad\",\"type\":\"BadRequestError\",\"param\":null,"
            + "\"code\":400}|BadRequestError|bad",
        "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login\"},\"choices\":null}"
            + "|1004|login",
        "{\"code\":10013,\"message\":\"unsafe\",\"sid\":\"s\"}|10013|unsafe",
        "{\"code\":\"DataInspectionFailed\",\"message\":\"no\",\"request_id\":\"r\"}"
            + "|DataInspectionFailed|no",
        "{\"x_groq\":{\"id\":\"r\",\"error\":\"over_capacity\"},\"choices\":[]}"
            + "|_OTHER|over_capacity"
      })
  void error_isWhatTheAnswerEndedWith(String event, String type, String message) {
    Played played = chat(OpenAiEvents.text("a"), event);

    assertThat(played.outcome()).isEqualTo("error");
    assertThat(played.said()).containsEntry("error.type", type);
    assertThat(played.failure()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":null}",
        "{\"error\":\"\"}",
        "{\"error\":{}}",
        "{\"code\":0,\"message\":\"Success\",\"sid\":\"s\"}",
        "{\"code\":\"200\",\"message\":\"ok\"}",
        "{\"code\":7,\"choices\":[],\"message\":\"with choices\"}",
        "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}",
        "{\"base_resp\":null}",
        "{\"message\":\"just words\"}",
        "{\"choices\":[{\"error\":null}]}"
      })
  void noError_isNone(String event) {
    assertThat(chat(OpenAiEvents.text("a"), event).outcome()).isEqualTo("complete");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"null\"", "7", "{}"})
  void finishReasonThatIsNone_isNone(String reason) {
    Played played =
        chat(OpenAiEvents.choice(0, "{\"content\":\"a\"}", reason), OpenAiEvents.text("b"));

    assertThat(played.said()).doesNotContainKey("response.finish_reasons");
  }

  @Test
  void wholeAnswer_isRead() {
    String answer =
        "{\"id\":\"chatcmpl-w\",\"object\":\"chat.completion\",\"created\":1730000000,"
            + "\"model\":\"gpt-4o-2024\",\"choices\":[{\"index\":0,\"message\":{"
            + "\"role\":\"assistant\",\"content\":\""
            + "long ".repeat(20_000)
            + "\",\"refusal\":null},\"logprobs\":null,\"finish_reason\":\"stop\"},"
            + "{\"index\":1,\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"c\"}]},"
            + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":1,"
            + "\"completion_tokens\":2},\"service_tier\":\"flex\",\"system_fingerprint\":null}";

    Played played = Played.answer(new OpenAiChatFormat(), answer);

    assertThat(played.failure()).isNull();
    assertThat(played.said())
        .isEqualTo(
            Map.of(
                "response.id",
                "chatcmpl-w",
                "response.model",
                "gpt-4o-2024",
                "response.finish_reasons",
                List.of("stop", "tool_calls"),
                "openai.response.service_tier",
                "flex",
                "usage.input_tokens",
                1L,
                "usage.output_tokens",
                2L));
  }

  @Test
  void wholeAnswerThatBreaksOff_isReadSoFar() {
    Played played =
        Played.answer(
            new OpenAiChatFormat(), "{\"id\":\"chatcmpl-w\",\"model\":\"m\",\"choices\":[{\"me");

    assertThat(played.said()).isEqualTo(Map.of("response.id", "chatcmpl-w", "response.model", "m"));
  }

  @Test
  void errorInsteadOfAnAnswer_isTold() {
    Played played =
        Played.answer(
            new OpenAiChatFormat(),
            "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"model_not_found\"}}");

    assertThat(played.said()).containsEntry("error.type", "model_not_found");
    assertThat(played.failure()).isEqualTo("no");
  }

  @Test
  void question_isRead() {
    GenAiQuestion question =
        Replay.ask(
            new OpenAiChatFormat(),
            "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0.5,"
                + "\"max_completion_tokens\":100,\"n\":2,\"stop\":[\"a\",\"b\"],\"seed\":7,"
                + "\"reasoning_effort\":\"high\",\"service_tier\":\"flex\",\"response_format\":"
                + "{\"type\":\"json_schema\",\"json_schema\":{\"type\":\"x\"}},\"stream\":true,"
                + "\"model\":\"gpt-4o\"}");

    assertThat(question.isOne()).isTrue();
    assertThat(question.model()).isEqualTo("gpt-4o");
    assertThat(question.streamed()).isTrue();
    assertThat(Played.parameters(question))
        .isEqualTo(
            Map.of(
                GenAiAttributes.REQUEST_TEMPERATURE,
                0.5,
                GenAiAttributes.REQUEST_MAX_TOKENS,
                100L,
                GenAiAttributes.REQUEST_CHOICE_COUNT,
                2L,
                GenAiAttributes.REQUEST_STOP_SEQUENCES,
                List.of("a", "b"),
                GenAiAttributes.REQUEST_SEED,
                7L,
                GenAiAttributes.REQUEST_REASONING_LEVEL,
                "high",
                GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER,
                "flex",
                GenAiAttributes.OUTPUT_TYPE,
                "json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"model\":\"m\"}",
        "{\"messages\":[]}",
        "{\"model\":7,\"messages\":[]}",
        "{\"model\":\"\",\"messages\":[]}",
        "not json"
      })
  void whatIsNoQuestion_isNone(String body) {
    assertThat(Replay.ask(new OpenAiChatFormat(), body).isOne()).isFalse();
  }

  private static Played chat(String... events) {
    return Played.events(OpenAiChatFormat::new, events);
  }
}
