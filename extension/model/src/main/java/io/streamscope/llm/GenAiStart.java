/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.Feed;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamDirection;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamSide;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Opens the span of a model call with what is known of it at its start.
 *
 * @param telemetry of the library that makes the call
 * @param request what is asked
 * @param layer that opens it
 * @param parent in which it is made
 * @param startNanos when it was made, by the model's clock
 * @param onEnd is told which span has ended, before it is exported
 */
record GenAiStart(
    GenAiTelemetry telemetry,
    GenAiRequest request,
    CallLayer layer,
    Context parent,
    long startNanos,
    Consumer<SpanContext> onEnd) {

  /** A streamed call: its stream has the span. */
  StreamSpan stream(Context own, StreamObserver observer) {
    return telemetry
        .streams()
        .start(
            new StreamStart(
                request.spanName(),
                request.operation().spanKind(),
                own,
                request.protocol(),
                StreamDirection.INBOUND,
                StreamSide.CLIENT,
                request.serverAddress(),
                startNanos,
                attributes(),
                observer));
  }

  /** A blocking call. */
  Span span(long startEpochNanos) {
    return telemetry
        .streams()
        .tracer()
        .spanBuilder(request.spanName())
        .setSpanKind(request.operation().spanKind())
        .setParent(parent)
        .setAllAttributes(attributes())
        .setStartTimestamp(startEpochNanos, TimeUnit.NANOSECONDS)
        .startSpan();
  }

  /** What the call is to its request; what serves something else feeds nothing. */
  Feed feed() {
    if (request.operation().role() != GenAiOperation.Role.ANSWER) {
      return Feed.none();
    }
    Feed.Kind kind = request.streamed() ? Feed.Kind.STREAMED_MODEL : Feed.Kind.BLOCKING_MODEL;
    return Feed.of(parent, kind, startNanos, this::nameModel);
  }

  private void nameModel(Span fed) {
    if (request.model() != null) {
      fed.setAttribute(GenAiAttributes.REQUEST_MODEL, request.model());
    }
  }

  private Attributes attributes() {
    AttributesBuilder builder =
        Attributes.builder()
            .put(GenAiAttributes.OPERATION_NAME, request.operation().value())
            .put(GenAiAttributes.PROVIDER_NAME, request.provider())
            .putAll(request.attributes());
    if (request.model() != null) {
      builder.put(GenAiAttributes.REQUEST_MODEL, request.model());
    }
    if (request.serverAddress() != null) {
      builder.put(StreamAttributes.SERVER_ADDRESS, request.serverAddress());
      if (request.serverPort() > 0) {
        builder.put(StreamAttributes.SERVER_PORT, request.serverPort());
      }
    }
    if (request.streamed()) {
      builder.put(GenAiAttributes.REQUEST_STREAM, true);
    }
    return builder.build();
  }
}
