/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.REQUEST_MAX_TOKENS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_K;
import static io.streamscope.llm.GenAiAttributes.REQUEST_TOP_P;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiQuestion;

/**
 * What is asked of a model on Bedrock: a conversation, or the request of the model's own. The
 * parameters have the names that nearly everybody has for them, or others, in an object of their
 * own.
 */
final class BedrockRequest {

  private BedrockRequest() {}

  static void read(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(request, name -> readMember(name, request, question));
  }

  private static void readMember(String name, JsonReader json, GenAiQuestion question) {
    switch (name) {
      case "messages", "prompt", "inputText", "inputs", "texts", "message" -> {
        question.asked();
        json.skipValue();
      }
      case "inferenceConfig",
          "textGenerationConfig",
          "additionalModelRequestFields",
          "inference_params" ->
          JsonMembers.members(json, member -> readParameter(member, json, question));
      default -> readParameter(name, json, question);
    }
  }

  private static void readParameter(String name, JsonReader json, GenAiQuestion question) {
    switch (name) {
      case "maxTokens", "max_new_tokens", "maxTokenCount", "max_gen_len", "max_tokens_to_sample" ->
          Parameters.put(
              question,
              REQUEST_MAX_TOKENS,
              JsonMembers.isNext(json, JsonToken.NUMBER) ? (Long) json.nextLong() : null);
      case "p" -> Parameters.put(question, REQUEST_TOP_P, JsonMembers.number(json));
      case "k" -> Parameters.put(question, REQUEST_TOP_K, JsonMembers.number(json));
      default -> {
        if (name.equals("model") || !Parameters.read(name, json, question)) {
          json.skipValue();
        }
      }
    }
  }
}
