/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiQuestion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parameters of a request under the names that nearly every provider has for them. */
final class Parameters {

  private Parameters() {}

  /**
   * Reads the value of a member if it is one of them.
   *
   * @return false if it is not: the value has not been read
   */
  static boolean read(String name, JsonReader json, GenAiQuestion question) {
    switch (name) {
      case "model" -> question.model(JsonMembers.text(json));
      case "stream" -> {
        if (JsonMembers.isNext(json, JsonToken.BOOLEAN)) {
          question.streamed(json.nextBoolean());
        }
      }
      case "temperature" -> put(question, GenAiAttributes.REQUEST_TEMPERATURE, number(json));
      case "top_p", "topP" -> put(question, GenAiAttributes.REQUEST_TOP_P, number(json));
      case "top_k", "topK" -> put(question, GenAiAttributes.REQUEST_TOP_K, number(json));
      case "frequency_penalty", "frequencyPenalty" ->
          put(question, GenAiAttributes.REQUEST_FREQUENCY_PENALTY, number(json));
      case "presence_penalty", "presencePenalty" ->
          put(question, GenAiAttributes.REQUEST_PRESENCE_PENALTY, number(json));
      case "max_tokens", "max_completion_tokens", "max_output_tokens", "maxOutputTokens" ->
          put(question, GenAiAttributes.REQUEST_MAX_TOKENS, whole(json));
      case "seed" -> put(question, GenAiAttributes.REQUEST_SEED, whole(json));
      case "stop", "stop_sequences", "stopSequences" -> {
        List<String> stops = JsonMembers.texts(json);
        if (!stops.isEmpty()) {
          question.parameter(GenAiAttributes.REQUEST_STOP_SEQUENCES, stops);
        }
      }
      case "n", "candidateCount" -> {
        Long choices = whole(json);
        if (choices != null && choices != 1) {
          question.parameter(GenAiAttributes.REQUEST_CHOICE_COUNT, choices);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Double number(JsonReader json) {
    return JsonMembers.number(json);
  }

  private static @Nullable Long whole(JsonReader json) {
    return JsonMembers.isNext(json, JsonToken.NUMBER) ? (Long) json.nextLong() : null;
  }

  /** Null says nothing. */
  static <T> void put(GenAiQuestion question, AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      question.parameter(key, value);
    }
  }
}
