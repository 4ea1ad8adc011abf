/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import static io.streamscope.instrumentation.openai.v2_0.OpenAiSingletons.telemetry;

import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.format.OpenAiChatFormat;
import io.streamscope.wire.SseParser;
import io.streamscope.wire.Tap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads along when the application reads the bytes of a raw response itself. */
final class OpenAiBodyTap implements Tap, SseParser.Listener {

  private static final int EVENT_MAX = 64 * 1024;
  private static final int DOCUMENT_MAX = 1024 * 1024; // its usage is at the end

  private final OpenAiCall call;
  private final OpenAiChatFormat format = new OpenAiChatFormat();
  private final SseParser parser = new SseParser(this, EVENT_MAX);
  private final ByteArrayOutputStream document = new ByteArrayOutputStream();
  private boolean cut;

  OpenAiBodyTap(OpenAiCall call) {
    this.call = call;
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    if (call.isStreamed()) {
      parser.feed(bytes, offset, length);
    } else {
      keep(bytes, offset, length);
    }
  }

  private void keep(byte[] bytes, int offset, int length) {
    int room = DOCUMENT_MAX - document.size();
    document.write(bytes, offset, Math.min(length, room));
    if (length > room && !cut) {
      cut = true;
      telemetry().dropped("document");
    }
  }

  @Override
  public void onEvent(SseParser.Event event) {
    if (!event.isDataComplete()) { // cannot be read, but that much is generated
      call.call().delta(new GenAiDelta().content(event.dataBytes()));
      return;
    }
    String data = new String(event.data(), 0, event.dataLength(), StandardCharsets.UTF_8);
    call.call().event(format, null, data);
  }

  @Override
  public void onComment(int bytes) {
    call.call().heartbeat();
  }

  @Override
  public void onEnd() {
    if (!call.isStreamed()) {
      call.call().answer(format, document.toString(StandardCharsets.UTF_8));
    }
    call.call().complete();
  }

  @Override
  public void onClose() {
    TracingStreamResponse.closed(call);
  }

  @Override
  public void onError(Throwable error) {
    call.failed(error);
  }
}
