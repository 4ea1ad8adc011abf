/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a chat as somebody reads it who parses every event into Jackson's tree, in which
 * the last member of a name counts. Of an event that is not one JSON value within the limits of our
 * reader there are only the bytes.
 */
final class ChatReference {

  private static final int TEXT_MAX = 256;
  private static final int CHOICES_MAX = 16;
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final List<AttributeKey<String>> IDENTITY =
      List.of(
          GenAiAttributes.RESPONSE_ID,
          GenAiAttributes.RESPONSE_MODEL,
          GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT,
          GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER);
  private static final List<String> IDENTITY_NAMES =
      List.of("id", "model", "system_fingerprint", "service_tier");
  private static final List<String> CONTENT =
      List.of(
          "content",
          "reasoning_content",
          "reasoning",
          "reasoning_details",
          "refusal",
          "tool_calls",
          "function_call",
          "audio");

  private static final Map<AttributeKey<Long>, List<String>> COUNTS =
      Map.of(
          GenAiAttributes.USAGE_INPUT_TOKENS,
          List.of("/prompt_tokens"),
          GenAiAttributes.USAGE_OUTPUT_TOKENS,
          List.of("/completion_tokens"),
          GenAiAttributes.USAGE_CACHE_READ,
          List.of("/prompt_tokens_details/cached_tokens", "/cached_tokens"),
          GenAiAttributes.USAGE_REASONING,
          List.of("/completion_tokens_details/reasoning_tokens", "/reasoning_tokens"));

  private final StringBuilder all = new StringBuilder();
  private final Map<String, String> identity = new HashMap<>();
  private final TreeMap<Integer, String> reasons = new TreeMap<>();
  private long chunks;
  private long bytes;
  private boolean isIdentified;
  private final Map<AttributeKey<Long>, Long> counts = new HashMap<>();

  /** Reads the next event. */
  void event(String event) {
    all.append(event).append('\n');
    if (event.equals("[DONE]")) {
      return;
    }
    bytes += event.getBytes(UTF_8).length;
    JsonNode tree = JacksonTree.read(event);
    if (tree == null) {
      return;
    }
    boolean hasContent = false;
    JsonNode reported = tree.path("usage");
    JsonNode ofChoice = null;
    JsonNode choices = tree.path("choices");
    for (int i = 0; choices.isArray() && i < choices.size(); i++) {
      JsonNode choice = choices.get(i);
      hasContent |= hasContent(choice.path("delta"));
      ended(choice, i);
      ofChoice = choice.path("usage").isObject() ? choice.path("usage") : ofChoice;
    }
    chunks += hasContent ? 1 : 0;
    if (!reported.isObject()) {
      reported = tree.path("x_groq").path("usage");
    }
    if (reported.isObject() || ofChoice != null) {
      used(reported.isObject() ? reported : ofChoice);
    }
    identify(tree, hasContent);
  }

  private static boolean hasContent(JsonNode delta) {
    return CONTENT.stream().map(delta::path).anyMatch(ChatReference::isContent);
  }

  private static boolean isContent(JsonNode value) {
    return value.isTextual() ? !value.textValue().isEmpty() : !value.isEmpty();
  }

  private void ended(JsonNode choice, int place) {
    JsonNode reason = choice.path("finish_reason");
    long index = choice.path("index").isNumber() ? whole(choice.path("index")) : place;
    if (reason.isTextual() && isContent(reason) && index >= 0 && index < CHOICES_MAX) {
      reasons.put((int) index, reason.textValue());
    }
  }

  private void identify(JsonNode tree, boolean hasContent) {
    if (isIdentified) {
      return;
    }
    for (String name : IDENTITY_NAMES) {
      if (tree.path(name).isTextual() && isContent(tree.path(name))) {
        identity.put(name, tree.path(name).textValue());
      }
    }
    isIdentified = hasContent || identity.containsKey("id");
  }

  /** As Java casts: cut towards zero, and to what fits. */
  private static long whole(JsonNode number) {
    return number.isIntegralNumber()
        ? number.bigIntegerValue().min(LARGEST).max(LARGEST.negate()).longValueExact()
        : (long) number.doubleValue();
  }

  /** Fails if a span does not say the same. */
  void compare(Attributes actual) {
    String events = all.toString();
    assertThat(actual.get(StreamAttributes.CHUNK_COUNT)).as(events).isEqualTo(chunks);
    assertThat(actual.get(StreamAttributes.BYTES)).as(events).isEqualTo(bytes);
    for (int i = 0; i < IDENTITY.size(); i++) {
      compareText(actual.get(IDENTITY.get(i)), identity.get(IDENTITY_NAMES.get(i)), events);
    }
    compareReasons(actual.get(GenAiAttributes.RESPONSE_FINISH_REASONS), events);
    for (AttributeKey<Long> key : COUNTS.keySet()) {
      assertThat(actual.get(key)).as(events).isEqualTo(counts.get(key));
    }
  }

  private void compareReasons(@Nullable List<String> actual, String events) {
    if (reasons.isEmpty()) {
      assertThat(actual).as(events).isNull();
      return;
    }
    assertThat(actual).as(events).hasSize(reasons.lastKey() + 1);
    for (int choice = 0; choice <= reasons.lastKey(); choice++) {
      compareText(actual.get(choice), reasons.getOrDefault(choice, "error"), events);
    }
  }

  private static void compareText(
      @Nullable String actual, @Nullable String expected, String events) {
    if (expected == null || expected.length() <= TEXT_MAX) {
      assertThat(actual).as(events).isEqualTo(expected);
    } else {
      assertThat(FuzzText.isCutOf(Objects.requireNonNull(actual), expected, TEXT_MAX))
          .as(events)
          .isTrue();
    }
  }

  /** What a later report says nothing of stays as it was. */
  private void used(JsonNode usage) {
    COUNTS.forEach(
        (key, places) -> {
          Long count = count(usage, places);
          if (count != null) {
            counts.put(key, count);
          }
        });
  }

  /** The first number in one of these places that can be a count. */
  private static @Nullable Long count(JsonNode usage, List<String> places) {
    for (String place : places) {
      JsonNode count = usage.at(place);
      if (count.isNumber()) {
        long whole = whole(count);
        if (whole >= 0 && whole < Long.MAX_VALUE) {
          return whole;
        }
      }
    }
    return null;
  }
}
