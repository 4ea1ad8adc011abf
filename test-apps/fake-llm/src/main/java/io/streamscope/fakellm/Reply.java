/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What the model says to one request: text, or a call of a tool, cut into deltas. */
final class Reply {
  private static final int ARGUMENT_PIECE = 8;

  private final String openingDelta;
  private final String finishReason;
  private final String message;
  private final long size;

  /** The deltas; longer replies go round over all but the first. */
  private final List<String> deltas;

  private Reply(
      String openingDelta, List<String> deltas, long size, String message, String finishReason) {
    this.openingDelta = openingDelta;
    this.deltas = deltas;
    this.size = size;
    this.message = message;
    this.finishReason = finishReason;
  }

  /** The reply that the request and the knobs ask for. */
  static Reply to(ChatRequest request, KnobSettings knobs) {
    String tool = knobs.text(Knob.TOOL_CALL);
    if (tool == null || tool.equals("false")) {
      return text(request, knobs);
    }
    return toolCall(
        request, tool.isEmpty() || tool.equals("true") ? request.toolName() : tool, knobs);
  }

  private static Reply text(ChatRequest request, KnobSettings knobs) {
    Answer answer = Answer.to(request.question(), request.context());
    long size = knobs.count(Knob.CHUNKS).orElseGet(() -> atLeast(answer.size(), knobs));
    List<String> deltas = new ArrayList<>();
    for (int i = 0; i <= answer.size(); i++) {
      deltas.add("{\"content\":" + Json.quote(answer.piece(i)) + "}");
    }
    // A stream of many chunks never needs its text in one piece.
    String text = request.stream() ? "" : answer.text(size);
    return new Reply(
        "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}",
        deltas,
        size,
        "{\"role\":\"assistant\",\"content\":" + Json.quote(text) + ",\"refusal\":null}",
        "stop");
  }

  private static Reply toolCall(ChatRequest request, String function, KnobSettings knobs) {
    String arguments = "{\"query\":" + Json.quote(request.question()) + "}";
    OptionalLong chunks = knobs.count(Knob.CHUNKS);
    int pieceLength =
        chunks.isPresent()
            ? (int)
                ((arguments.length() + chunks.getAsLong() - 1) / Math.max(1, chunks.getAsLong()))
            : ARGUMENT_PIECE;
    List<String> deltas = new ArrayList<>();
    for (int i = 0; i < arguments.length(); i += Math.max(1, pieceLength)) {
      String piece =
          arguments.substring(i, Math.min(arguments.length(), i + Math.max(1, pieceLength)));
      deltas.add(
          "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":"
              + Json.quote(piece)
              + "}}]}");
    }
    String call =
        "\"id\":\"call_%s\",\"type\":\"function\",\"function\":{\"name\":%s,\"arguments\":"
            .formatted(ChatJson.randomText(24), Json.quote(function));
    String head = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{";
    return new Reply(
        head + "\"index\":0," + call + "\"\"}}]}",
        deltas,
        deltas.size(),
        head + call + Json.quote(arguments) + "}}]}",
        "tool_calls");
  }

  /** Faults that strike at some chunk need that many chunks. */
  private static long atLeast(long natural, KnobSettings knobs) {
    long size = natural;
    for (Knob knob :
        List.of(Knob.DROP_AFTER, Knob.ERROR_AFTER, Knob.MALFORMED_AFTER, Knob.GAP_AT)) {
      size = Math.max(size, knobs.count(knob).orElse(0));
    }
    return size;
  }

  /** Role, or role and name of the tool. */
  String openingDelta() {
    return openingDelta;
  }

  /** How many deltas follow the opening. */
  long size() {
    return size;
  }

  List<String> deltas() {
    return deltas;
  }

  /** Which of {@link #deltas} comes at that place. */
  int deltaAt(long index) {
    return index < deltas.size() ? (int) index : (int) (1 + (index - 1) % (deltas.size() - 1));
  }

  /** The whole message of an answer that is no stream. */
  String message() {
    return message;
  }

  String finishReason() {
    return finishReason;
  }
}
