/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;

/** {@code POST /v2/chat}: contents and tool calls between the start and the end of a message. */
final class Cohere implements Rendering {
  static final Protocol PROTOCOL = Protocol.of(Cohere::request, Cohere::new, Cohere::error);

  private final Turn turn;
  private final String id = RandomText.of(36);
  private boolean reasoned;

  private Cohere(Turn turn) {
    this.turn = turn;
  }

  private static ModelRequest request(Call call) {
    Json body = Json.parse(call.body());
    return Conversation.of(body.get("messages"))
        .request(
            body,
            body.get("model"),
            body.get("stream").isTrue(),
            body.get("tools").first().get("function").get("name"));
  }

  static String error(int status, String message) {
    return JsonObject.of("id", RandomText.of(36), "message", message).toString();
  }

  @Override
  public List<Frame> opening() {
    JsonObject message =
        JsonObject.of(
            "role",
            "assistant",
            "content",
            List.of(),
            "tool_plan",
            "",
            "tool_calls",
            List.of(),
            "citations",
            List.of());
    return List.of(
        Frame.of(
            "message-start",
            JsonObject.of(
                "id", id, "type", "message-start", "delta", JsonObject.of("message", message))));
  }

  @Override
  public List<Frame> reasoningStart() {
    reasoned = true;
    return List.of(content("content-start", 0, JsonObject.of("type", "thinking", "thinking", "")));
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    return List.of(content("content-delta", 0, JsonObject.of("thinking", text)));
  }

  @Override
  public List<Frame> reasoningEnd() {
    return List.of(end("content-end", 0));
  }

  @Override
  public List<Frame> contentStart() {
    return List.of(
        turn.reply().tool() == null
            ? content("content-start", index(), JsonObject.of("type", "text", "text", ""))
            : toolCall("tool-call-start", call("")));
  }

  @Override
  public Frame content(long place, String piece) {
    return turn.reply().tool() == null
        ? content(nameOfMalformed(), index(), JsonObject.of("text", piece))
        : toolCall(nameOfMalformed(), JsonObject.of("function", JsonObject.of("arguments", piece)));
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public String nameOfMalformed() {
    return turn.reply().tool() == null ? "content-delta" : "tool-call-delta";
  }

  @Override
  public List<Frame> finish() {
    return List.of(end(turn.reply().tool() == null ? "content-end" : "tool-call-end", index()));
  }

  @Override
  public List<Frame> end() {
    return messageEnd(
        JsonObject.of("finish_reason", finishReason())
            .withIf(turn.usage().shown(), "usage", usage()));
  }

  @Override
  public List<Frame> error(String message) {
    return messageEnd(JsonObject.of("finish_reason", "ERROR", "error", message));
  }

  private static List<Frame> messageEnd(JsonObject delta) {
    return List.of(Frame.of("message-end", JsonObject.of("type", "message-end", "delta", delta)));
  }

  @Override
  public String whole() {
    String text = turn.reply().text();
    JsonObject message =
        turn.reply().tool() == null
            ? JsonObject.of(
                "role",
                "assistant",
                "content",
                List.of(JsonObject.of("type", "text", "text", text)))
            : JsonObject.of("role", "assistant", "tool_calls", List.of(call(text)));
    return JsonObject.of("id", id, "finish_reason", finishReason(), "message", message)
        .withIf(turn.usage().shown(), "usage", usage())
        .toString();
  }

  private JsonObject call(String arguments) {
    return JsonObject.of(
        "id",
        turn.reply().tool() + "_" + turn.reply().callId(),
        "type",
        "function",
        "function",
        JsonObject.of("name", turn.reply().tool(), "arguments", arguments));
  }

  private String finishReason() {
    return turn.reply().tool() == null ? "COMPLETE" : "TOOL_CALL";
  }

  private JsonObject usage() {
    JsonObject tokens =
        JsonObject.of("input_tokens", turn.usage().input(), "output_tokens", turn.usage().output());
    return JsonObject.of(
        "billed_units", tokens, "tokens", tokens, "cached_tokens", turn.usage().cached());
  }

  private int index() {
    return reasoned ? 1 : 0;
  }

  private static Frame content(String type, int index, JsonObject content) {
    return delta(type, index, JsonObject.of("content", content));
  }

  private Frame toolCall(String type, JsonObject call) {
    return delta(type, index(), JsonObject.of("tool_calls", call));
  }

  private static Frame delta(String type, int index, JsonObject message) {
    return Frame.of(
        type,
        JsonObject.of("type", type, "index", index, "delta", JsonObject.of("message", message)));
  }

  private static Frame end(String type, int index) {
    return Frame.of(type, JsonObject.of("type", type, "index", index));
  }
}
