/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What matters of a chat completion request.
 *
 * @param model the model asked for
 * @param stream whether to answer by server-sent events
 * @param includeUsage whether the stream ends with a usage chunk
 * @param question the text of the last user message
 * @param context the text of all system and developer messages
 * @param promptTokens an estimate over all messages
 * @param toolName the function of the first tool offered
 */
record ChatRequest(
    String model,
    boolean stream,
    boolean includeUsage,
    String question,
    String context,
    long promptTokens,
    String toolName) {

  private static final String DEFAULT_TOOL = "search_documents";

  static ChatRequest parse(String body) {
    Json request = Json.parse(body);
    List<Json> messages = request.get("messages").items();
    if (messages.isEmpty()) {
      throw new IllegalArgumentException("no messages");
    }
    String question = "";
    StringBuilder context = new StringBuilder();
    long tokens = 0;
    for (Json message : messages) {
      String role = message.get("role").string().orElse("");
      String text = text(message.get("content"));
      tokens += estimateTokens(text);
      if (role.equals("user")) {
        question = text;
      } else if (role.equals("system") || role.equals("developer")) {
        context.append(text).append('\n');
      }
    }
    List<Json> tools = request.get("tools").items();
    return new ChatRequest(
        request.get("model").string().orElseThrow(() -> new IllegalArgumentException("no model")),
        request.get("stream").isTrue(),
        request.get("stream_options").get("include_usage").isTrue(),
        question,
        context.toString(),
        tokens,
        tools.isEmpty()
            ? DEFAULT_TOOL
            : tools.get(0).get("function").get("name").string().orElse(DEFAULT_TOOL));
  }

  /** One token for each four characters begun. */
  static long estimateTokens(String text) {
    return (text.length() + 3L) / 4;
  }

  private static String text(Json content) {
    return content
        .string()
        .orElseGet(
            () ->
                content.items().stream()
                    .map(part -> part.get("text").string().orElse(""))
                    .collect(Collectors.joining()));
  }
}
