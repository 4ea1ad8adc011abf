/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * {@code POST /api/v1/services/aigc/text-generation/generation}: each event has a number, the HTTP
 * status, the usage so far, and all of the text so far unless only what is new was asked for.
 */
final class DashScope implements Rendering {
  static final Protocol PROTOCOL =
      Protocol.of(DashScope::request, DashScope::new, DashScope::error);

  /** What stands for no finish reason: a text, not a null. */
  private static final String NOT_FINISHED = "null";

  private final Turn turn;
  private final String id = RandomText.of(36);
  private final boolean messages;
  private final boolean incremental;
  private final StringBuilder said = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();

  private DashScope(Turn turn) {
    this.turn = turn;
    Json parameters = turn.request().body().get("parameters");
    messages = parameters.get("result_format").string().orElse("text").equals("message");
    incremental = parameters.get("incremental_output").isTrue();
  }

  private static ModelRequest request(Call call) {
    Json body = Json.parse(call.body());
    Json input = body.get("input");
    Conversation conversation = Conversation.of(input.get("messages"));
    input.get("prompt").string().ifPresent(text -> conversation.say("user", text));
    boolean stream =
        call.header("X-DashScope-SSE").equalsIgnoreCase("enable")
            || call.header("Accept").contains("text/event-stream");
    return conversation.request(
        body,
        body.get("model"),
        stream,
        body.get("parameters").get("tools").first().get("function").get("name"));
  }

  static String error(int status, String message) {
    String code =
        switch (status) {
          case 401 -> "InvalidApiKey";
          case 403 -> "AccessDenied";
          case 404 -> "ModelNotFound";
          case 429 -> "Throttling.RateQuota";
          default -> status < 500 ? "InvalidParameter" : "InternalError";
        };
    return JsonObject.of("code", code, "message", message, "request_id", RandomText.of(36))
        .toString();
  }

  @Override
  public Framing framing(boolean crlf) {
    return new NumberedEvents(crlf ? "\r\n" : "\n");
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    thought.append(text);
    String reasoning = incremental ? text : thought.toString();
    return List.of(result("", reasoning, NOT_FINISHED, turn.usage().after(0, place + 1)));
  }

  @Override
  public Frame content(long place, String piece) {
    if (!incremental) {
      said.append(piece);
    }
    return result(
        incremental ? piece : said.toString(),
        incremental ? "" : thought.toString(),
        NOT_FINISHED,
        turn.usage().after(place + 1, turn.usage().reasoning()));
  }

  @Override
  public String nameOfMalformed() {
    return "result";
  }

  @Override
  public List<Frame> end() {
    return List.of(
        result(said.toString(), incremental ? "" : thought.toString(), stop(), turn.usage()));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of("error", error(500, message)));
  }

  @Override
  public String whole() {
    return json(turn.reply().text(), "", stop(), turn.usage()).toString();
  }

  private String stop() {
    return turn.reply().tool() == null ? "stop" : "tool_calls";
  }

  private Frame result(String text, String reasoning, String finishReason, Usage usage) {
    return Frame.of(nameOfMalformed(), json(text, reasoning, finishReason, usage));
  }

  private JsonObject json(String text, String reasoning, String finishReason, Usage usage) {
    JsonObject message = message(text).withIf(!reasoning.isEmpty(), "reasoning_content", reasoning);
    JsonObject choice = JsonObject.of("message", message, "finish_reason", finishReason);
    JsonObject output =
        messages || turn.reply().tool() != null
            ? JsonObject.of("choices", List.of(choice))
            : JsonObject.of("text", text, "finish_reason", finishReason);
    return JsonObject.of("output", output)
        .withIf(usage.shown(), "usage", usage(usage))
        .with("request_id", id);
  }

  private JsonObject message(String text) {
    String tool = turn.reply().tool();
    JsonObject message = JsonObject.of("role", "assistant", "content", tool == null ? text : "");
    if (tool == null || text.isEmpty()) {
      return message;
    }
    JsonObject call =
        JsonObject.of(
            "index",
            0,
            "id",
            "call_" + turn.reply().callId(),
            "type",
            "function",
            "function",
            JsonObject.of("name", tool, "arguments", text));
    return message.with("tool_calls", List.of(call));
  }

  private static JsonObject usage(Usage usage) {
    return JsonObject.of(
        "input_tokens",
        usage.input(),
        "output_tokens",
        usage.output(),
        "total_tokens",
        usage.total(),
        "prompt_tokens_details",
        JsonObject.of("cached_tokens", usage.cached()),
        "output_tokens_details",
        JsonObject.of("reasoning_tokens", usage.reasoning()));
  }

  /** Server-sent events with a number, and the HTTP status in a comment. */
  private static final class NumberedEvents implements Framing {
    private final String lineEnd;
    private int number;

    NumberedEvents(String lineEnd) {
      this.lineEnd = lineEnd;
    }

    @Override
    public String contentType() {
      return "text/event-stream;charset=UTF-8";
    }

    @Override
    public byte[] bytes(Frame frame) {
      String status = "error".equals(frame.name()) ? "500" : "200";
      return String.join(
              lineEnd,
              "id:" + ++number,
              "event:" + frame.name(),
              ":HTTP_STATUS/" + status,
              "data:" + frame.data(),
              "",
              "")
          .getBytes(UTF_8);
    }

    @Override
    public byte[] comment() {
      return (":ping" + lineEnd + lineEnd).getBytes(UTF_8);
    }
  }
}
