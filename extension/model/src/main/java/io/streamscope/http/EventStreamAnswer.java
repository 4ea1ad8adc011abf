/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.Failure;
import io.streamscope.wire.EventStreamHeaders;
import io.streamscope.wire.EventStreamParser;
import java.util.function.LongSupplier;

/**
 * What a model answers in an event stream of AWS. An event is a document; one of type {@code chunk}
 * has the model's own in it, as {@code bytes} of base64, or, as some that imitate it send it, is
 * it. One thread at a time.
 */
final class EventStreamAnswer implements EventStreamParser.Listener {

  private final GenAiCall call;
  private final WireAnswer answer;
  private final WrappedChunk chunk = new WrappedChunk();
  private final LongSupplier nanos; // when what is fed has come

  EventStreamAnswer(GenAiCall call, WireAnswer answer, LongSupplier nanos) {
    this.call = call;
    this.answer = answer;
    this.nanos = nanos;
  }

  @Override
  public void onDamage() {
    call.dropped("event");
  }

  @Override
  public void onMessage(
      EventStreamHeaders headers, byte[] payload, int length, long size, boolean complete) {
    String code = headers.error();
    if (code != null) {
      call.delta(new GenAiDelta().error(Failure.said(code, headers.errorMessage())));
      return;
    }
    String exception = headers.exception();
    String name = exception == null ? headers.event() : exception;
    if (name == null) {
      return;
    }
    if (!complete) {
      call.dropped("event");
      call.delta(new GenAiDelta().content(size));
    } else if (!name.equals("chunk")) {
      call.event(answer, name, payload, length, nanos.getAsLong());
    } else if (chunk.unwrap(payload, length)) {
      call.event(answer, null, chunk.bytes(), chunk.length(), nanos.getAsLong());
    } else {
      call.event(answer, null, payload, length, nanos.getAsLong());
    }
  }
}
