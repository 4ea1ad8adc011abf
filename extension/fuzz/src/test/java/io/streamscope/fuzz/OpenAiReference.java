/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chats and completions of OpenAI and of who speaks their dialects. */
final class OpenAiReference extends WireReference {

  private static final List<String> CONTENT =
      List.of(
          "content",
          "tool_calls",
          "reasoning_content",
          "reasoning",
          "reasoning_text",
          "reasoning_details",
          "thinking",
          "thinking_blocks",
          "refusal",
          "function_call",
          "audio",
          "audio_content",
          "images");
  private static final Set<String> SUCCESS = Set.of("0", "200", "ok", "OK", "success", "Success");

  private final String piece;
  private final String whole;
  private boolean isIdentified;

  /**
   * @param piece the member of a choice that has content, in an event
   * @param whole the same in a whole answer
   */
  OpenAiReference(String piece, String whole) {
    this.piece = piece;
    this.whole = whole;
  }

  @Override
  void read(@Nullable String name, JsonNode tree, boolean isWhole) {
    if (!tree.isObject()) {
      return;
    }
    JsonNode choices = tree.path("choices");
    JsonNode used = null;
    String choiceError = null;
    for (int place = 0; choices.isArray() && place < choices.size(); place++) {
      JsonNode choice = choices.get(place);
      content(hasContent(choice.path(isWhole ? whole : piece), isWhole));
      JsonNode index = choice.path("index");
      if (!choice.path("finish_reason").asText().equals("null")) {
        reason(index.isNumber() ? whole(index) : place, choice.path("finish_reason"));
      }
      used = choice.path("usage").isObject() ? choice.path("usage") : used;
      String said = errorType(choice.path("error"));
      choiceError = said == null ? choiceError : said;
    }
    if (isWhole || !isIdentified) {
      id(tree.path("id"));
      model(tree.path("model"));
    }
    isIdentified |= isFilledText(tree.path("id")) || hasContent();
    JsonNode groq = tree.path("x_groq").path("usage");
    JsonNode reported = tree.path("usage").isObject() ? tree.path("usage") : groq;
    reported = reported.isObject() || used == null ? reported : used;
    if (reported.isObject()) {
      usage(OpenAiUsageReference.of(reported));
    }
    failed(tree, choices, choiceError);
  }

  private boolean hasContent(JsonNode message, boolean isWhole) {
    if (message.isTextual()) {
      return (isWhole ? whole : piece).equals("text") && isFilledText(message);
    }
    return CONTENT.stream()
        .map(message::path)
        .anyMatch(value -> isFilledText(value) || isFilled(value));
  }

  private void failed(JsonNode tree, JsonNode choices, @Nullable String choiceError) {
    String type = null;
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      String said =
          switch (member.getKey()) {
            case "error" -> errorType(member.getValue());
            case "x_groq" -> errorType(member.getValue().path("error"));
            case "base_resp" -> miniMax(member.getValue());
            default -> null;
          };
      type = said == null ? type : said;
    }
    boolean instead =
        isCode(tree.path("code")) && isFilledText(tree.path("message"))
            || tree.path("object").asText().equals("error") && tree.path("object").isTextual();
    if (type == null) {
      type = choices.isArray() ? choiceError : instead ? typeOf(tree) : null;
    }
    if (type != null) {
      error(type);
    }
  }

  private static @Nullable String miniMax(JsonNode value) {
    JsonNode code = value.path("status_code");
    return isCode(code) ? code(code) : null;
  }

  /** Whether it is a code that is none of success. */
  static boolean isCode(JsonNode code) {
    if (code.isNumber()) {
      return whole(code) != 0 && whole(code) != 200;
    }
    return isFilledText(code) && !SUCCESS.contains(code.textValue());
  }

  /** Null if there is none: a text that is not empty, or an object that is not. */
  static @Nullable String errorType(JsonNode error) {
    if (isFilledText(error)) {
      return "_OTHER";
    }
    return error.isObject() && !error.isEmpty() ? typeOf(error) : null;
  }

  static String typeOf(JsonNode error) {
    String code = text(error.path("code"));
    String type = text(error.path("type"));
    return code != null ? code : type != null ? type : code(error.path("code"));
  }

  private static String code(JsonNode code) {
    String named = text(code);
    return named != null
        ? named
        : code.isNumber() && whole(code) != 0 ? String.valueOf(whole(code)) : "_OTHER";
  }
}
