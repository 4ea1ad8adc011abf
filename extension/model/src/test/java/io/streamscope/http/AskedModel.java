/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.stream.RecordedTelemetry;
import java.util.Random;

/** A model that is asked over HTTP, and its answer as a client reads it. */
final class AskedModel {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final InboundBody body;

  private AskedModel(RequestTarget target, String question, String contentType) {
    HttpStreamTelemetry http = HttpStreamTelemetry.create(telemetry.runtime(), "client");
    InboundCall call = requireNonNull(http.call(Context.root(), target));
    byte[] asked = question.getBytes(UTF_8);
    ModelRequest request = requireNonNull(call.question());
    request.begin();
    request.onBytes(asked, 0, asked.length);
    body = requireNonNull(call.answered(200, contentType, null));
  }

  /** The headers of the answer are there, of a host that says nothing. */
  static AskedModel answering(String path, String question, String contentType) {
    return answering(new RequestTarget("POST", "llm.example", 443, path), question, contentType);
  }

  static AskedModel answering(RequestTarget target, String question, String contentType) {
    return new AskedModel(target, question, contentType);
  }

  InboundBody body() {
    return body;
  }

  RecordedTelemetry telemetry() {
    return telemetry;
  }

  AskedModel read(String text) {
    return read(text.getBytes(UTF_8));
  }

  AskedModel read(byte[] bytes) {
    body.onBytes(bytes, 0, bytes.length);
    return this;
  }

  /** Reads all of it in pieces of any size. */
  AskedModel read(byte[] bytes, Random random, int most) {
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, random.nextInt(most + 1));
      body.onBytes(bytes, at, length);
      at += length;
    }
    return this;
  }

  /** To its end. */
  SpanData complete() {
    body.onEnd();
    return telemetry.span();
  }

  /** The connection breaks. */
  SpanData failed(Throwable error) {
    body.onError(error);
    return telemetry.span();
  }

  /** The application closes it. */
  SpanData closed() {
    body.onClose();
    return telemetry.span();
  }
}
