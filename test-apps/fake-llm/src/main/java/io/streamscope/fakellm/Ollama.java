/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;

/** {@code POST /api/chat} and {@code /api/generate}: a line for each delta, streamed by default. */
final class Ollama implements Rendering {
  static final Protocol CHAT =
      Protocol.of(Ollama::chatRequest, turn -> new Ollama(turn, true), Ollama::error)
          .withWholeToolCalls();
  static final Protocol GENERATE =
      Protocol.of(Ollama::generateRequest, turn -> new Ollama(turn, false), Ollama::error)
          .withWholeToolCalls();

  /** Always as long, so that answers are. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(6).toFormatter(Locale.ROOT);

  private static final long TENTH = 100_000_000;

  private final Turn turn;
  private final boolean chat;

  private Ollama(Turn turn, boolean chat) {
    this.turn = turn;
    this.chat = chat;
  }

  private static ModelRequest chatRequest(Call call) {
    Json body = Json.parse(call.body());
    return Conversation.of(body.get("messages"))
        .request(
            body,
            body.get("model"),
            !body.get("stream").isFalse(),
            body.get("tools").first().get("function").get("name"));
  }

  private static ModelRequest generateRequest(Call call) {
    Json body = Json.parse(call.body());
    Conversation conversation = new Conversation();
    body.get("system").string().ifPresent(text -> conversation.say("system", text));
    body.get("prompt").string().ifPresent(text -> conversation.say("user", text));
    return conversation.request(
        body, body.get("model"), !body.get("stream").isFalse(), body.get("tool"));
  }

  static String error(int status, String message) {
    return JsonObject.of("error", message).toString();
  }

  @Override
  public Framing framing(boolean crlf) {
    return Framing.lines(crlf);
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    return List.of(
        Frame.of(
            chat
                ? said(JsonObject.of("role", "assistant", "content", "", "thinking", text))
                : head().with("response", "").with("thinking", text).with("done", false)));
  }

  @Override
  public Frame content(long place, String piece) {
    return Frame.of(chat ? said(message(piece)) : generated(piece));
  }

  private JsonObject generated(String piece) {
    return head().with("response", piece).with("done", false);
  }

  @Override
  public List<Frame> end() {
    return List.of(Frame.of(last("")));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of(error(500, message)));
  }

  @Override
  public String whole() {
    return last(turn.reply().text()).toString();
  }

  private JsonObject said(JsonObject message) {
    return head().with("message", message).with("done", false);
  }

  private JsonObject head() {
    return JsonObject.of("model", turn.request().model(), "created_at", TIME.format(Instant.now()));
  }

  /** The arguments of a tool are an object, not its text. */
  private JsonObject message(String text) {
    String tool = turn.reply().tool();
    if (tool == null || text.isEmpty()) {
      return JsonObject.of("role", "assistant", "content", text);
    }
    JsonObject function = JsonObject.of("name", tool, "arguments", new JsonObject.Raw(text));
    return JsonObject.of(
        "role",
        "assistant",
        "content",
        "",
        "tool_calls",
        List.of(JsonObject.of("function", function)));
  }

  private JsonObject last(String text) {
    JsonObject done =
        (chat ? head().with("message", message(text)) : head().with("response", text))
            .with("done_reason", "stop")
            .with("done", true)
            .withIf(!chat, "context", List.of(1, 2, 3))
            .with("total_duration", 5 * TENTH)
            .with("load_duration", TENTH);
    return turn.usage().shown()
        ? done.with("prompt_eval_count", turn.usage().input())
            .with("prompt_eval_duration", TENTH)
            .with("eval_count", turn.usage().output())
            .with("eval_duration", 3 * TENTH)
        : done;
  }
}
