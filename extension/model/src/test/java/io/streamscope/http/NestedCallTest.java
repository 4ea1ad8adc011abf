/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.llm.Models;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import org.junit.jupiter.api.Test;

/** Requests of several layers: one that is handed down, or one that is made inside of another. */
class NestedCallTest {

  private static final String SSE = "text/event-stream";
  private static final RequestTarget API =
      new RequestTarget("POST", "api.example.com", 443, "/v1/chat");
  private static final RequestTarget SECOND =
      new RequestTarget("POST", "second.example.com", 443, "/v1/chat");
  private static final RequestTarget TOKENS =
      new RequestTarget("POST", "api.example.com", 443, "/oauth/token");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");
  private final Span server = span("GET /");
  private final Context caller = Context.root().with(server);

  private Span span(String name) {
    return telemetry.streams().tracer().spanBuilder(name).setNoParent().startSpan();
  }

  private InboundCall call(RequestTarget target) {
    return http.call(Context.current(), target);
  }

  private static SpanContext started(Context context, Span client, RequestTarget target) {
    String url = "https://" + target.host() + target.path() + "?q=1";
    ClientSpan.started(context.with(client), SpanContext.getInvalid(), target.method(), url);
    return client.getSpanContext();
  }

  @Test
  void layersOfOneRequest_areOneCall() {
    InboundCall outer = http.call(caller, API);

    try (Scope ignored = outer.issue()) {
      assertThat(call(API)).isSameAs(outer);
      assertThat(call(new RequestTarget("POST", null, 0, null))).isSameAs(outer);
      assertThat(InboundCall.current()).isSameAs(outer);
    }
    assertThat(InboundCall.current()).isNull();
  }

  @Test
  void requestToAnotherServerOrPath_isACallOfItsOwn() {
    InboundCall outer = http.call(caller, API);

    try (Scope ignored = outer.issue()) {
      for (RequestTarget other :
          new RequestTarget[] {
            TOKENS, SECOND, new RequestTarget("GET", "api.example.com", 443, "/v1/chat")
          }) {
        InboundCall nested = call(other);
        assertThat(nested).isNotNull().isNotSameAs(outer);
        try (Scope inside = nested.issue()) {
          assertThat(InboundCall.current()).isSameAs(nested);
        }
        nested.over();
        assertThat(InboundCall.current()).isSameAs(outer);
      }
    }
  }

  @Test
  void nestedRequest_takesNothingFromTheOuterOne() {
    InboundCall outer = http.call(caller, API);
    Span token = span("POST");
    Span real = span("POST");
    InboundBody stream;
    try (Scope ignored = outer.issue()) {
      InboundCall nested = call(TOKENS);
      try (Scope inside = nested.issue()) {
        started(Context.current(), token, TOKENS);
        assertThat(nested.answered(200, "application/json", null)).isNull();
      }
      started(Context.current(), real, API);
      stream = InboundCall.current().answered(200, SSE, null);
    }

    stream.onEnd();

    assertThat(SpanParents.of(token.getSpanContext())).isNull();
    assertThat(SpanParents.of(real.getSpanContext()))
        .isEqualTo(stream.stream().span().getSpanContext());
    assertThat(telemetry.span().getParentSpanId()).isEqualTo(server.getSpanContext().getSpanId());
  }

  @Test
  void spanOfAClientThatNobodyWatches_isNotTheCalls() {
    InboundCall outer = http.call(caller, API);
    Span token = span("POST");
    Span real = span("POST");

    try (Scope ignored = outer.issue()) {
      started(Context.current(), token, TOKENS);
      started(Context.current(), real, API);
    }
    InboundBody stream = outer.answered(200, SSE, null);

    assertThat(SpanParents.of(token.getSpanContext())).isNull();
    assertThat(SpanParents.of(real.getSpanContext()))
        .isEqualTo(stream.stream().span().getSpanContext());
  }

  @Test
  void spanOfARedirection_replacesTheOneBefore() {
    InboundCall outer = http.call(caller, API);
    Span first = span("POST");
    Span second = span("POST");

    try (Scope ignored = outer.issue()) {
      started(Context.current(), first, API);
      started(Context.current(), second, TOKENS);
    }
    outer.answered(200, SSE, null);

    assertThat(SpanParents.of(first.getSpanContext())).isNull();
    assertThat(SpanParents.of(second.getSpanContext())).isNotNull();
  }

