/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignCall.Maker;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An SDK makes spans of its own: of the method, of the call, of each request. */
class ForeignSpansTest {

  private static final RequestTarget CHAT =
      new RequestTarget("POST", "llm.example", 443, "/models/chat/completions");
  private static final String URL = "https://llm.example/models/chat/completions?api-version=x";
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,\"model\":\"m-1\"}";
  private static final String CHUNK =
      "data: {\"id\":\"c-1\",\"model\":\"m-1.1\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\"a\"}}]}\n\n";
  private static final String FINISH =
      "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: [DONE]\n\n";
  private static final String SSE = "text/event-stream";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");
  private final Span server = span("GET /run");
  private final Context caller = Context.root().with(server);
  private Span above;
  private Span client;

  @BeforeEach
  void start() {
    above = telemetry.streams().tracer().spanBuilder("above").setParent(caller).startSpan();
    client =
        telemetry.streams().tracer().spanBuilder("POST").setParent(caller.with(above)).startSpan();
    ForeignClientSpans.started(client.getSpanContext(), above.getSpanContext(), "POST", URL);
  }

  @AfterEach
  void end() {
    ForeignClientSpans.ended(client.getSpanContext());
    ForeignModelSpans.ended(above.getSpanContext());
  }

  private Span span(String name) {
    return telemetry.streams().tracer().spanBuilder(name).startSpan();
  }

  private InboundCall ask(Context in) {
    InboundCall call = requireNonNull(http.call(in, CHAT));
    byte[] bytes = QUESTION.getBytes(UTF_8);
    requireNonNull(call.question()).onBytes(bytes, 0, bytes.length);
    return call;
  }

  private static void read(InboundBody body, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    body.onBytes(bytes, 0, bytes.length);
  }

  private String traceparent() {
    return "00-"
        + client.getSpanContext().getTraceId()
        + "-"
        + client.getSpanContext().getSpanId()
        + "-01";
  }

  /** Of somebody with whose span the call ends. */
  private void aboveIsTheCall() {
    Set<String> texts = Set.of(GenAiAttributes.RESPONSE_FINISH_REASONS.getKey());
    ForeignModelSpans.started(
        ForeignCall.of(above, ForeignSpans.READER, null, new Maker(false, true, texts)));
  }

  /** As its owner does, and the SDK tells. */
  private void endAbove() {
    ForeignModelSpans.ending(above.getSpanContext());
    above.end();
  }

  private void callIsBetweenBothSpans() {
    SpanData call = telemetry.span();
    assertThat(call).hasName("chat m-1").hasParentSpanId(above.getSpanContext().getSpanId());
    assertThat(requireNonNull(SpanParents.of(client.getSpanContext())).getSpanId())
        .isEqualTo(call.getSpanId());
  }

  @Test
  void requestInASpanOfAnSdk_isACallAboveIt() {
    InboundCall call = ask(caller.with(client));

    requireNonNull(call.answered(200, SSE, null)).onEnd();

    callIsBetweenBothSpans();
  }

  @Test
  void requestThatCarriesASpanOfAnSdk_isACallAboveIt() {
    InboundCall call = ask(caller);
    call.carries(traceparent());

    requireNonNull(call.answered(200, SSE, null)).onEnd();

    callIsBetweenBothSpans();
  }

  @Test
  void requestThatCarriesAnotherSpan_isBelowItsCaller() {
    InboundCall call = ask(caller);
    call.carries("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    call.carries("malformed");
    call.carries(null);

    requireNonNull(call.answered(200, SSE, null)).onEnd();

    assertThat(telemetry.span()).hasParentSpanId(server.getSpanContext().getSpanId());
    assertThat(SpanParents.of(client.getSpanContext())).isNull();
  }

  @Test
  void spanOfAnotherResource_isTheCaller() {
    InboundCall call =
        requireNonNull(
            http.call(
                caller.with(client), new RequestTarget("POST", "llm.example", 443, "/token")));

    requireNonNull(call.answered(200, SSE, null)).onEnd();

    assertThat(telemetry.span()).hasParentSpanId(client.getSpanContext().getSpanId());
  }

  @Test
  void spanOfTheCall_isEnrichedAndEndedByItsOwner() {
    aboveIsTheCall();
    InboundCall call = ask(caller);
    call.carries(traceparent());
    InboundBody body = requireNonNull(call.answered(200, SSE, null));
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();
    assertThat(telemetry.spans()).isEmpty();
    endAbove();

    assertThat(telemetry.span())
        .hasName("above")
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "m-1.1"))
        .hasAttribute(equalTo(GenAiAttributes.PROVIDER_NAME, "azure.ai.inference"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .isNull();
  }

  @Test
  void ownerThatEndsBeforeTheAnswer_hasCancelledIt() {
    aboveIsTheCall();
    InboundCall call = ask(caller.with(client));
    InboundBody body = requireNonNull(call.answered(200, SSE, null));
    read(body, CHUNK);
    endAbove();
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("above")
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"));
  }

  @Test
  void errorOfTheProvider_isKnownBetterThanItsException() {
    aboveIsTheCall();
    InboundCall call = ask(caller.with(client));
    InboundBody body = requireNonNull(call.answered(429, "application/json", null));
    read(body, "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\"}}");
    body.onEnd();
    above.setAttribute(StreamAttributes.ERROR_TYPE, "com.example.SdkException");
    endAbove();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "rate_limit_exceeded"));
  }

  @Test
  void callOfAnEnrichedSpan_isRecordedOnce() {
    aboveIsTheCall();
    InboundCall call = ask(caller.with(client));
    requireNonNull(call.answered(200, SSE, null)).onEnd();
    endAbove();

    assertThat(telemetry.spans()).extracting(SpanData::getName).containsExactly("above");
    assertThat(telemetry.histogram("gen_ai.client.operation.duration")).hasSize(1);
  }
}
