/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * {@code InvokeModel} and {@code InvokeModelWithResponseStream} of Amazon Bedrock, with a model of
 * Anthropic's behind it: what that says is wrapped.
 */
final class BedrockInvoke implements Rendering {
  private final Turn turn;
  private final Rendering model;

  private BedrockInvoke(Turn turn) {
    this.turn = turn;
    this.model = Anthropic.PROTOCOL.renderer().apply(turn);
  }

  /**
   * One of the two.
   *
   * @param stream which
   */
  static Protocol invoke(boolean stream) {
    return Protocol.of(call -> request(call, stream), BedrockInvoke::new, Bedrock::error)
        .withIdHeader("x-amzn-RequestId");
  }

  private static ModelRequest request(Call call, boolean stream) {
    Json body = Json.parse(call.body());
    return Conversation.of(body.get("messages"))
        .request(
            body, new Json(call.pathValue("model")), stream, body.get("tools").first().get("name"));
  }

  @Override
  public Framing framing(boolean crlf) {
    return new EventStreamFraming();
  }

  @Override
  public List<Frame> opening() {
    return wrapped(model.opening());
  }

  @Override
  public List<Frame> reasoningStart() {
    return wrapped(model.reasoningStart());
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    return wrapped(model.reasoning(place, text));
  }

  @Override
  public List<Frame> reasoningEnd() {
    return wrapped(model.reasoningEnd());
  }

  @Override
  public List<Frame> contentStart() {
    return wrapped(model.contentStart());
  }

  @Override
  public Frame content(long place, String piece) {
    return wrapped(model.content(place, piece));
  }

  @Override
  public boolean isRepeatable() {
    return model.isRepeatable();
  }

  @Override
  public String nameOfMalformed() {
    return "chunk";
  }

  @Override
  public List<Frame> finish() {
    return wrapped(model.finish());
  }

  /** With what Bedrock has counted. */
  @Override
  public List<Frame> end() {
    JsonObject counted =
        JsonObject.of(
            "inputTokenCount", turn.usage().input(), "outputTokenCount", turn.usage().output());
    return wrapped(
        List.of(
            Frame.of(
                JsonObject.of("type", "message_stop")
                    .withIf(turn.usage().shown(), "amazon-bedrock-invocationMetrics", counted))));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of("modelStreamErrorException", JsonObject.of("message", message)));
  }

  @Override
  public String whole() {
    return model.whole();
  }

  private static List<Frame> wrapped(List<Frame> frames) {
    List<Frame> wrapped = new ArrayList<>();
    frames.forEach(frame -> wrapped.add(wrapped(frame)));
    return wrapped;
  }

  private static Frame wrapped(Frame frame) {
    String bytes = Base64.getEncoder().encodeToString(frame.data().getBytes(UTF_8));
    return new Frame("chunk", JsonObject.of("bytes", bytes, "p", "abcd").toString(), true);
  }
}
