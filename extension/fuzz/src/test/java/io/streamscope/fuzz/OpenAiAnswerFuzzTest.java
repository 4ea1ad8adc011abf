/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers of any provider, read as somebody reads them who parses every event into a tree. */
class OpenAiAnswerFuzzTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final int EVENTS_MAX = 64;

  @DictionaryFile(resourcePath = "openai.dict")
  @FuzzTest
  void anyAnswer_isReadAsItsTreesSay(byte[] input) throws JsonProcessingException {
    FuzzInput decisions = new FuzzInput(input);
    ChatProvider provider = new ChatProvider(decisions);
    RecordedCall call = new RecordedCall();
    Answer expected = new Answer();
    List<String> events = new ArrayList<>();

    while (!decisions.isEmpty() && events.size() < EVENTS_MAX) {
      String event = provider.event();
      events.add(event);
      expected.read(event, JACKSON.readTree(event));
      call.event(event);
    }

    Attributes actual = call.end();
    String all = String.join("\n", events);
    assertThat(actual.get(StreamAttributes.CHUNK_COUNT)).as(all).isEqualTo(expected.chunks);
    assertThat(actual.get(StreamAttributes.BYTES)).as(all).isEqualTo(expected.bytes);
    assertThat(actual.get(GenAiAttributes.RESPONSE_ID)).as(all).isEqualTo(expected.id);
    assertThat(actual.get(GenAiAttributes.RESPONSE_MODEL)).as(all).isEqualTo(expected.model);
    assertThat(actual.get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .as(all)
        .isEqualTo(expected.reasons());
    JsonNode usage = expected.usage;
    assertThat(actual.get(GenAiAttributes.USAGE_INPUT_TOKENS))
        .as(all)
        .isEqualTo(count(usage, "/prompt_tokens"));
    assertThat(actual.get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
        .as(all)
        .isEqualTo(count(usage, "/completion_tokens"));
    assertThat(actual.get(GenAiAttributes.USAGE_CACHE_READ))
        .as(all)
        .isEqualTo(count(usage, "/prompt_tokens_details/cached_tokens"));
    assertThat(actual.get(GenAiAttributes.USAGE_REASONING))
        .as(all)
        .isEqualTo(count(usage, "/completion_tokens_details/reasoning_tokens"));
  }

  private static @Nullable Long count(@Nullable JsonNode usage, String path) {
    JsonNode count = usage == null ? null : usage.at(path);
    return count == null || count.isMissingNode() ? null : count.asLong();
  }

  /** The reference. */
  private static final class Answer {

    private static final List<String> TEXTS =
        List.of("content", "reasoning_content", "reasoning", "refusal");

    private long chunks;
    private long bytes;
    private @Nullable String id;
    private @Nullable String model;
    private boolean isIdentified;
    private final TreeMap<Integer, String> reasons = new TreeMap<>();
    private @Nullable JsonNode usage;

    void read(String event, JsonNode tree) {
      bytes += event.getBytes(UTF_8).length;
      boolean hasContent = false;
      for (JsonNode choice : tree.path("choices")) {
        hasContent |= hasContent(choice.path("delta"));
        String reason = choice.path("finish_reason").asText("");
        if (!reason.isEmpty() && !choice.path("finish_reason").isNull()) {
          reasons.put(choice.path("index").asInt(0), reason);
        }
      }
      chunks += hasContent ? 1 : 0;
      if (!isIdentified) {
        String ownId = tree.path("id").asText("");
        String ownModel = tree.path("model").asText("");
        id = ownId.isEmpty() ? id : ownId;
        model = ownModel.isEmpty() ? model : ownModel;
        isIdentified = hasContent || !ownId.isEmpty();
      }
      usage = tree.path("usage").isObject() ? tree.path("usage") : usage;
    }

    private static boolean hasContent(JsonNode delta) {
      return TEXTS.stream().anyMatch(name -> !textOf(delta.path(name)).isEmpty())
          || !delta.path("tool_calls").isEmpty()
          || delta.path("function_call").isObject()
          || delta.path("audio").isObject();
    }

    private static String textOf(JsonNode node) {
      return node.isTextual() ? node.asText() : "";
    }

    @Nullable List<String> reasons() {
      if (reasons.isEmpty()) {
        return null;
      }
      List<String> all = new ArrayList<>();
      for (int choice = 0; choice <= reasons.lastKey(); choice++) {
        all.add(reasons.getOrDefault(choice, "error"));
      }
      return all;
    }
  }
}
