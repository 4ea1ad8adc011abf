/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.Set;
import java.util.stream.Collectors;

/** The messages of a request, gathered while it is read. */
final class Conversation {
  private static final String DEFAULT_TOOL = "search_documents";
  private static final Set<String> OF_THE_SYSTEM = Set.of("system", "developer");

  private String question = "";
  private final StringBuilder context = new StringBuilder();
  private long tokens;
  private boolean begun;

  /** A request body with {@code messages} that have a role and a content. */
  static Conversation of(Json messages) {
    Conversation conversation = new Conversation();
    for (Json message : messages.items()) {
      conversation.say(message.get("role").string().orElse(""), text(message.get("content")));
    }
    return conversation;
  }

  Conversation say(String role, String text) {
    begun = true;
    tokens += ModelRequest.estimateTokens(text);
    if (role.equals("user")) {
      question = text;
    } else if (OF_THE_SYSTEM.contains(role)) {
      context.append(text).append('\n');
    }
    return this;
  }

  /** A text, or what there is of text in parts. */
  static String text(Json content) {
    return content
        .string()
        .orElseGet(
            () ->
                content.items().stream()
                    .map(part -> part.get("text").string().orElse(""))
                    .collect(Collectors.joining()));
  }

  /**
   * The request with these messages.
   *
   * @param tool the name of the first tool offered
   */
  ModelRequest request(Json body, Json model, boolean stream, Json tool) {
    if (!begun) {
      throw new IllegalArgumentException("no messages");
    }
    return new ModelRequest(
        model.string().orElseThrow(() -> new IllegalArgumentException("no model")),
        stream,
        question,
        context.toString(),
        tokens,
        tool.string().orElse(DEFAULT_TOOL),
        body);
  }
}
