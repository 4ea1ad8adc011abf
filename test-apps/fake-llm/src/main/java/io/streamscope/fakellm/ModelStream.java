/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Answers one request with a stream in whatever protocol, and with the faults asked for. */
final class ModelStream {
  /** What an injected error says. */
  static final String FAULT = "The server had an error (injected).";

  private static final String REASONING = "Let me think. ";

  /** Until then, whoever reads has read what came before the fault. */
  private static final int BEFORE_FAULT_MS = 150;

  private final Call call;
  private final KnobSettings knobs;
  private final Reply reply;
  private final Rendering rendering;
  private final Framing framing;
  private final EventWriter events;
  private final long chunkGap;

  ModelStream(Call call, KnobSettings knobs, Reply reply, Rendering rendering) {
    this.call = call;
    this.knobs = knobs;
    this.reply = reply;
    this.rendering = rendering;
    this.chunkGap = knobs.millis(Knob.CHUNK_GAP);
    this.framing = rendering.framing(knobs.flag(Knob.CRLF));
    this.events =
        new EventWriter(
            call,
            framing,
            chunkGap > 0 || knobs.flag(Knob.FLUSH_EACH),
            knobs.flag(Knob.UNKNOWN_FIELDS));
  }

  void write() throws IOException {
    call.setHeader("Cache-Control", "no-cache");
    call.startBody(framing.contentType(), 200, 0);
    call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
    events.write(rendering.opening());
    long reasoningChunks = knobs.count(Knob.REASONING_CHUNKS).orElse(0);
    if (reasoningChunks > 0) {
      writeReasoning(reasoningChunks);
    }
    events.write(rendering.contentStart());
    if (writeDeltas(reasoningChunks > 0)) {
      events.pause(chunkGap);
      events.write(rendering.finish());
      if (!knobs.flag(Knob.NO_DONE)) {
        events.write(rendering.end());
        events.close();
      }
    }
    events.flush();
  }

  private void writeReasoning(long count) throws IOException {
    events.write(rendering.reasoningStart());
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        events.pause(chunkGap);
      }
      events.write(rendering.reasoning(i, REASONING));
    }
    events.write(rendering.reasoningEnd());
  }

  /** Returns whether the stream goes on to its regular end. */
  private boolean writeDeltas(boolean gapBeforeFirst) throws IOException {
    List<Event> prebuilt = prebuilt();
    long size = reply.size();
    long dropAfter = faultPlace(Knob.DROP_AFTER, size);
    long errorAfter = faultPlace(Knob.ERROR_AFTER, size);
    long malformedAfter = faultPlace(Knob.MALFORMED_AFTER, size);
    long gapAt = knobs.count(Knob.GAP_AT).orElse(-1);
    long gapMillis = knobs.millis(Knob.GAP_MS);
    long bigDelta = knobs.count(Knob.BIG_DELTA).orElse(0);
    long comments = knobs.count(Knob.COMMENTS).orElse(0);
    for (long i = 0; ; i++) {
      if (i == dropAfter) {
        events.pause(Math.max(chunkGap, BEFORE_FAULT_MS));
        throw new ConnectionCut("drop-after " + i);
      }
      if (i == errorAfter) {
        events.pause(Math.max(chunkGap, BEFORE_FAULT_MS));
        events.write(rendering.error(FAULT));
        events.close();
        return false;
      }
      if (i == malformedAfter) {
        events.pause(Math.max(chunkGap, BEFORE_FAULT_MS));
        events.write(List.of(new Frame(rendering.nameOfMalformed(), "{not json", true)));
      }
      if (i == size) {
        return true;
      }
      if (i + 1 == gapAt) {
        events.pause(gapMillis);
      } else if (i > 0 || gapBeforeFirst) {
        events.pause(chunkGap);
      }
      for (long comment = 0; comment < comments; comment++) {
        events.writeComment();
      }
      int delta = reply.deltaAt(i);
      String filler = i == 1 ? "x".repeat((int) bigDelta) : "";
      Event event =
          prebuilt.isEmpty() || !filler.isEmpty()
              ? events.event(rendering.content(i, reply.deltas().get(delta) + filler))
              : prebuilt.get(delta);
      events.write(event, true);
    }
  }

  /** All events that there can be, if they depend on nothing but what they say. */
  private List<Event> prebuilt() {
    return rendering.isRepeatable()
        ? reply.deltas().stream().map(delta -> events.event(rendering.content(0, delta))).toList()
        : List.of();
  }

  /** The delta before which a fault strikes: at the latest after the last one. */
  private long faultPlace(Knob knob, long size) {
    OptionalLong place = knobs.count(knob);
    return place.isPresent() ? Math.min(size, place.getAsLong()) : -1;
  }
}
