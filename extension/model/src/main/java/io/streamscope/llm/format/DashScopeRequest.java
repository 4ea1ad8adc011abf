/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiQuestion;

/** What DashScope is asked, whatever it is: a {@code model}, {@code input}, {@code parameters}. */
final class DashScopeRequest {

  private DashScopeRequest() {}

  /**
   * Reads it.
   *
   * @param input reads the value of a member of the input
   * @param parameter reads the value of a parameter
   */
  static void read(
      JsonReader request,
      GenAiQuestion question,
      JsonMembers.Member input,
      JsonMembers.Member parameter) {
    JsonMembers.members(
        request,
        name -> {
          switch (name) {
            case "model" -> question.model(JsonMembers.text(request));
            case "input" -> JsonMembers.members(request, input);
            case "parameters" -> JsonMembers.members(request, parameter);
            default -> request.skipValue();
          }
        });
  }
}
