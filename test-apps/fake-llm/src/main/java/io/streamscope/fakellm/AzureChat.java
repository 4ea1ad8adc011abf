/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /openai/deployments/{deployment}/chat/completions} and {@code POST
 * /models/chat/completions}: OpenAI's chunks after one without choices, that says what the filter
 * thinks of the prompt; the path names the model, or the question does.
 */
final class AzureChat extends OpenAiChat {
  static final Protocol PROTOCOL =
      Protocol.of(
              call ->
                  request(
                      call,
                      Json.parse(call.body())
                          .get("model")
                          .orElse(new Json(call.pathValue("deployment")))),
              AzureChat::new,
              AzureChat::error)
          .withIdHeader("apim-request-id");

  private AzureChat(Turn turn) {
    super(turn);
  }

  private static String error(int status, String message) {
    return "{\"error\":"
        + JsonObject.of("code", Integer.toString(status), "message", message)
        + "}";
  }

  @Override
  public List<Frame> opening() {
    JsonObject safe = JsonObject.of("filtered", false, "severity", "safe");
    JsonObject filter =
        JsonObject.of("prompt_index", 0, "content_filter_results", JsonObject.of("hate", safe));
    List<Frame> frames = new ArrayList<>();
    frames.add(
        Frame.of(
            JsonObject.of(
                "choices",
                List.of(),
                "created",
                0,
                "id",
                "",
                "model",
                "",
                "object",
                "",
                "prompt_filter_results",
                List.of(filter))));
    frames.addAll(super.opening());
    return frames;
  }
}
