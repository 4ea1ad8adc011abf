/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InboundCallTest {

  private static final String SSE = "text/event-stream;charset=UTF-8";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private static final RequestTarget TARGET =
      new RequestTarget("POST", "api.example.com", 443, "/v1/chat");

  private InboundCall call(Context caller) {
    InboundCall call = http.call(caller, TARGET);
    assertThat(call).isNotNull();
    return call;
  }

  private StreamSpan answer(Context request) {
    return http.announce(request, StreamProtocol.SSE, true).open(http, StreamProtocol.SSE, request);
  }

  private Span agentSpan(InboundCall call, Context caller) {
    Span client =
        telemetry
            .streams()
            .tracer()
            .spanBuilder("POST")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(caller)
            .startSpan();
    ClientSpan.started(
        call.in(caller).with(client), null, "POST", "https://api.example.com/v1/chat?key=REDACTED");
    return client;
  }

  private static void arrive(InboundBody body, String text) {
    body.onBytes(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void streamedAnswer_isOneSpanSinceTheRequest() {
    InboundCall call = call(Context.root());
    telemetry.clock().advanceMillis(40);
    InboundBody body = call.answered(200, SSE, null);
    telemetry.clock().advanceMillis(60);
    arrive(body, "data: a\n\n: ping\n\ndata: b");
    telemetry.clock().advanceMillis(10);
    arrive(body, "c\n\n");

    body.onEnd();

    SpanData span = telemetry.span();
    assertThat(span.getName()).isEqualTo("sse_stream api.example.com");
    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    Attributes attributes = span.getAttributes();
    assertThat(attributes.get(StreamAttributes.DIRECTION)).isEqualTo("inbound");
    assertThat(attributes.get(StreamAttributes.SERVER_ADDRESS)).isEqualTo("api.example.com");
    assertThat(attributes.get(StreamAttributes.SERVER_PORT)).isEqualTo(443);
    assertThat(attributes.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attributes.get(StreamAttributes.BYTES)).isEqualTo(3);
    assertThat(attributes.get(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(1);
    assertThat(attributes.get(StreamAttributes.TIME_TO_FIRST_CHUNK)).isEqualTo(0.1);
    assertThat(attributes.get(StreamAttributes.IDLE_TIME)).isEqualTo(0.11);
    assertThat(attributes.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
        .isGreaterThanOrEqualTo(40_000_000);
  }

  @Test
  void otherAnswer_isNothing() {
    assertThat(call(Context.root()).answered(200, "application/json", null)).isNull();
    assertThat(call(Context.root()).answered(200, null, null)).isNull();
    assertThat(telemetry.runtime().openStreams().size()).isZero();
    assertThat(telemetry.spans()).isEmpty();
  }

  @Test
  void lastLineWithoutItsEnd_counts() {
    InboundBody body = call(Context.root()).answered(200, "application/x-ndjson", null);
    arrive(body, "{}\n{\"a\":1}");

    body.onEnd();

    assertThat(telemetry.span().getName()).isEqualTo("ndjson_stream api.example.com");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.BYTES)).isEqualTo(9);
  }

  @Test
  void compressedBytes_areAChunkAPiece() {
    InboundBody body = call(Context.root()).answered(200, SSE, "gzip");
    arrive(body, "xx");
    arrive(body, "yyy");

    body.onEnd();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.BYTES)).isEqualTo(5);
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.PROTOCOL)).isEqualTo("sse");
  }

  @Test
  void errorStatus_isAnErrorNamedAfterIt() {
    InboundBody body = call(Context.root()).answered(503, SSE, null);
    arrive(body, "{\"error\":\"busy\"}");

    body.onEnd();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("503");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT)).isZero();
  }

  @Test
  void earlyClose_isCancelled() {
    InboundBody body = call(Context.root()).answered(200, SSE, null);

    body.onClose();
    body.onEnd();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("cancelled");
  }

  @Test
  void lateBytes_areATimeout() {
    InboundBody body = call(Context.root()).answered(200, SSE, null);

    body.onError(new HttpTimeoutException("late"));

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("timeout");
  }

  @Test
  void closeByADeadline_isATimeoutWithoutAnException() {
    InboundBody body = call(Context.root()).answered(200, SSE, null);

    Deadline.begin();
    body.onClose();
    Deadline.end();
    body.onClose();

    SpanData span = telemetry.span();
    assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("timeout");
    assertThat(span.getAttributes().get(StreamAttributes.CANCEL_REASON)).isEqualTo("timeout");
    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE)).isEqualTo("timeout");
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(telemetry.eventNames()).containsExactly("stream_start", "stream_timeout");
  }

  @Test
  void closeByADeadlineOfAnErrorStatus_isATimeoutAsWithAnException() {
    InboundBody body = call(Context.root()).answered(500, SSE, null);

    Deadline.begin();
    body.onClose();
    Deadline.end();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("timeout");
  }

  @Test
  void closeAfterADeadlineThatStoppedNothing_isCancelled() {
    InboundBody body = call(Context.root()).answered(200, SSE, null);
    Deadline.begin();
    Deadline.end();

    body.onClose();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("cancelled");
  }

  @Test
  void closeWhileADeadlineIsAtWorkOnAnotherThread_isCancelled() throws Exception {
    InboundBody body = call(Context.root()).answered(200, SSE, null);
    Thread application = new Thread(body::onClose);
    Deadline.begin();

    application.start();
    application.join();

    Deadline.end();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("cancelled");
  }

  @Test
  void streamThatHasEnded_isNotTouchedByADeadline() {
    InboundBody body = call(Context.root()).answered(200, SSE, null);
    body.onEnd();

    Deadline.begin();
    body.onClose();
    Deadline.end();

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("complete");
  }

  @Test
  void agentsSpan_isExportedBelowTheStream() {
    Span server = telemetry.streams().tracer().spanBuilder("GET /").startSpan();
    InboundCall call = call(Context.root().with(server));
    Span client = agentSpan(call, Context.root().with(server));

    InboundBody body = call.answered(200, SSE, null);

    SpanContext stream = body.stream().span().getSpanContext();
    assertThat(SpanParents.any()).isTrue();
    assertThat(SpanParents.of(client.getSpanContext())).isEqualTo(stream);
    assertThat(SpanParents.of(stream)).isNull();
    body.onEnd();
    assertThat(telemetry.span().getParentSpanId()).isEqualTo(server.getSpanContext().getSpanId());
  }

  @Test
  void callWithoutACaller_isOneTraceWithTheStreamOnTop() {
    InboundCall call = call(Context.root());
    Span client = agentSpan(call, Context.root());

    InboundBody body = call.answered(200, SSE, null);

    SpanContext stream = body.stream().span().getSpanContext();
    assertThat(stream.getTraceId()).isEqualTo(client.getSpanContext().getTraceId());
    assertThat(SpanParents.of(client.getSpanContext())).isEqualTo(stream);
    assertThat(SpanParents.of(stream)).isEqualTo(SpanContext.getInvalid());
  }

  @Test
  void unsampledAgentsSpan_isLeftAlone() {
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(StreamscopeConfig.defaults());
    InboundCall call =
        HttpStreamTelemetry.create(unsampled.runtime(), "client").call(Context.root(), TARGET);
    Span client = unsampled.streams().tracer().spanBuilder("GET").setNoParent().startSpan();
    ClientSpan.started(call.in(Context.root()).with(client), null, "POST", null);

    call.answered(200, SSE, null).onEnd();

    assertThat(SpanParents.of(client.getSpanContext())).isNull();
    assertThat(unsampled.spans()).isEmpty();
  }

  @Test
  void streamThatIsNotSampled_leavesTheAgentsSpanWhereItIs() {
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(StreamscopeConfig.defaults());
    InboundCall call =
        HttpStreamTelemetry.create(unsampled.runtime(), "client").call(Context.root(), TARGET);
    Span client = agentSpan(call, Context.root());

    call.answered(200, SSE, null).onEnd();

    assertThat(client.getSpanContext().isSampled()).isTrue();
    assertThat(SpanParents.of(client.getSpanContext())).isNull();
  }

  @Test
  void resumedStream_isLinkedToTheOneThatBrokeOff() {
    InboundBody first = call(Context.root()).answered(200, SSE, null);
    arrive(first, "id: 17\ndata: a\n\nid: 18\ndata: b");
    first.onError(new java.io.IOException("reset"));
    InboundCall again = call(Context.root());
    again.headers(Map.of("Last-Event-ID", "17")::get); // 18 was never dispatched

    again.answered(200, SSE, null).onEnd();

    SpanData resumed = telemetry.spans().get(1);
    assertThat(resumed.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .isEqualTo(List.of(telemetry.spans().get(0).getSpanId()));
    assertThat(resumed.getAttributes().get(StreamAttributes.LAST_EVENT_ID_PRESENT)).isTrue();
    assertThat(resumed.getAttributes().asMap().values()).doesNotContain("17");
  }

  @Test
  void streamsThatEndedAtTheSameEvent_areNotTakenForEachOther() {
    endAt("1001");
    endAt("1001");

    assertThat(resume("1001").getLinks()).isEmpty();

    telemetry.clock().advanceMillis(61_000); // whoever reconnects has done so
    endAt("1001");
    SpanData third = telemetry.spans().get(3);
    SpanData resumed = resume("1001");
    assertThat(resumed.getLinks()).hasSize(1);
    assertThat(resumed.getLinks().get(0).getSpanContext()).isEqualTo(third.getSpanContext());

    endAt("1001"); // the one before has been gone on with
    assertThat(resume("1001").getLinks()).hasSize(1);
  }

  private void endAt(String eventId) {
    InboundBody stream = call(Context.root()).answered(200, SSE, null);
    arrive(stream, "id: " + eventId + "\ndata: a\n\n");
    stream.onEnd();
  }

  /** The span of a stream that goes on after an event. */
  private SpanData resume(String eventId) {
    InboundCall again = call(Context.root());
    again.headers(Map.of("Last-Event-ID", eventId)::get);
    again.answered(200, SSE, null).onEnd();
    List<SpanData> spans = telemetry.spans();
    return spans.get(spans.size() - 1);
  }

  @Test
  void eventOfTheSameNameElsewhereOnTheServer_isAnother() {
    InboundBody first = call(Context.root()).answered(200, SSE, null);
    arrive(first, "id: 2001\ndata: a\n\n");
    first.onEnd();
    InboundCall other =
        http.call(Context.root(), new RequestTarget("GET", "api.example.com", 443, "/v1/news"));
    other.headers(Map.of("Last-Event-ID", "2001")::get);

    other.answered(200, SSE, null).onEnd();

    assertThat(telemetry.spans().get(1).getLinks()).isEmpty();
  }

  @Test
  void requestThatNamesAnUnknownEvent_hasNoLink() {
    InboundCall call = call(Context.root());
    call.headers(Map.of("Last-Event-ID", "of another life")::get);

    call.answered(200, SSE, null).onEnd();

    assertThat(telemetry.span().getLinks()).isEmpty();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.LAST_EVENT_ID_PRESENT))
        .isTrue();
  }

  @Test
  void streamThatFeedsAnother_explainsItsFirstChunk() {
    Context request =
        HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), context -> "/relay", false);
    StreamSpan answer = answer(request);
    telemetry.clock().advanceMillis(5);
    InboundCall call = call(request);
    telemetry.clock().advanceMillis(70);
    InboundBody body = call.answered(200, SSE, null);
    arrive(body, "data: a\n\n");
    telemetry.clock().advanceMillis(2);
    answer.chunk(1);

    answer.complete();

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(attributes.get(StreamAttributes.HTTP_ROUTE)).isEqualTo("/relay");
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL)).isEqualTo(0.005);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_MODEL)).isEqualTo(0.07);
    assertThat(attributes.get(StreamAttributes.FIRST_CHUNK_RELAY)).isEqualTo(0.002);
    assertThat(attributes.get(StreamAttributes.RELAY_LAG_MAX)).isEqualTo(0.002);
  }

  @Test
  void streamThatIsReadForNobody_isOrphaned() {
    Context request =
        HttpAnswer.begin(Context.root(), telemetry.clock().getAsLong(), context -> null, false);
    StreamSpan answer = answer(request);
    InboundBody body = call(request).answered(200, SSE, null);
    answer.disconnect();
    telemetry.clock().advanceMillis(3000);
    arrive(body, "data: a\n\n");

    body.onEnd();

    SpanData span = telemetry.spans().get(1);
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED)).isTrue();
    assertThat(span.getAttributes().get(StreamAttributes.ORPHANED_CHUNK_COUNT)).isEqualTo(1);
    assertThat(span.getEvents())
        .extracting(event -> event.getName())
        .contains("downstream_disconnected");
  }
}
