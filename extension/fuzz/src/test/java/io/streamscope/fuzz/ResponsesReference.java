/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Responses of OpenAI. */
final class ResponsesReference extends WireReference {

  private static final Set<String> LAST =
      Set.of(
          "response.completed",
          "response.incomplete",
          "response.failed",
          "response.cancelled",
          "error",
          "speech.audio.done",
          "transcript.text.done");
  private static final Set<String> CALLS =
      Set.of(
          "function_call",
          "custom_tool_call",
          "computer_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call");

  @Override
  void read(@Nullable String name, JsonNode tree, boolean isWhole) {
    if (!tree.isObject()) {
      return;
    }
    if (isWhole) {
      response(tree);
      return;
    }
    String type = text(tree.path("type"));
    String kind = type != null ? type : name == null ? "" : name;
    boolean isPiece =
        kind.endsWith(".delta") || kind.endsWith(".partial_image") || kind.startsWith("image_");
    for (String member : List.of("delta", "audio", "b64_json", "partial_image_b64")) {
      JsonNode value = tree.path(member);
      content(isPiece && (isFilledText(value) || isFilled(value)));
    }
    if (tree.path("usage").isObject()) {
      usage(OpenAiUsageReference.of(tree.path("usage")));
    }
    String failure = OpenAiReference.errorType(tree.path("error"));
    if (failure != null) {
      error(failure);
    } else if (kind.equals("error")) {
      error(code(tree.path("code")));
    }
    if (LAST.contains(kind)) {
      end();
    }
    if (tree.path("response").isObject()) {
      response(tree.path("response"));
    }
  }

  private static @Nullable String code(JsonNode code) {
    String named = text(code);
    return named != null || !code.isNumber() || whole(code) == 0
        ? named
        : String.valueOf(whole(code));
  }

  private void response(JsonNode response) {
    id(response.path("id"));
    model(response.path("model"));
    String status = text(response.path("status"));
    if ("completed".equals(status)) {
      reason(0, isCalling(response.path("output")) ? "tool_calls" : "stop");
    } else if ("incomplete".equals(status)) {
      reason(0, response.path("incomplete_details").path("reason"));
    }
    if (response.path("usage").isObject()) {
      usage(OpenAiUsageReference.of(response.path("usage")));
    }
    String failure = OpenAiReference.errorType(response.path("error"));
    if (failure != null) {
      error(failure);
    } else if ("failed".equals(status)) {
      error("failed");
    }
  }

  private static boolean isCalling(JsonNode output) {
    for (int i = 0; output.isArray() && i < output.size(); i++) {
      JsonNode type = output.get(i).path("type");
      if (type.isTextual() && CALLS.contains(type.textValue())) {
        return true;
      }
    }
    return false;
  }
}
