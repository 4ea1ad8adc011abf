/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Builds the JSON of one completion: what all its chunks share, and the parts that differ. */
final class ChatJson {
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String FINGERPRINT = "fp_5a4e0f3c1d";

  private final ChatRequest request;
  private final String id = "chatcmpl-" + randomText(29);
  private final long created = Instant.now().getEpochSecond();

  ChatJson(ChatRequest request) {
    this.request = request;
  }

  static String randomText(int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(ThreadLocalRandom.current().nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  String chunk(String delta) {
    return chunkWith(
            "{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}")
        + (request.includeUsage() ? ",\"usage\":null}" : "}");
  }

  String finishChunk(String finishReason) {
    return chunkWith(
            "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":"
                + Json.quote(finishReason)
                + "}")
        + (request.includeUsage() ? ",\"usage\":null}" : "}");
  }

  String usageChunk(String usage) {
    return chunkWith("") + ",\"usage\":" + usage + "}";
  }

  String completion(String message, String finishReason, String usage) {
    return head("chat.completion")
        + "\"choices\":[{\"index\":0,\"message\":"
        + message
        + ",\"logprobs\":null,\"finish_reason\":"
        + Json.quote(finishReason)
        + "}]"
        + (usage.isEmpty() ? "}" : ",\"usage\":" + usage + "}");
  }

  String usage(long completionTokens, long cachedTokens, long reasoningTokens) {
    return ("{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":%d,\"audio_tokens\":0},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":%d,\"audio_tokens\":0,"
            + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}")
        .formatted(
            request.promptTokens(),
            completionTokens,
            request.promptTokens() + completionTokens,
            cachedTokens,
            reasoningTokens);
  }

  private String chunkWith(String choice) {
    return head("chat.completion.chunk") + "\"choices\":[" + choice + "]";
  }

  private String head(String object) {
    return ("{\"id\":\"%s\",\"object\":\"%s\",\"created\":%d,\"model\":%s,"
            + "\"service_tier\":\"default\",\"system_fingerprint\":\"%s\",")
        .formatted(id, object, created, Json.quote(request.model()), FINGERPRINT);
  }
}
