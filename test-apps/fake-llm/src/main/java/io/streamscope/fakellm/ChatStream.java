/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** Answers one chat completion request with a stream of chunks, and with the faults asked for. */
final class ChatStream {
  private final Call call;
  private final KnobSettings knobs;
  private final ChatRequest request;
  private final Reply reply;
  private final ChatJson json;
  private final EventWriter events;
  private final long chunkGap;

  ChatStream(Call call, KnobSettings knobs, ChatRequest request, Reply reply, ChatJson json) {
    this.call = call;
    this.knobs = knobs;
    this.request = request;
    this.reply = reply;
    this.json = json;
    this.chunkGap = knobs.millis(Knob.CHUNK_GAP);
    this.events =
        new EventWriter(call, knobs.flag(Knob.CRLF), chunkGap > 0 || knobs.flag(Knob.FLUSH_EACH));
  }

  void write() throws IOException {
    call.setHeader("Cache-Control", "no-cache");
    call.startBody("text/event-stream; charset=utf-8", 200, 0);
    call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
    writeChunk(events.event(json.chunk(reply.openingDelta())), false);
    long reasoningChunks = knobs.count(Knob.REASONING_CHUNKS).orElse(0);
    writeReasoning(reasoningChunks);
    if (!writeDeltas(reasoningChunks > 0)) {
      return;
    }
    events.pause(chunkGap);
    writeChunk(events.event(json.finishChunk(reply.finishReason())), false);
    if (request.includeUsage() && !knobs.flag(Knob.NO_USAGE)) {
      writeChunk(events.event(json.usageChunk(usage(json, knobs, reply))), false);
    }
    if (!knobs.flag(Knob.NO_DONE)) {
      events.write(events.event("[DONE]"));
    }
    events.flush();
  }

  static String usage(ChatJson json, KnobSettings knobs, Reply reply) {
    long reasoningTokens =
        knobs
            .count(Knob.REASONING_TOKENS)
            .orElseGet(() -> knobs.count(Knob.REASONING_CHUNKS).orElse(0));
    return json.usage(
        reply.size() + reasoningTokens, knobs.count(Knob.CACHED_TOKENS).orElse(0), reasoningTokens);
  }

  private void writeReasoning(long count) throws IOException {
    byte[] event = events.event(json.chunk("{\"reasoning_content\":\"Let me think. \"}"));
    for (long i = 0; i < count; i++) {
      if (i > 0) {
        events.pause(chunkGap);
      }
      writeChunk(event, false);
    }
  }

  /** Returns whether the stream goes on to its regular end. */
  private boolean writeDeltas(boolean gapBeforeFirst) throws IOException {
    List<byte[]> prebuilt =
        reply.deltas().stream().map(delta -> events.event(json.chunk(delta))).toList();
    long size = reply.size();
    long dropAfter = faultPlace(Knob.DROP_AFTER, size);
    long errorAfter = faultPlace(Knob.ERROR_AFTER, size);
    long malformedAfter = faultPlace(Knob.MALFORMED_AFTER, size);
    long gapAt = knobs.count(Knob.GAP_AT).orElse(-1);
    long gapMillis = knobs.millis(Knob.GAP_MS);
    long comments = knobs.count(Knob.COMMENTS).orElse(0);
    for (long i = 0; ; i++) {
      if (i == dropAfter) {
        events.flush();
        throw new ConnectionCut("drop-after " + i);
      }
      if (i == errorAfter) {
        String error =
            Call.errorJson("server_error", "server_error", "The server had an error (injected).");
        writeChunk(events.event(error), false);
        events.flush();
        return false;
      }
      if (i == malformedAfter) {
        writeChunk(events.event("{not json"), false);
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
      writeChunk(prebuilt.get(reply.deltaAt(i)), true);
    }
  }

  /** The delta before which a fault strikes: at the latest after the last one. */
  private long faultPlace(Knob knob, long size) {
    OptionalLong place = knobs.count(knob);
    return place.isPresent() ? Math.min(size, place.getAsLong()) : -1;
  }

  private void writeChunk(byte[] event, boolean content) throws IOException {
    events.write(event);
    call.countChunk(content, events.payload(event));
  }
}
