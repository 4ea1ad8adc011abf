/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the model says to one request: text, or a call of a tool, cut into deltas. */
final class Reply {
  private static final int ARGUMENT_PIECE = 8;

  private final @Nullable String tool;
  private final String callId = RandomText.of(24);
  private final long size;

  /** The deltas; longer replies go round over all but the first. */
  private final List<String> deltas;

  private Reply(@Nullable String tool, List<String> deltas, long size) {
    this.tool = tool;
    this.deltas = deltas;
    this.size = size;
  }

  /**
   * The reply that the request and the knobs ask for.
   *
   * @param wholeToolCalls whether the arguments of a tool call are one delta
   */
  static Reply to(ModelRequest request, KnobSettings knobs, boolean wholeToolCalls) {
    String asked = knobs.text(Knob.TOOL_CALL);
    if (asked == null || asked.equals("false")) {
      return text(request, knobs);
    }
    String tool = asked.isEmpty() || asked.equals("true") ? request.toolName() : asked;
    String arguments = "{\"query\":" + Json.quote(request.question()) + "}";
    List<String> deltas =
        wholeToolCalls ? List.of(arguments) : pieces(arguments, knobs.count(Knob.CHUNKS));
    return new Reply(tool, deltas, deltas.size());
  }

  private static Reply text(ModelRequest request, KnobSettings knobs) {
    Answer answer = Answer.to(request.question(), request.context());
    List<String> deltas = new ArrayList<>();
    for (int i = 0; i <= answer.size(); i++) {
      deltas.add(answer.piece(i));
    }
    return new Reply(
        null, deltas, knobs.count(Knob.CHUNKS).orElseGet(() -> atLeast(answer.size(), knobs)));
  }

  private static List<String> pieces(String arguments, OptionalLong chunks) {
    long length = ARGUMENT_PIECE;
    if (chunks.isPresent()) {
      long count = Math.max(1, chunks.getAsLong());
      length = Math.max(1, (arguments.length() + chunks.getAsLong() - 1) / count);
    }
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < arguments.length(); i += (int) length) {
      pieces.add(arguments.substring(i, (int) Math.min(arguments.length(), i + length)));
    }
    return pieces;
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

  /** The tool that is called; null if this is a text. */
  @Nullable String tool() {
    return tool;
  }

  /** The id of the call of the tool, without what providers put before it. */
  String callId() {
    return callId;
  }

  /** How many deltas it has. */
  long size() {
    return size;
  }

  /** Those that differ. */
  List<String> deltas() {
    return deltas;
  }

  /** Which of {@link #deltas} comes at that place. */
  int deltaAt(long place) {
    return place < deltas.size() ? (int) place : (int) (1 + (place - 1) % (deltas.size() - 1));
  }

  /** All deltas together: the text, or the arguments of the tool. */
  String text() {
    return text(size);
  }

  /** The first so many deltas together. */
  String text(long count) {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < count; i++) {
      text.append(deltas.get(deltaAt(i)));
    }
    return text.toString();
  }
}
