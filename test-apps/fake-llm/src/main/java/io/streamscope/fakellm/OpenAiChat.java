/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** {@code POST /v1/chat/completions}: chunks without a name, {@code [DONE]} at the end. */
class OpenAiChat implements Rendering {
  static final Protocol PROTOCOL =
      Protocol.of(
          call -> request(call, Json.parse(call.body()).get("model")),
          OpenAiChat::new,
          OpenAiErrors.FORMAT);

  private static final String FINGERPRINT = "fp_5a4e0f3c1d";

  final Turn turn;
  private final String id = "chatcmpl-" + RandomText.of(29);
  private final long created = Instant.now().getEpochSecond();

  OpenAiChat(Turn turn) {
    this.turn = turn;
  }

  /** The question in a body; its model may be named elsewhere. */
  static ModelRequest request(Call call, Json model) {
    Json body = Json.parse(call.body());
    return Conversation.of(body.get("messages"))
        .request(
            body,
            model,
            body.get("stream").isTrue(),
            body.get("tools").first().get("function").get("name"));
  }

  @Override
  public List<Frame> opening() {
    return List.of(
        chunk(
            turn.reply().tool() == null
                ? "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"
                : toolCall("\"index\":0,", "")));
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    return List.of(chunk("{\"reasoning_content\":" + Json.quote(text) + "}"));
  }

  @Override
  public Frame content(long place, String piece) {
    return chunk(
        turn.reply().tool() == null
            ? "{\"content\":" + Json.quote(piece) + "}"
            : "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
                + Json.quote(piece)
                + "}}]}");
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public List<Frame> finish() {
    List<Frame> frames = new ArrayList<>();
    frames.add(Frame.of(lastChunk() + (includesUsage() ? ",\"usage\":null}" : "}")));
    if (includesUsage() && turn.usage().shown()) {
      frames.add(Frame.of(chunkWith("") + ",\"usage\":" + usage() + "}"));
    }
    return frames;
  }

  /** The chunk that says why the answer ends; it is to be closed. */
  String lastChunk() {
    return chunkWith(
        "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":"
            + Json.quote(finishReason())
            + "}");
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
    String message =
        turn.reply().tool() == null
            ? "{\"role\":\"assistant\",\"content\":"
                + Json.quote(turn.reply().text())
                + ",\"refusal\":null}"
            : toolCall("", turn.reply().text());
    return head("chat.completion")
        + "\"choices\":[{\"index\":0,\"message\":"
        + message
        + ",\"logprobs\":null,\"finish_reason\":"
        + Json.quote(finishReason())
        + "}]"
        + (turn.usage().shown() ? ",\"usage\":" + usage() + "}" : "}");
  }

  private String toolCall(String index, String arguments) {
    return "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{"
        + index
        + "\"id\":\"call_%s\",\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":%s}}]}"
            .formatted(
                turn.reply().callId(),
                Json.quote(String.valueOf(turn.reply().tool())),
                Json.quote(arguments));
  }

  private String finishReason() {
    return turn.reply().tool() == null ? "stop" : "tool_calls";
  }

  private boolean includesUsage() {
    return turn.request().body().get("stream_options").get("include_usage").isTrue();
  }

  String usage() {
    return ("{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":%d,\"audio_tokens\":0},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":%d,\"audio_tokens\":0,"
            + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}")
        .formatted(
            turn.usage().input(),
            turn.usage().output(),
            turn.usage().total(),
            turn.usage().cached(),
            turn.usage().reasoning());
  }

  private Frame chunk(String delta) {
    return Frame.of(
        chunkWith("{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":null}")
            + (includesUsage() ? ",\"usage\":null}" : "}"));
  }

  private String chunkWith(String choice) {
    return head("chat.completion.chunk") + "\"choices\":[" + choice + "]";
  }

  private String head(String object) {
    return ("{\"id\":\"%s\",\"object\":\"%s\",\"created\":%d,\"model\":%s,"
            + "\"service_tier\":\"default\",\"system_fingerprint\":\"%s\",")
        .formatted(id, object, created, Json.quote(turn.request().model()), FINGERPRINT);
  }
}
