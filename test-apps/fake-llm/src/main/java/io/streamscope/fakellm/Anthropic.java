/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/messages}: blocks of content between the start and the stop of a message. */
final class Anthropic implements Rendering {
  static final Protocol PROTOCOL =
      Protocol.of(Anthropic::request, Anthropic::new, Anthropic::error).withIdHeader("request-id");

  private static final String DELTA = "content_block_delta";
  private static final String SIGNATURE = "c2lnbmVkIGJ5IGEgdGVzdA==";

  private final Turn turn;
  private final String id = "msg_" + RandomText.of(24);
  private final StringBuilder reasoned = new StringBuilder();

  private Anthropic(Turn turn) {
    this.turn = turn;
  }

  private static ModelRequest request(Call call) {
    Json body = Json.parse(call.body());
    Conversation conversation = Conversation.of(body.get("messages"));
    String system = Conversation.text(body.get("system"));
    if (!system.isEmpty()) {
      conversation.say("system", system);
    }
    return conversation.request(
        body,
        body.get("model"),
        body.get("stream").isTrue(),
        body.get("tools").first().get("name"));
  }

  private static String error(int status, String message) {
    String type =
        switch (status) {
          case 401 -> "authentication_error";
          case 403 -> "permission_error";
          case 404 -> "not_found_error";
          case 413 -> "request_too_large";
          case 429 -> "rate_limit_error";
          case 529 -> "overloaded_error";
          default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    return errorJson(type, message).toString();
  }

  private static JsonObject errorJson(String type, String message) {
    return JsonObject.of(
        "type",
        "error",
        "error",
        JsonObject.of("type", type, "message", message),
        "request_id",
        "req_" + RandomText.of(24));
  }

  @Override
  public List<Frame> opening() {
    JsonObject start = message(List.of(), null).withIf(turn.usage().shown(), "usage", usage(1));
    return List.of(
        event("message_start", "message", start), Frame.of("ping", JsonObject.of("type", "ping")));
  }

  @Override
  public List<Frame> reasoningStart() {
    return List.of(
        block(
            "content_block_start",
            0,
            "content_block",
            JsonObject.of("type", "thinking", "thinking", "", "signature", "")));
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    reasoned.append(text);
    return List.of(
        block(DELTA, 0, "delta", JsonObject.of("type", "thinking_delta", "thinking", text)));
  }

  @Override
  public List<Frame> reasoningEnd() {
    JsonObject signature = JsonObject.of("type", "signature_delta", "signature", SIGNATURE);
    return List.of(block(DELTA, 0, "delta", signature), blockStop(0));
  }

  @Override
  public List<Frame> contentStart() {
    return List.of(block("content_block_start", index(), "content_block", block("")));
  }

  @Override
  public Frame content(long place, String piece) {
    return block(
        DELTA,
        index(),
        "delta",
        turn.reply().tool() == null
            ? JsonObject.of("type", "text_delta", "text", piece)
            : JsonObject.of("type", "input_json_delta", "partial_json", piece));
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public String nameOfMalformed() {
    return DELTA;
  }

  @Override
  public List<Frame> finish() {
    JsonObject delta = JsonObject.of("stop_reason", stopReason(), "stop_sequence", null);
    JsonObject counted = JsonObject.of("output_tokens", turn.usage().output());
    return List.of(
        blockStop(index()),
        Frame.of(
            "message_delta",
            JsonObject.of("type", "message_delta", "delta", delta)
                .withIf(turn.usage().shown(), "usage", counted)));
  }

  @Override
  public List<Frame> end() {
    return List.of(Frame.of("message_stop", JsonObject.of("type", "message_stop")));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of("error", errorJson("overloaded_error", message)));
  }

  @Override
  public String whole() {
    return message(List.of(block(turn.reply().text())), stopReason())
        .withIf(turn.usage().shown(), "usage", usage(turn.usage().output()))
        .toString();
  }

  private JsonObject message(List<JsonObject> content, @Nullable String stopReason) {
    return JsonObject.of(
        "id",
        id,
        "type",
        "message",
        "role",
        "assistant",
        "model",
        turn.request().model(),
        "content",
        content,
        "stop_reason",
        stopReason,
        "stop_sequence",
        null);
  }

  /** A block of content; the input of a tool begins as an empty object. */
  private JsonObject block(String text) {
    String tool = turn.reply().tool();
    return tool == null
        ? JsonObject.of("type", "text", "text", text)
        : JsonObject.of(
            "type",
            "tool_use",
            "id",
            "toolu_" + turn.reply().callId(),
            "name",
            tool,
            "input",
            new JsonObject.Raw(text.isEmpty() ? "{}" : text));
  }

  private String stopReason() {
    return turn.reply().tool() == null ? "end_turn" : "tool_use";
  }

  private JsonObject usage(long output) {
    Usage usage = turn.usage();
    return JsonObject.of(
        "input_tokens",
        usage.uncached(),
        "cache_creation_input_tokens",
        usage.written(),
        "cache_read_input_tokens",
        usage.cached(),
        "output_tokens",
        output,
        "service_tier",
        "standard");
  }

  private int index() {
    return reasoned.length() > 0 ? 1 : 0;
  }

  private static Frame block(String type, int index, String name, JsonObject value) {
    return Frame.of(type, JsonObject.of("type", type, "index", index, name, value));
  }

  private static Frame blockStop(int index) {
    String type = "content_block_stop";
    return Frame.of(type, JsonObject.of("type", type, "index", index));
  }

  private static Frame event(String type, String name, JsonObject value) {
    return Frame.of(type, JsonObject.of("type", type, name, value));
  }
}
