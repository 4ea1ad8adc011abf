/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.llm.GenAiAttributes;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of Anthropic: an input has neither what is read from a cache nor what is written. */
final class AnthropicReference extends WireReference {

  private final Map<String, Long> known = new HashMap<>();

  @Override
  void read(@Nullable String name, JsonNode tree, boolean isWhole) {
    if (!tree.isObject()) {
      return;
    }
    JsonNode reported = null;
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      JsonNode value = member.getValue();
      switch (member.getKey()) {
        case "type" -> type(value);
        case "message" -> {
          value.properties().forEach(inner -> message(inner.getKey(), inner.getValue()));
          reported = value.path("usage").isObject() ? value.path("usage") : reported;
        }
        case "delta" -> delta(value);
        case "content_block" -> block(value);
        case "error" -> googleOrAnthropicError(value);
        case "usage" -> reported = value.isObject() ? value : reported;
        default -> message(member.getKey(), value);
      }
    }
    if (reported != null) {
      used(reported);
    }
  }

  private void type(JsonNode value) {
    switch (value.asText()) {
      case "message_stop" -> end();
      case "ping" -> heartbeat();
      default -> {} // says nothing
    }
  }

  private void message(String name, JsonNode value) {
    switch (name) {
      case "id" -> id(value);
      case "model" -> model(value);
      case "stop_reason" -> reason(0, value);
      default -> {} // says nothing
    }
  }

  private void delta(JsonNode delta) {
    if (delta.isObject()) {
      content(isFilledText(delta.path("text")));
      content(isFilledText(delta.path("thinking")));
      content(isFilledText(delta.path("partial_json")));
      reason(0, delta.path("stop_reason"));
    }
  }

  private void block(JsonNode block) {
    if (block.isObject()) {
      content(isFilledText(block.path("text")));
      content(isFilledText(block.path("thinking")));
      content(isFilledText(block.path("data")));
      content(isFilled(block.path("input")));
    }
  }

  private void used(JsonNode usage) {
    note("in", usage.path("input_tokens"));
    note("out", usage.path("output_tokens"));
    note("read", usage.path("cache_read_input_tokens"));
    note("written", usage.path("cache_creation_input_tokens"));
    note("thinking", usage.path("output_tokens_details").path("thinking_tokens"));
    Map<AttributeKey<Long>, Long> total = new HashMap<>();
    if (known.get("in") != null) {
      put(
          total,
          GenAiAttributes.USAGE_INPUT_TOKENS,
          sum(known.get("in"), known.get("read"), known.get("written")));
    }
    put(total, GenAiAttributes.USAGE_OUTPUT_TOKENS, known.get("out"));
    put(total, GenAiAttributes.USAGE_CACHE_READ, known.get("read"));
    put(total, GenAiAttributes.USAGE_CACHE_CREATION, known.get("written"));
    put(total, GenAiAttributes.USAGE_REASONING, known.get("thinking"));
    usage(total);
  }

  private void note(String what, JsonNode value) {
    Long count = count(value);
    if (count != null) {
      known.put(what, count);
    }
  }

  /** An object with a status, or else a type, or else a code that is a number. */
  private void googleOrAnthropicError(JsonNode value) {
    if (value.isObject()) {
      error(typeOf(value));
    }
  }

  static @Nullable String typeOf(JsonNode error) {
    String status = text(error.path("status"));
    String type = text(error.path("type"));
    Long code = count(error.path("code"));
    return status != null ? status : type != null || code == null ? type : code.toString();
  }
}
