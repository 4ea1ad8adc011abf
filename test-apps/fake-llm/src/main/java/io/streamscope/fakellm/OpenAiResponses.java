/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/responses}: events with names, each about a part of the response. */
final class OpenAiResponses implements Rendering {
  private static final String TEXT = "response.output_text";
  private static final String ARGUMENTS = "response.function_call_arguments";
  private static final String SUMMARY = "response.reasoning_summary_text";

  private final Turn turn;
  private final StoredResponses store;
  private final String id = "resp_" + RandomText.of(32);
  private final String reasoningId = "rs_" + RandomText.of(32);
  private final String itemId;
  private final long created = Instant.now().getEpochSecond();
  private final StringBuilder reasoned = new StringBuilder();
  private int sequence;

  private OpenAiResponses(Turn turn, StoredResponses store) {
    this.turn = turn;
    this.store = store;
    this.itemId = (turn.reply().tool() == null ? "msg_" : "fc_") + RandomText.of(32);
  }

  /** What is answered is kept there. */
  static Protocol protocol(StoredResponses store) {
    return Protocol.of(
        OpenAiResponses::request, turn -> new OpenAiResponses(turn, store), OpenAiErrors.FORMAT);
  }

  private static ModelRequest request(Call call) {
    Json body = Json.parse(call.body());
    Json input = body.get("input");
    Conversation conversation = Conversation.of(input);
    input.string().ifPresent(text -> conversation.say("user", text));
    body.get("instructions").string().ifPresent(text -> conversation.say("system", text));
    return conversation.request(
        body,
        body.get("model"),
        body.get("stream").isTrue(),
        body.get("tools").first().get("name"));
  }

  @Override
  public List<Frame> opening() {
    JsonObject response = response("in_progress", List.of());
    return List.of(
        event("response.created", "response", response),
        event("response.in_progress", "response", response));
  }

  @Override
  public List<Frame> reasoningStart() {
    return List.of(
        event("response.output_item.added", "output_index", 0, "item", reasoningItem(List.of())),
        event("response.reasoning_summary_part.added", reasoningPlace("part", summary(""))));
  }

  @Override
  public List<Frame> reasoning(long place, String text) {
    reasoned.append(text);
    return List.of(event(SUMMARY + ".delta", reasoningPlace("delta", text)));
  }

  @Override
  public List<Frame> reasoningEnd() {
    String text = reasoned.toString();
    return List.of(
        event(SUMMARY + ".done", reasoningPlace("text", text)),
        event("response.reasoning_summary_part.done", reasoningPlace("part", summary(text))),
        event(
            "response.output_item.done",
            "output_index",
            0,
            "item",
            reasoningItem(List.of(summary(text)))));
  }

  @Override
  public List<Frame> contentStart() {
    Frame added =
        event(
            "response.output_item.added",
            "output_index",
            outputIndex(),
            "item",
            item("in_progress", null));
    return turn.reply().tool() == null
        ? List.of(added, event("response.content_part.added", place("part", part(""))))
        : List.of(added);
  }

  @Override
  public Frame content(long place, String piece) {
    return event(nameOfMalformed(), place("delta", piece));
  }

  @Override
  public String nameOfMalformed() {
    return (turn.reply().tool() == null ? TEXT : ARGUMENTS) + ".delta";
  }

  @Override
  public List<Frame> finish() {
    String text = turn.reply().text();
    List<Frame> frames = new ArrayList<>();
    if (turn.reply().tool() == null) {
      frames.add(event(TEXT + ".done", place("text", text)));
      frames.add(event("response.content_part.done", place("part", part(text))));
    } else {
      frames.add(event(ARGUMENTS + ".done", place("arguments", text)));
    }
    frames.add(
        event(
            "response.output_item.done",
            "output_index",
            outputIndex(),
            "item",
            item("completed", text)));
    return frames;
  }

