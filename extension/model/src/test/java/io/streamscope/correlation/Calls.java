/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.stream.FakeClock;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;

/** One server request that answers with an SSE stream and calls models, on recorded telemetry. */
final class Calls {

  static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");

  private final RecordedTelemetry telemetry;
  private final GenAiTelemetry models;
  private final Context request;

  /** The request comes in now. */
  Calls(RecordedTelemetry telemetry) {
    this.telemetry = telemetry;
    this.models = GenAiTelemetry.create(telemetry.runtime(), "test");
    this.request = RequestTimeline.start(Context.root(), telemetry.clock().getAsLong());
  }

  Context context() {
    return request;
  }

  RequestTimeline timeline() {
    return RequestTimeline.fromContext(request);
  }

  FakeClock clock() {
    return telemetry.clock();
  }

  /** The application begins to answer the request. */
  StreamSpan answer() {
    return telemetry
        .streams()
        .start(
            StreamStart.outbound(
                request,
                StreamProtocol.SSE,
                "/chat",
                timeline().startNanos(),
                new RelayObserver(timeline(), telemetry.runtime().metrics())));
  }

  /** The application calls a model. */
  GenAiCall call(String model, boolean streamed) {
    return models.start(
        new GenAiRequest(
            GenAiOperation.CHAT,
            "openai",
            model,
            "api.openai.com",
            443,
            streamed,
            Attributes.empty()),
        CallLayer.SDK,
        request);
  }

  /** The application asks for vectors. */
  GenAiCall embed() {
    return models.start(
        new GenAiRequest(
            GenAiOperation.EMBEDDINGS, "openai", "ada", null, -1, false, Attributes.empty()),
        CallLayer.SDK,
        request);
  }

  SpanData answerSpan() {
    return telemetry.spans().stream()
        .filter(span -> "outbound".equals(span.getAttributes().get(StreamAttributes.DIRECTION)))
        .reduce(Calls::notTwo)
        .orElseThrow();
  }

  SpanData modelSpan() {
    return telemetry.spans().stream()
        .filter(span -> span.getKind() == SpanKind.CLIENT)
        .reduce(Calls::notTwo)
        .orElseThrow();
  }

  private static SpanData notTwo(SpanData one, SpanData two) {
    throw new AssertionError("two spans: " + one.getName() + ", " + two.getName());
  }
}
