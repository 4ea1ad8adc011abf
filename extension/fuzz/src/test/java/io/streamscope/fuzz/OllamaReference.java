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

/** Chats and completions of Ollama. */
final class OllamaReference extends WireReference {

  @Override
  void read(@Nullable String name, JsonNode tree, boolean isWhole) {
    if (!tree.isObject()) {
      return;
    }
    model(tree.path("model"));
    content(isFilledText(tree.path("response")));
    content(isFilledText(tree.path("thinking")));
    JsonNode message = tree.path("message");
    if (message.isObject()) {
      content(isFilledText(message.path("content")));
      content(isFilledText(message.path("thinking")));
      content(isFilled(message.path("tool_calls")));
    }
    if (tree.path("done").isBoolean() && tree.path("done").booleanValue()) {
      end();
    }
    reason(0, tree.path("done_reason"));
    if (isFilledText(tree.path("error"))) {
      error(null);
    }
    Map<AttributeKey<Long>, Long> used = new HashMap<>();
    put(used, GenAiAttributes.USAGE_INPUT_TOKENS, tree.path("prompt_eval_count"));
    put(used, GenAiAttributes.USAGE_OUTPUT_TOKENS, tree.path("eval_count"));
    if (!used.isEmpty()) {
      usage(used);
    }
  }
}
