/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/completions}: a prompt is gone on with. */
final class OpenAiCompletions implements Rendering {
  static final Protocol PROTOCOL =
      Protocol.of(OpenAiCompletions::request, OpenAiCompletions::new, OpenAiErrors.FORMAT);

  private final Turn turn;
  private final String id = "cmpl-" + RandomText.of(29);
  private final long created = Instant.now().getEpochSecond();

  private OpenAiCompletions(Turn turn) {
    this.turn = turn;
  }

  private static ModelRequest request(Call call) {
    Json body = Json.parse(call.body());
    Json prompt = body.get("prompt");
    String text =
        prompt
            .string()
            .or(() -> prompt.first().string())
            .orElseThrow(() -> new IllegalArgumentException("no prompt"));
    return new Conversation()
        .say("user", text)
        .request(body, body.get("model"), body.get("stream").isTrue(), body.get("tool"));
  }

  @Override
  public Frame content(long place, String piece) {
    return Frame.of(object(piece, null));
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public List<Frame> finish() {
    List<Frame> frames = new ArrayList<>(List.of(Frame.of(object("", "stop"))));
    boolean asked = turn.request().body().get("stream_options").get("include_usage").isTrue();
    if (asked && turn.usage().shown()) {
      frames.add(Frame.of(head(List.of()).with("usage", usage())));
    }
    return frames;
  }

  @Override
  public List<Frame> end() {
    return List.of(Frame.mark("[DONE]"));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of(OpenAiErrors.FORMAT.body(500, message)));
  }

  @Override
  public String whole() {
    return object(turn.reply().text(), "stop")
        .withIf(turn.usage().shown(), "usage", usage())
        .toString();
  }

  private JsonObject object(String text, @Nullable String finishReason) {
    return head(
        List.of(
            JsonObject.of(
                "text", text, "index", 0, "logprobs", null, "finish_reason", finishReason)));
  }

  private JsonObject head(List<JsonObject> choices) {
    return JsonObject.of(
        "id",
        id,
        "object",
        "text_completion",
        "created",
        created,
        "choices",
        choices,
        "model",
        turn.request().model());
  }

  private JsonObject usage() {
    return JsonObject.of(
        "prompt_tokens",
        turn.usage().input(),
        "completion_tokens",
        turn.usage().output(),
        "total_tokens",
        turn.usage().total());
  }
}
