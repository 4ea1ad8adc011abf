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
import org.jspecify.annotations.Nullable;

/**
 * Opens the span of a model call with what is known of it at its start.
 *
 * @param telemetry of the library that makes the call
 * @param request what is asked
 * @param layer that opens it
 * @param parent in which it is made
 * @param startNanos when it was made, by the model's clock
 * @param onEnd is told which span has ended, before it is exported
 * @param foreign whose span it is, null if it is to have one of its own
 */
record GenAiStart(
    GenAiTelemetry telemetry,
    GenAiRequest request,
    CallLayer layer,
    Context parent,
    long startNanos,
    Consumer<SpanContext> onEnd,
    @Nullable ForeignCall foreign) {

  /** Where the call is made: a span of somebody else's is current as it is. */
  @Override
  public Context parent() {
    return foreign == null ? parent : foreign.current(parent);
  }

  /** A streamed call: its stream has the span. */
  StreamSpan stream(Context own, StreamObserver observer) {
    StreamStart start =
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
            observer);
    return foreign == null
        ? telemetry.streams().start(start)
        : telemetry.streams().startOn(enriched(foreign), start);
  }

  private EnrichedSpan enriched(ForeignCall call) {
    EnrichedSpan span = new EnrichedSpan(call, this::below);
    call.countAttempts(span);
    return span;
  }

  /** The span of the stream, where that of the call has ended before it. */
  private Span below() {
    return request.streamed()
        ? telemetry
            .streams()
            .span(
                StreamStart.inbound(
                    parent(),
                    request.protocol(),
                    request.serverAddress(),
                    request.serverPort(),
                    startNanos,
                    null))
        : Span.getInvalid();
  }

  /** A blocking call. */
  Span span(long startEpochNanos) {
    if (foreign != null) {
      return enriched(foreign).setAllAttributes(attributes());
    }
    return telemetry
        .streams()
        .tracer()
        .spanBuilder(request.spanName())
        .setSpanKind(request.operation().spanKind())
        .setParent(parent())
        .setAllAttributes(attributes())
        .setStartTimestamp(startEpochNanos, TimeUnit.NANOSECONDS)
        .startSpan();
  }

  /** The context in which its span is current. */
  Context current(Context own, Span span) {
    return foreign == null ? own.with(span) : own;
  }

  /** Whether nobody else records the metrics of the call. */
  boolean isCounted() {
    return foreign == null || !foreign.isCounted();
  }

  /** The call has its span. */
  void opened(GenAiSpan call) {
    if (foreign != null) {
      foreign.followedBy(call);
    }
  }

  /**
   * The call is about to end.
   *
   * @param answered whether any of its answer has come, and it did not fail then
   */
  void ends(SpanContext span, boolean answered) {
    onEnd.accept(span);
    if (foreign != null) {
      foreign.followed(answered);
    }
  }

  /** What the call is to its request; what serves something else feeds nothing. */
  Feed feed() {
    if (request.operation().role() != GenAiOperation.Role.ANSWER) {
      return Feed.none();
    }
    Feed.Kind kind = request.streamed() ? Feed.Kind.STREAMED_MODEL : Feed.Kind.BLOCKING_MODEL;
    return Feed.of(parent(), kind, startNanos, this::nameModel);
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
