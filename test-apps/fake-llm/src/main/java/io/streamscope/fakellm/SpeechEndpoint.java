/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.util.Map;

/** {@code POST /v1/audio/speech}: bytes, a piece for each delta that the text would have. */
final class SpeechEndpoint implements Endpoint {
  private static final int PIECE = 1024;
  private static final int WORD = 5;
  private static final Map<String, String> TYPES =
      Map.of(
          "mp3", "audio/mpeg",
          "opus", "audio/opus",
          "aac", "audio/aac",
          "flac", "audio/flac",
          "wav", "audio/wav",
          "pcm", "audio/pcm");

  private final FakeLlmOptions options;

  SpeechEndpoint(FakeLlmOptions options) {
    this.options = options;
  }

  @Override
  public void answer(Call call) throws IOException {
    KnobSettings knobs = call.knobs(options);
    Json body = Json.parse(call.body());
    String text =
        body.get("input").string().orElseThrow(() -> new IllegalArgumentException("no input"));
    String format = body.get("response_format").string().orElse("mp3");
    call.pause(knobs.millis(Knob.HEADERS_DELAY));
    WholeAnswer answer = new WholeAnswer(call, knobs);
    if (answer.isFault(Knob.ERROR_STATUS)) {
      answer.respondFault(Knob.ERROR_STATUS, errors());
      return;
    }
    call.startBody(TYPES.getOrDefault(format, "application/octet-stream"), 200, 0);
    call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
    write(call, knobs, knobs.count(Knob.CHUNKS).orElse(1 + text.length() / WORD));
  }

  private static void write(Call call, KnobSettings knobs, long pieces) throws IOException {
    byte[] piece = new byte[PIECE];
    long dropAfter = knobs.count(Knob.DROP_AFTER).orElse(-1);
    for (long i = 0; i < pieces; i++) {
      if (i == dropAfter) {
        call.flush();
        throw new ConnectionCut("drop-after " + i);
      }
      call.pause(i > 0 ? knobs.millis(Knob.CHUNK_GAP) : 0);
      piece[0] = (byte) i;
      call.write(piece);
      call.flush();
      call.countChunk(true, PIECE);
    }
  }
}
