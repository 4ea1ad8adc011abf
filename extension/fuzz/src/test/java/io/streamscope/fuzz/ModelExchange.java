/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.ModelRequest;
import io.streamscope.http.RequestTarget;
import java.nio.ByteBuffer;

/** One question to a model and its answer, as an HTTP client tells of them. */
final class ModelExchange {

  private static final HttpStreamTelemetry TELEMETRY =
      HttpStreamTelemetry.create(FuzzTelemetry.runtime(), "fuzz");

  private final InboundBody body;

  /**
   * The question has been asked, and the headers of the answer are there.
   *
   * @param json what was asked
   */
  ModelExchange(String path, String json, int status, String contentType) {
    RequestTarget target = new RequestTarget("POST", "llm.example", 443, path);
    InboundCall call = requireNonNull(TELEMETRY.call(Context.root(), target));
    ModelRequest question = requireNonNull(call.question());
    byte[] asked = json.getBytes(UTF_8);
    question.begin();
    question.onBytes(asked, 0, asked.length);
    body = requireNonNull(call.answered(status, contentType, null));
    FuzzTelemetry.assertNothingSwallowed();
  }

  /** The answer has come, in pieces; returns what the span says of it. */
  Attributes answer(byte[] bytes, Delivery delivery) {
    delivery.all(bytes, new Receiver(body));
    FuzzTelemetry.assertNothingSwallowed();
    return FuzzTelemetry.endedBy(body::onEnd);
  }

  private record Receiver(InboundBody body) implements Delivery.Receiver {

    /** A client reports what it has read: ranges are those of its array. */
    @Override
    public void feed(byte[] bytes, int offset, int length) {
      int from = Math.max(0, offset);
      long to = Math.min(bytes.length, (long) offset + length);
      body.onBytes(bytes, from, (int) Math.max(0, to - from));
    }

    @Override
    public void feed(int b) {
      body.onBytes(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void feed(ByteBuffer buffer) {
      body.onBytes(buffer);
    }
  }
}
