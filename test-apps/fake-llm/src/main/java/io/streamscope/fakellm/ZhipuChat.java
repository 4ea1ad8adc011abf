/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;

/**
 * {@code POST /api/paas/v4/chat/completions}: OpenAI's chunks, the last of which has the usage,
 * asked for or not; the codes of errors are numbers in quotes.
 */
final class ZhipuChat extends OpenAiChat {
  static final Protocol PROTOCOL =
      Protocol.of(
          call -> request(call, Json.parse(call.body()).get("model")),
          ZhipuChat::new,
          ZhipuChat::error);

  private ZhipuChat(Turn turn) {
    super(turn);
  }

  static String error(int status, String message) {
    String code =
        switch (status) {
          case 401 -> "1002";
          case 403 -> "1220";
          case 404 -> "1211";
          case 429 -> "1302";
          default -> status < 500 ? "1210" : "500";
        };
    return JsonObject.of("error", JsonObject.of("code", code, "message", message)).toString();
  }

  @Override
  public List<Frame> finish() {
    String usage = turn.usage().shown() ? ",\"usage\":" + usage() + "}" : "}";
    return List.of(Frame.of(lastChunk() + usage));
  }

  /** Older SDKs of Zhipu's know no other counts, and refuse what they do not know. */
  @Override
  String usage() {
    return JsonObject.of(
            "prompt_tokens",
            turn.usage().input(),
            "completion_tokens",
            turn.usage().output(),
            "total_tokens",
            turn.usage().total())
        .toString();
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of(error(500, message)));
  }
}
