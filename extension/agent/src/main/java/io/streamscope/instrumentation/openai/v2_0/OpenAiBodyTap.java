/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import io.streamscope.json.JsonDigest;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.format.OpenAiChatFormat;
import io.streamscope.wire.SseParser;
import io.streamscope.wire.Tap;

/** Reads along when the application reads the bytes of a raw response itself. */
final class OpenAiBodyTap implements Tap, SseParser.Listener {

  private static final int EVENT_MAX = 64 * 1024;

  private final OpenAiCall call;
  private final WireAnswer answer = new WireAnswer(new OpenAiChatFormat());
  private final SseParser parser = new SseParser(this, EVENT_MAX, answer::passing);
  private final JsonDigest document = new JsonDigest();

  OpenAiBodyTap(OpenAiCall call) {
    this.call = call;
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    if (call.isStreamed()) {
      parser.feed(bytes, offset, length);
    } else {
      document.feed(bytes, offset, length);
    }
  }

  @Override
  public void onEvent(SseParser.Event event) {
    GenAiCall read = call.call();
    if (event.isDataComplete()) {
      read.event(answer, null, event.data(), event.dataLength(), read.nanoTime());
    } else {
      read.longEvent(answer, null, event.dataBytes(), read.nanoTime());
    }
  }

  @Override
  public void onComment(int bytes) {
    call.call().heartbeat();
  }

  @Override
  public void onEnd() {
    if (!call.isStreamed()) {
      call.call().answer(answer, document.reader());
    }
    call.call().complete();
  }

  @Override
  public void onClose() {
    call.call().closed();
  }

  @Override
  public void onError(Throwable error) {
    call.failed(error);
  }
}
