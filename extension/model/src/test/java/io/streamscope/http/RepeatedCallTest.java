/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A client that repeats a question to a model by itself: attempts of one call. */
class RepeatedCallTest {

  private static final String JSON = "application/json";
  private static final RequestTarget API =
      new RequestTarget("POST", "api.openai.com", 443, "/v1/chat/completions");
  private static final RequestTarget TOKENS =
      new RequestTarget("POST", "api.openai.com", 443, "/oauth/token");
  private static final byte[] QUESTION =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"?\"}]}".getBytes(UTF_8);

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");
  private final Context caller = Context.root().with(span());
  private final InboundCall call = http.call(caller, API);

  RepeatedCallTest() {
    call.mayRepeat();
    call.question().onBytes(QUESTION, 0, QUESTION.length);
  }

  private Span span() {
    return telemetry.streams().tracer().spanBuilder("POST").setNoParent().startSpan();
  }

  /** The agent's span of a request that is made in the call. */
  private SpanContext started(RequestTarget target) {
    Span client = span();
    ClientSpan.started(
        Context.current().with(client),
        SpanContext.getInvalid(),
        target.method(),
        "https://" + target.host() + target.path());
    return client.getSpanContext();
  }

  private SpanContext attempt(int status) {
    SpanContext client = started(API);
    call.answered(status, JSON, null).onEnd();
    return client;
  }

  @Test
  void attempts_areAllBelowTheirCall() {
    SpanContext refused;
    SpanContext answered;
    try (Scope ignored = call.issue()) {
      refused = attempt(429);
      answered = attempt(200);
    }
    call.settled();

    SpanData model = telemetry.span();
    assertThat(model.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(SpanParents.of(refused)).isEqualTo(model.getSpanContext());
    assertThat(SpanParents.of(answered)).isEqualTo(model.getSpanContext());
  }

  @Test
  void attemptWithoutAnswer_isOneOfThem() {
    SpanContext lost;
    SpanContext answered;
    try (Scope ignored = call.issue()) {
      lost = started(API);
      assertThat(call.attemptFailed(new IOException("cut"))).isTrue();
      answered = attempt(200);
    }
    call.settled();

    SpanData model = telemetry.span();
    assertThat(model.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(model.getAttributes().get(GenAiAttributes.ATTEMPTS)).isEqualTo(2);
    assertThat(SpanParents.of(lost)).isEqualTo(model.getSpanContext());
    assertThat(SpanParents.of(answered)).isEqualTo(model.getSpanContext());
  }

  @Test
  void callWithoutAnyAnswer_failsAsItsLastAttempt() {
    try (Scope ignored = call.issue()) {
      assertThat(call.attemptFailed(new EOFException("cut"))).isTrue();
      assertThat(call.attemptFailed(new IOException("cut"))).isTrue();
      assertThat(telemetry.spans()).isEmpty();
    }
    call.settled();

    SpanData model = telemetry.span();
    assertThat(model.getAttributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo("java.io.IOException");
    assertThat(model.getAttributes().get(GenAiAttributes.ATTEMPTS)).isEqualTo(2);
  }

  @Test
  void requestBetweenAttempts_isNotOneOfThem() {
    SpanContext token;
    SpanContext answered;
    try (Scope ignored = call.issue()) {
      attempt(401);
      token = started(TOKENS);
      answered = attempt(200);
    }
    call.settled();

    assertThat(SpanParents.of(token)).isNull();
    assertThat(SpanParents.of(answered)).isEqualTo(telemetry.span().getSpanContext());
  }

  @Test
  void callThatIsRefusedToTheEnd_isOneSpan() {
    try (Scope ignored = call.issue()) {
      attempt(429);
      attempt(429);
    }
    call.settled();

    assertThat(call.isOver()).isTrue();
    assertThat(telemetry.span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(telemetry.span().getEvents())
        .extracting(event -> event.getName())
        .contains("attempt_failed");
  }
}
