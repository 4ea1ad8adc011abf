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

/** Chats of Cohere. */
final class CohereReference extends WireReference {

  private boolean isFinished; // by the document at hand

  @Override
  void read(@Nullable String name, JsonNode tree, boolean isWhole) {
    isFinished = false;
    if (!tree.isObject()) {
      return;
    }
    id(tree.path("id"));
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      JsonNode value = member.getValue();
      switch (member.getKey()) {
        case "type" -> {
          if (value.asText().equals("message-end") && value.isTextual()) {
            end();
          }
        }
        case "delta" -> delta(value);
        default -> outcome(member.getKey(), value);
      }
    }
    boolean isAnswer = isFinished || hasUsage() || hasContent();
    if (isFilledText(tree.path("message")) && !isAnswer) {
      error(null);
    }
  }

  private void delta(JsonNode delta) {
    for (Map.Entry<String, JsonNode> member : delta.properties()) {
      JsonNode value = member.getValue();
      switch (member.getKey()) {
        case "message" -> message(value);
        case "error" -> {
          if (isFilledText(value)) {
            error(null);
          }
        }
        default -> outcome(member.getKey(), value);
      }
    }
  }

  private void message(JsonNode message) {
    if (!message.isObject()) {
      return;
    }
    content(isFilledText(message.path("tool_plan")));
    content(isFilled(message.path("tool_calls")));
    JsonNode content = message.path("content");
    if (content.isArray()) {
      content.forEach(this::block);
    } else {
      block(content);
    }
  }

  private void block(JsonNode block) {
    content(isFilledText(block.path("text")));
    content(isFilledText(block.path("thinking")));
  }

  private void outcome(String name, JsonNode value) {
    switch (name) {
      case "finish_reason" -> {
        isFinished |= isFilledText(value);
        reason(0, value);
      }
      case "usage", "meta" -> used(value);
      default -> {} // says nothing
    }
  }

  private void used(JsonNode usage) {
    Map<AttributeKey<Long>, Long> total = new HashMap<>();
    for (String unit : new String[] {"tokens", "billed_units"}) {
      JsonNode units = usage.path(unit);
      put(total, GenAiAttributes.USAGE_INPUT_TOKENS, units.path("input_tokens"));
      put(total, GenAiAttributes.USAGE_OUTPUT_TOKENS, units.path("output_tokens"));
    }
    put(total, GenAiAttributes.USAGE_CACHE_READ, usage.path("cached_tokens"));
    if (!total.isEmpty()) {
      usage(total);
    }
  }
}
