/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code POST /v1/audio/transcriptions}: a form with a file, JSON or events as answer. */
final class OpenAiTranscription implements Rendering {
  static final Protocol PROTOCOL =
      Protocol.of(OpenAiTranscription::request, OpenAiTranscription::new, OpenAiErrors.FORMAT);

  private static final Json NOTHING = new Json(null);

  private final Turn turn;

  private OpenAiTranscription(Turn turn) {
    this.turn = turn;
  }

  private static ModelRequest request(Call call) {
    return new Conversation()
        .say("user", "What does the recording say?")
        .request(
            NOTHING, new Json(field(call, "model")), field(call, "stream").equals("true"), NOTHING);
  }

  private static String field(Call call, String name) {
    Matcher field =
        Pattern.compile("name=\"?" + name + "\"?[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]*)\r\n")
            .matcher(call.body());
    return field.find() ? field.group(1) : "";
  }

  @Override
  public Frame content(long place, String piece) {
    return Frame.of(JsonObject.of("type", "transcript.text.delta", "delta", piece));
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public List<Frame> end() {
    return List.of(
        Frame.of(
            JsonObject.of("type", "transcript.text.done", "text", turn.reply().text())
                .withIf(turn.usage().shown(), "usage", usage())));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of(OpenAiErrors.FORMAT.body(500, message)));
  }

  @Override
  public String whole() {
    return JsonObject.of("text", turn.reply().text())
        .withIf(turn.usage().shown(), "usage", usage())
        .toString();
  }

  private JsonObject usage() {
    return JsonObject.of(
        "type",
        "tokens",
        "input_tokens",
        turn.usage().input(),
        "output_tokens",
        turn.usage().output(),
        "total_tokens",
        turn.usage().total());
  }
}
