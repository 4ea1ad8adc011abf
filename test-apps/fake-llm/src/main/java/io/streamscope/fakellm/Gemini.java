/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;

/**
 * {@code :generateContent} and {@code :streamGenerateContent} of Gemini and Vertex AI: each event
 * is a response of its own, with the usage so far; the last one says why it is the last.
 */
final class Gemini implements Rendering {
  private final Turn turn;
  private final boolean inEvents;
  private final String id = RandomText.of(22);
  private long reasoned;

  private Gemini(Turn turn, boolean inEvents) {
    this.turn = turn;
    this.inEvents = inEvents;
  }

  static Protocol blocking() {
    return Protocol.of(
            call -> request(call, false), turn -> new Gemini(turn, false), Gemini::errorBody)
        .withWholeToolCalls();
  }

  static Protocol streamed(boolean inEvents) {
    return Protocol.of(
            call -> request(call, true), turn -> new Gemini(turn, inEvents), Gemini::errorBody)
        .withWholeToolCalls();
  }

  private static ModelRequest request(Call call, boolean stream) {
    Json body = Json.parse(call.body());
    Conversation conversation = new Conversation();
    for (Json content : body.get("contents").items()) {
      conversation.say(
          content.get("role").string().orElse("user"), Conversation.text(content.get("parts")));
    }
    String system = Conversation.text(body.get("systemInstruction").get("parts"));
    if (!system.isEmpty()) {
      conversation.say("system", system);
    }
    return conversation.request(
        body,
        new Json(call.pathValue("model")),
        stream,
        body.get("tools").first().get("functionDeclarations").first().get("name"));
  }

  static String errorBody(int status, String message) {
    return errorJson(status, message).toString();
  }

  private static JsonObject errorJson(int status, String message) {
    String name =
        switch (status) {
          case 401 -> "UNAUTHENTICATED";
          case 403 -> "PERMISSION_DENIED";
          case 404 -> "NOT_FOUND";
          case 429 -> "RESOURCE_EXHAUSTED";
          case 503 -> "UNAVAILABLE";
          case 504 -> "DEADLINE_EXCEEDED";
          default -> status < 500 ? "INVALID_ARGUMENT" : "INTERNAL";
        };
    return JsonObject.of(
        "error", JsonObject.of("code", status, "message", message, "status", name));
  }

  @Override
  public Framing framing(boolean crlf) {
    return inEvents
        ? new Framing.ServerSentEvents("text/event-stream", "\r\n")
        : new JsonArrayFraming();
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    reasoned = place + 1;
    return List.of(
        Frame.of(
            response(
                candidate(JsonObject.of("text", text, "thought", true)),
                turn.usage().after(0, reasoned))));
  }

  @Override
  public Frame content(long place, String piece) {
    return Frame.of(
        response(candidate(part(piece)), turn.usage().after(place + 1, turn.usage().reasoning())));
  }

  @Override
  public List<Frame> end() {
    return List.of(
        Frame.of(
            response(
                candidate(JsonObject.of("text", "")).with("finishReason", "STOP"), turn.usage())));
  }

  @Override
  public List<Frame> error(String message) {
    return List.of(Frame.of(errorJson(500, message)));
  }

  @Override
  public String whole() {
    return response(candidate(part(turn.reply().text())).with("finishReason", "STOP"), turn.usage())
        .toString();
  }

  private JsonObject part(String text) {
    String tool = turn.reply().tool();
    return tool == null
        ? JsonObject.of("text", text)
        : JsonObject.of(
            "functionCall", JsonObject.of("name", tool, "args", new JsonObject.Raw(text)));
  }

  private static JsonObject candidate(JsonObject part) {
    return JsonObject.of(
        "content", JsonObject.of("parts", List.of(part), "role", "model"), "index", 0);
  }

  private JsonObject response(JsonObject candidate, Usage usage) {
    JsonObject counted =
        JsonObject.of(
                "promptTokenCount",
                usage.input(),
                "candidatesTokenCount",
                usage.answer(),
                "totalTokenCount",
                usage.total())
            .withIf(usage.cached() > 0, "cachedContentTokenCount", usage.cached())
            .withIf(usage.reasoning() > 0, "thoughtsTokenCount", usage.reasoning());
    return JsonObject.of("candidates", List.of(candidate))
        .withIf(usage.shown(), "usageMetadata", counted)
        .with("modelVersion", turn.request().model())
        .with("responseId", id);
  }
}