  @Test
  void requestAfterOneThatFailed_beginsWhenItIsMade() {
    InboundCall first = http.call(caller, API);
    telemetry.clock().advanceMillis(500);
    Context leaked = first.in(caller);
    CallScope.end(first.issue(), new IllegalStateException("no connection"));

    InboundCall second = http.call(leaked, SECOND);
    telemetry.clock().advanceMillis(20);
    second.answered(200, SSE, null).onEnd();

    assertThat(telemetry.span().getName()).isEqualTo("sse_stream second.example.com");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.IDLE_TIME)).isEqualTo(0.02);
    assertThat(telemetry.span().getParentSpanId()).isEqualTo(server.getSpanContext().getSpanId());
  }

  @Test
  void retryOfACallThatHasEnded_isACallOfItsOwn() {
    InboundCall first = http.wrapper(caller, API);
    first.over();

    InboundCall second = http.call(caller, API, first);

    assertThat(second).isNotNull().isNotSameAs(first);
  }

  @Test
  void wrapper_learnsFromBelowWhichServerIsAsked() {
    InboundCall outer =
        http.wrapper(caller, new RequestTarget("POST", "stock-service", -1, "/v1/chat"));

    InboundCall below = http.call(Context.root(), API, outer);
    below.answered(200, SSE, null).onEnd();

    assertThat(below).isSameAs(outer);
    assertThat(telemetry.span().getName()).isEqualTo("sse_stream api.example.com");
    assertThat(http.call(Context.root(), TOKENS, http.wrapper(caller, API))).isNotSameAs(outer);
  }

  /** A filter has asked for something else; the thread is not in the call's context any more. */
  @Test
  void spanAboveALayerThatJoins_isTheCalls() {
    InboundCall outer = http.wrapper(caller, API);
    Span client = span("POST");
    Context elsewhere =
        ClientSpan.started(
            caller.with(client),
            server.getSpanContext(),
            "POST",
            "https://api.example.com/v1/chat");

    InboundBody stream = http.call(elsewhere, API, outer).answered(200, SSE, null);

    assertThat(SpanParents.of(client.getSpanContext()))
        .isEqualTo(stream.stream().span().getSpanContext());
  }

  /** A library that only the agent knows has issued the request through one that we know. */
  @Test
  void spanAboveTheOnlyLayerThatIsKnown_isTheCalls() {
    Span client = span("POST");
    Context below =
        ClientSpan.started(
            caller.with(client),
            server.getSpanContext(),
            "POST",
            "https://api.example.com/v1/chat");

    InboundBody stream = http.call(below, API).answered(200, SSE, null);
    stream.onEnd();

    assertThat(SpanParents.of(client.getSpanContext()))
        .isEqualTo(stream.stream().span().getSpanContext());
    assertThat(telemetry.span().getParentSpanId()).isEqualTo(server.getSpanContext().getSpanId());
  }

  @Test
  void spanOfAnotherRequestAbove_isTheCaller() {
    Span client = span("POST");
    Context below =
        ClientSpan.started(
            caller.with(client),
            server.getSpanContext(),
            "POST",
            "https://api.example.com/v1/chat");

    http.call(below, TOKENS).answered(200, SSE, null).onEnd();

    assertThat(SpanParents.of(client.getSpanContext())).isNull();
    assertThat(telemetry.span().getParentSpanId()).isEqualTo(client.getSpanContext().getSpanId());
  }

  @Test
  void callThatStaysOnItsThread_isNotInTheContext() {
    InboundCall call = http.call(caller, API);

    Context taken;
    try (Scope ignored = call.issueHere()) {
      taken = Context.current();
      assertThat(InboundCall.current()).isSameAs(call);
    }

    assertThat(InboundCall.fromContext(taken)).isNull();
  }

  @Test
  void modelCallInside_isNotTheRequests() {
    InboundCall outer = http.call(caller, API);
    Context model = outer.in(new Models(telemetry).ask().context());

    try (Scope ignored = model.makeCurrent()) {
      assertThat(InboundCall.current()).isNull();
      assertThat(call(SECOND)).isNull();
    }
    Span client = span("POST");
    started(model, client, API);
    outer.answered(200, SSE, null);

    assertThat(SpanParents.of(client.getSpanContext())).isNull();
  }
}
