/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.streamscope.stream.RecordedTelemetry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanParentsTest {

  private static final String SSE = "text/event-stream";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private static final String DROPPED = "streamscope.telemetry.dropped";
  private static final Attributes OUR_REASON =
      Attributes.of(AttributeKey.stringKey("reason"), "span_parents");

  private Span client;

  /** A stream of a caller without a span: it and the agent's span change places. */
  private InboundBody stream() {
    InboundCall call = http.call(Context.root(), new RequestTarget("GET", "h", 1, "/"));
    client = telemetry.streams().tracer().spanBuilder("GET").setNoParent().startSpan();
    ClientSpan.started(call.in(Context.root()).with(client), null, "GET", "http://h:1/");
    InboundBody body = call.answered(200, SSE, null);
    client.end();
    return body;
  }

  @Test
  void streamThatOutlivesManyOthers_keepsItsPlace() {
    InboundBody longOne = stream();
    SpanContext its = client.getSpanContext();
    for (int i = 0; i < 5000; i++) {
      stream().onEnd();
    }

    longOne.onEnd();

    SpanContext stream = longOne.stream().span().getSpanContext();
    assertThat(SpanParents.of(its)).isEqualTo(stream);
    assertThat(SpanParents.of(stream)).isEqualTo(SpanContext.getInvalid());
  }

  @Test
  void streamThatEnded_isKnownUntilItIsExported() {
    InboundBody body = stream();
    SpanContext its = client.getSpanContext();

    body.onEnd();

    assertThat(SpanParents.of(its)).isEqualTo(body.stream().span().getSpanContext());
    for (int i = 0; i < 5000; i++) {
      stream().onEnd();
    }
    assertThat(SpanParents.of(its)).isNull();
  }

  @Test
  void tooManyOpenStreams_leaveTheOthersAsTheyAreAndAreCounted() {
    List<InboundBody> bodies = new ArrayList<>();
    while (telemetry.counter(DROPPED, OUR_REASON) == 0 && bodies.size() < 40_000) {
      for (int i = 0; i < 1000; i++) {
        bodies.add(stream());
      }
    }

    assertThat(telemetry.counter(DROPPED, OUR_REASON)).isPositive();
    assertThat(SpanParents.of(client.getSpanContext())).isNull();
    InboundBody last = bodies.get(bodies.size() - 1);
    assertThat(SpanParents.of(last.stream().span().getSpanContext())).isNull();
    bodies.forEach(InboundBody::onEnd);
  }
}