  @Override
  public List<Frame> end() {
    return List.of(event("response.completed", "response", completed()));
  }

  @Override
  public List<Frame> error(String message) {
    JsonObject failure = JsonObject.of("code", "server_error", "message", message);
    return List.of(
        event("error", "code", "server_error", "message", message, "param", null),
        event("response.failed", "response", response("failed", List.of()).with("error", failure)));
  }

  /** The response; one that is made in the background has only begun. */
  @Override
  public String whole() {
    JsonObject whole = completed();
    return turn.request().body().get("background").isTrue()
        ? response("queued", List.of()).toString()
        : whole.toString();
  }

  private JsonObject completed() {
    List<JsonObject> output = new ArrayList<>();
    if (reasoned.length() > 0) {
      output.add(reasoningItem(List.of(summary(reasoned.toString()))));
    }
    output.add(item("completed", turn.reply().text()));
    JsonObject completed =
        response("completed", output).withIf(turn.usage().shown(), "usage", usage());
    store.put(id, completed.toString());
    return completed;
  }

  private JsonObject response(String status, List<JsonObject> output) {
    return JsonObject.of(
        "id",
        id,
        "object",
        "response",
        "created_at",
        created,
        "status",
        status,
        "background",
        turn.request().body().get("background").isTrue(),
        "error",
        null,
        "incomplete_details",
        null,
        "model",
        turn.request().model(),
        "output",
        output,
        "parallel_tool_calls",
        true,
        "service_tier",
        "default",
        "store",
        true,
        "usage",
        null);
  }

  private JsonObject item(String status, @Nullable String text) {
    String tool = turn.reply().tool();
    if (tool != null) {
      return JsonObject.of(
          "id",
          itemId,
          "type",
          "function_call",
          "status",
          status,
          "arguments",
          text == null ? "" : text,
          "call_id",
          "call_" + turn.reply().callId(),
          "name",
          tool);
    }
    return JsonObject.of(
        "id",
        itemId,
        "type",
        "message",
        "status",
        status,
        "content",
        text == null ? List.of() : List.of(part(text)),
        "role",
        "assistant");
  }

  private static JsonObject part(String text) {
    return JsonObject.of(
        "type", "output_text", "annotations", List.of(), "logprobs", List.of(), "text", text);
  }

  private JsonObject reasoningItem(List<JsonObject> summary) {
    return JsonObject.of("id", reasoningId, "type", "reasoning", "summary", summary);
  }

  private static JsonObject summary(String text) {
    return JsonObject.of("type", "summary_text", "text", text);
  }

  private JsonObject usage() {
    Usage usage = turn.usage();
    return JsonObject.of(
        "input_tokens",
        usage.input(),
        "input_tokens_details",
        JsonObject.of("cached_tokens", usage.cached()),
        "output_tokens",
        usage.output(),
        "output_tokens_details",
        JsonObject.of("reasoning_tokens", usage.reasoning()),
        "total_tokens",
        usage.total());
  }

  private int outputIndex() {
    return reasoned.length() > 0 ? 1 : 0;
  }

  private @Nullable Object[] place(String name, Object value) {
    return turn.reply().tool() == null
        ? new @Nullable Object[] {
          "item_id", itemId, "output_index", outputIndex(), "content_index", 0, name, value
        }
        : new @Nullable Object[] {"item_id", itemId, "output_index", outputIndex(), name, value};
  }

  private @Nullable Object[] reasoningPlace(String name, Object value) {
    return new @Nullable Object[] {
      "item_id", reasoningId, "output_index", 0, "summary_index", 0, name, value
    };
  }

  private Frame event(String type, @Nullable Object... members) {
    JsonObject event = JsonObject.of("type", type, "sequence_number", sequence++);
    for (int i = 0; i < members.length; i += 2) {
      event = event.with(String.valueOf(members[i]), members[i + 1]);
    }
    return Frame.of(type, event);
  }
}
