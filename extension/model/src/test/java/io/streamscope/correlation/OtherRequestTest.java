/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamSpan;
import org.junit.jupiter.api.Test;

/** One request opens a stream, others ask and feed it. */
class OtherRequestTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final Calls opening = new Calls(telemetry);
  private final StreamSpan answer = opening.answer();

  @Test
  void streamFedByAnotherRequest_isLinkedAndExplainedByIt() {
    pass(60_000); // the user types
    Calls asking = new Calls(telemetry);
    Span server = server(asking);
    pass(10);
    GenAiCall model = asking.call("writer", true);
    pass(400);
    model.delta(new GenAiDelta().content(4));
    pass(3);
    write(asking.context());
    model.delta(new GenAiDelta().content(4));
    pass(5);
    write(asking.context());
    model.complete();

    answer.complete();

    Attributes attributes = opening.answerSpan().getAttributes();
    assertThat(attributes.get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(60.413);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_TIME)).isEqualTo(0.413);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.01);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.4);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.003);
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MAX)).isEqualTo(0.005);
    assertThat(attributes.get(Calls.REQUEST_MODEL)).isEqualTo("writer");
    assertThat(opening.answerSpan().getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(server.getSpanContext());
  }

  @Test
  void requestWhoseSpanNobodyTold_isLinkedByTheSpanThatIsCurrent() {
    Calls asking = new Calls(telemetry);
    Span handler = span(asking.context());

    write(asking.context().with(handler));
    answer.complete();

    assertThat(opening.answerSpan().getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(handler.getSpanContext());
  }

  @Test
  void requestsThatTakeTurns_areLinkedOnceEach() {
    Calls one = new Calls(telemetry);
    Calls two = new Calls(telemetry);
    SpanContext first = server(one).getSpanContext();
    SpanContext second = server(two).getSpanContext();
    for (int i = 0; i < 100; i++) {
      write(one.context());
      write(two.context());
      write(opening.context());
    }

    answer.complete();

    assertThat(opening.answerSpan().getLinks())
        .extracting(LinkData::getSpanContext)
        .containsExactly(first, second);
  }

  @Test
  void manyRequests_areLinkedUpToALimit() {
    for (int i = 0; i < 100; i++) {
      Calls other = new Calls(telemetry);
      server(other);
      write(other.context());
    }

    answer.complete();

    assertThat(opening.answerSpan().getLinks()).hasSize(16);
  }

  @Test
  void requestThatOnlyWrites_leavesTheModelOfTheOwnRequest() {
    Calls other = new Calls(telemetry);
    GenAiCall model = opening.call("writer", true);
    pass(100);
    model.delta(new GenAiDelta().content(4));
    write(other.context());
    model.complete();

    answer.complete();

    assertThat(opening.answerSpan().getAttributes().get(StreamAttributes.FIRST_CHUNK_MODEL))
        .isEqualTo(0.1);
  }

  @Test
  void readerThatLeaves_isNothingToTheOtherRequest() {
    Calls asking = new Calls(telemetry);
    GenAiCall model = asking.call("writer", true);
    model.delta(new GenAiDelta().content(4));
    write(asking.context());
    answer.disconnect();
    pass(5_000);
    model.delta(new GenAiDelta().content(4));

    model.complete();

    assertThat(opening.modelSpan().getAttributes().get(StreamAttributes.ORPHANED)).isNull();
  }

  private void write(Context context) {
    try (Scope ignored = context.makeCurrent()) {
      answer.chunk(4);
    }
  }

  private Span server(Calls request) {
    Span span = span(request.context());
    RequestTimeline.serverSpanStarted(request.context().with(span));
    return span;
  }

  private Span span(Context parent) {
    return telemetry
        .streams()
        .tracer()
        .spanBuilder("POST")
        .setSpanKind(SpanKind.SERVER)
        .setParent(parent)
        .startSpan();
  }

  private void pass(long millis) {
    telemetry.clock().advanceMillis(millis);
  }
}
