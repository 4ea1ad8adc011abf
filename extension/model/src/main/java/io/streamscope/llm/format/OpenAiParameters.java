/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiQuestion;

/** Parameters that several APIs of OpenAI have. */
final class OpenAiParameters {

  private OpenAiParameters() {}

  /** Goes over the value of a member, whatever it is. */
  static void readOrSkip(String name, JsonReader json, GenAiQuestion question) {
    if (name.equals("service_tier")) {
      String tier = JsonMembers.text(json);
      if (tier != null && !tier.equals("auto")) {
        question.parameter(GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER, tier);
      }
    } else if (!Parameters.read(name, json, question)) {
      json.skipValue();
    }
  }

  /**
   * The same for an API that has a text, or several, in one of its members.
   *
   * @param asked the member
   */
  static void readAsked(JsonReader json, String asked, GenAiQuestion question) {
    JsonMembers.members(
        json,
        name -> {
          if (name.equals(asked)) {
            question.asked();
          }
          readOrSkip(name, json, question);
        });
  }

  /** The value of a member that says by its {@code type} what an answer has to be. */
  static void outputType(JsonReader json, GenAiQuestion question) {
    JsonMembers.members(
        json,
        name -> {
          if (name.equals("type")) {
            String type = JsonMembers.text(json);
            if (type != null) {
              // json_object and json_schema
              question.parameter(
                  GenAiAttributes.OUTPUT_TYPE, type.startsWith("json") ? "json" : type);
            }
          } else {
            json.skipValue();
          }
        });
  }
}
