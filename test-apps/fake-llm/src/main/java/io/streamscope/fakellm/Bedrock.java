/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;

/** {@code Converse} and {@code ConverseStream} of Amazon Bedrock. */
final class Bedrock implements Rendering {
  private static final String DELTA = "contentBlockDelta";

  private final Turn turn;
  private boolean reasoned;

  private Bedrock(Turn turn) {
    this.turn = turn;
  }

  /**
   * One of the two.
   *
   * @param stream which
   */
  static Protocol converse(boolean stream) {
    return Protocol.of(call -> request(call, stream), Bedrock::new, Bedrock::error)
        .withIdHeader("x-amzn-RequestId");
  }

  private static ModelRequest request(Call call, boolean stream) {
    Json body = Json.parse(call.body());
    Conversation conversation = Conversation.of(body.get("messages"));
    String system = Conversation.text(body.get("system"));
    if (!system.isEmpty()) {
      conversation.say("system", system);
    }
    return conversation.request(
        body,
        new Json(call.pathValue("model")),
        stream,
        body.get("toolConfig").get("tools").first().get("toolSpec").get("name"));
  }

  static String error(int status, String message) {
    String type =
        switch (status) {
          case 403 -> "AccessDeniedException";
          case 404 -> "ResourceNotFoundException";
          case 408 -> "ModelTimeoutException";
          case 424 -> "ModelErrorException";
          case 429 -> "ThrottlingException";
          case 503 -> "ServiceUnavailableException";
          default -> status < 500 ? "ValidationException" : "InternalServerException";
        };
    return JsonObject.of("__type", type, "message", message).toString();
  }

  @Override
  public Framing framing(boolean crlf) {
    return new EventStreamFraming();
  }

  @Override
  public List<Frame> opening() {
    return List.of(Frame.of("messageStart", JsonObject.of("role", "assistant")));
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    reasoned = true;
    return List.of(delta(0, JsonObject.of("reasoningContent", JsonObject.of("text", text))));
  }

  @Override
  public List<Frame> reasoningEnd() {
    return List.of(stop(0));
  }

  @Override
  public List<Frame> contentStart() {
    String tool = turn.reply().tool();
    return tool == null
        ? List.of()
        : List.of(
            Frame.of(
                "contentBlockStart",
                JsonObject.of(
                    "start",
                    JsonObject.of("toolUse", toolUse(tool)),
                    "contentBlockIndex",
                    index())));
  }

  @Override
  public Frame content(long place, String piece) {
    return delta(
        index(),
        turn.reply().tool() == null
            ? JsonObject.of("text", piece)
            : JsonObject.of("toolUse", JsonObject.of("input", piece)));
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
    return List.of(
        stop(index()), Frame.of("messageStop", JsonObject.of("stopReason", stopReason())));
  }

  @Override
  public List<Frame> end() {
    JsonObject metrics = JsonObject.of("metrics", JsonObject.of("latencyMs", 5));
    return List.of(
        Frame.of("metadata", metrics.withIf(turn.usage().shown(), "usage", usage(turn.usage()))));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of("modelStreamErrorException", JsonObject.of("message", message)));
  }

  @Override
  public String whole() {
    String text = turn.reply().text();
    String tool = turn.reply().tool();
    JsonObject block =
        tool == null
            ? JsonObject.of("text", text)
            : JsonObject.of("toolUse", toolUse(tool).with("input", new JsonObject.Raw(text)));
    JsonObject message = JsonObject.of("role", "assistant", "content", List.of(block));
    return JsonObject.of(
            "output",
            JsonObject.of("message", message),
            "stopReason",
            stopReason(),
            "metrics",
            JsonObject.of("latencyMs", 5))
        .withIf(turn.usage().shown(), "usage", usage(turn.usage()))
        .toString();
  }

  private JsonObject toolUse(String tool) {
    return JsonObject.of("toolUseId", "tooluse_" + turn.reply().callId(), "name", tool);
  }

  private String stopReason() {
    return turn.reply().tool() == null ? "end_turn" : "tool_use";
  }

  /** The input is what had to be read anew. */
  private static JsonObject usage(Usage usage) {
    return JsonObject.of(
        "inputTokens",
        usage.uncached(),
        "outputTokens",
        usage.output(),
        "totalTokens",
        usage.total(),
        "cacheReadInputTokens",
        usage.cached(),
        "cacheWriteInputTokens",
        usage.written());
  }

  private int index() {
    return reasoned ? 1 : 0;
  }

  private static Frame delta(int index, JsonObject delta) {
    return Frame.of(
        DELTA, JsonObject.of("contentBlockIndex", index, "delta", delta, "p", "abcdefgh"));
  }

  private static Frame stop(int index) {
    return Frame.of("contentBlockStop", JsonObject.of("contentBlockIndex", index));
  }
}
