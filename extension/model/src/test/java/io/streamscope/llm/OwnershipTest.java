/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;
import static io.streamscope.correlation.CallLayer.FRAMEWORK;
import static io.streamscope.correlation.CallLayer.HTTP;
import static io.streamscope.correlation.CallLayer.SDK;
import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import io.streamscope.stream.Failure;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls are the same call, and which layer of it is believed ({@code decisions/0023}). */
class OwnershipTest {

  private static final RequestTarget MODEL =
      new RequestTarget("POST", "api.openai.com", 443, "/v1/chat/completions");
  private static final RequestTarget TOOL = new RequestTarget("GET", "tool.example", 443, "/");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  /** Where the second call is made, and whether it is part of the first. */
  @ParameterizedTest
  @CsvSource({
    // outer, streamed, inner, streamed, where, spans
    "FRAMEWORK, false, SDK,  false, BELOW,            1",
    "FRAMEWORK, true,  SDK,  true,  BELOW,            1",
    "FRAMEWORK, false, SDK,  true,  BELOW,            1",
    "FRAMEWORK, true,  SDK,  false, BELOW,            1",
    "FRAMEWORK, false, HTTP, false, BELOW,            1",
    "SDK,       true,  HTTP, true,  BELOW,            1",
    "SDK,       false, FRAMEWORK, false, BELOW,       2",
    "SDK,       true,  FRAMEWORK, true,  BELOW,       2",
    "SDK,       false, SDK,  false, BELOW,            2",
    "SDK,       false, SDK,  false, BELOW_SAME_MODULE, 1",
    "FRAMEWORK, true,  FRAMEWORK, true, BELOW_SAME_MODULE, 1",
    "FRAMEWORK, true,  SDK,  true,  CALLBACK,         2",
    "FRAMEWORK, false, SDK,  false, CALLBACK,         2",
    "SDK,       true,  SDK,  true,  CALLBACK,         2",
    "SDK,       true,  SDK,  false, CALLBACK_SAME_MODULE, 2",
    "SDK,       true,  HTTP, true,  CALLBACK,         2",
    "SDK,       true,  HTTP, true,  AFTER_FIRST_CHUNK, 2",
    "FRAMEWORK, true,  SDK,  false, AFTER_FIRST_CHUNK, 2",
    "SDK,       false, HTTP, false, AFTER_THE_END,    2",
    "SDK,       true,  HTTP, true,  AFTER_THE_END,    2",
    "SDK,       false, SDK,  false, IN_CALLERS_CONTEXT, 2"
  })
  void secondCall_isPartOfTheFirstOrNot(
      CallLayer outerLayer,
      boolean outerStreams,
      CallLayer innerLayer,
      boolean innerStreams,
      String where,
      int spans) {
    Models outerModels = new Models(telemetry, "outer");
    Models innerModels = new Models(telemetry, where.endsWith("SAME_MODULE") ? "outer" : "inner");
    GenAiCall outer = outerModels.start(Models.chat(outerStreams), outerLayer, Context.root());
    Context context = outer.context();
    switch (where) {
      case "CALLBACK", "CALLBACK_SAME_MODULE" -> context = outer.callbackContext();
      case "AFTER_FIRST_CHUNK" -> outer.delta(new GenAiDelta().content(1));
      case "AFTER_THE_END" -> outer.complete();
      case "IN_CALLERS_CONTEXT" -> context = Context.root();
      default -> {}
    }

    GenAiCall inner = innerModels.start(Models.chat(innerStreams), innerLayer, context);
    inner.complete();
    outer.complete();

    assertThat(telemetry.spans()).hasSize(spans);
    if (spans == 2 && !where.equals("IN_CALLERS_CONTEXT")) {
      SpanData nested = telemetry.spans().get(where.equals("AFTER_THE_END") ? 1 : 0);
      assertThat(nested.getParentSpanId()).isEqualTo(outer.span().getSpanContext().getSpanId());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CHAT, TEXT_COMPLETION, 1",
    "CHAT, GENERATE_CONTENT, 1",
    "GENERATE_CONTENT, CHAT, 1",
    "CHAT, EMBEDDINGS, 2",
    "EMBEDDINGS, CHAT, 2",
    "EMBEDDINGS, EMBEDDINGS, 1"
  })
  void sameKindOfQuestion_isTheSameCall(
      GenAiOperation outerAsks, GenAiOperation innerAsks, int spans) {
    Models models = new Models(telemetry);
    GenAiCall outer = models.start(asking(outerAsks), FRAMEWORK, Context.root());

    models.start(asking(innerAsks), SDK, outer.context()).complete();
    outer.complete();

    assertThat(telemetry.spans()).hasSize(spans);
  }

  @Test
  void requestBelowACall_isItsOwnUntilTheAnswerOrACallback() {
    HttpStreamTelemetry http = HttpStreamTelemetry.create(telemetry.runtime(), "http");
    GenAiCall call = new Models(telemetry).stream();

    assertThat(http.call(call.context(), TOOL)).isNull();
    InboundCall question = requireNonNull(http.call(call.context(), MODEL));
    assertThat(question.question()).isNull(); // the call reads its answer by itself
    assertThat(question.answered(200, "text/event-stream", null)).isNull();
    assertThat(http.call(call.callbackContext(), TOOL)).isNotNull();
    call.delta(new GenAiDelta().content(1));
    assertThat(http.call(call.context(), TOOL)).isNotNull();
  }

  @Test
  void callback_hasTheSpanOfTheCall() {
    GenAiCall call = new Models(telemetry).stream();

    assertThat(Span.fromContext(call.callbackContext())).isSameAs(call.span());
    assertThat(CallOwnership.ofRequest(call.callbackContext())).isNull();
    assertThat(CallOwnership.ofRequest(call.context())).isNotNull();
  }

  @Test
  void viewOfACall_isNeitherItsSpanNorItsEnd() {
    GenAiCall outer = framework(true);
    GenAiCall inner = sdk(outer, true);

    inner.ownedBy(this);
    inner.disowned();
    inner.cancel();
    inner.closed();
    inner.abandon("gc");
    inner.complete();

    assertThat(inner.isOver()).isFalse();
    assertThat(outer.isOver()).isFalse();
    assertThat(telemetry.runtime().openStreams().size()).isEqualTo(1);
    outer.complete();
    assertThat(inner.isOver()).isTrue();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("complete");
  }

  @Test
  void layerNearestToTheWire_isTheOnlySourceOfChunks() {
    GenAiCall outer = framework(true);
    GenAiCall inner = sdk(outer, true);
    for (int i = 0; i < 5; i++) {
      telemetry.clock().advanceMillis(100);
      inner.delta(new GenAiDelta().content(10));
      telemetry.clock().advanceMillis(20);
      outer.delta(new GenAiDelta().content(3));
    }

    outer.complete();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 5))
        .hasAttribute(equalTo(StreamAttributes.BYTES, 50))
        .hasAttribute(equalTo(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.1));
  }

  @Test
  void layerBelowSeesNoChunks_theUpperOneCounts() {
    GenAiCall outer = framework(true);
    GenAiCall inner = sdk(outer, false);
    inner.delta(new GenAiDelta().bytes(30).usage(GenAiUsage.of(1, 2)));
    outer.delta(new GenAiDelta().content(3));

    outer.complete();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(StreamAttributes.BYTES, 3))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2));
  }

  /** Whoever speaks first: of the answer the lower layer is believed, of the question the upper. */
  @ParameterizedTest
  @CsvSource({"true", "false"})
  void factsOfTheAnswer_areThoseOfTheLowerLayer(boolean lowerFirst) {
    GenAiCall outer = framework(true);
    GenAiCall inner = sdk(outer, true);
    GenAiDelta below =
        new GenAiDelta()
            .identity("wire-id", "gpt-4o-2024-08-06")
            .usage(GenAiUsage.of(100, 20).with(TokenKind.CACHE_READ, 64))
            .finish(0, "stop");
    GenAiDelta above =
        new GenAiDelta()
            .identity("framework-id", "gpt-4o")
            .usage(GenAiUsage.of(1, 2).with(TokenKind.CACHE_READ, 3).with(TokenKind.REASONING, 4))
            .finish(0, "STOP");
    if (lowerFirst) {
      inner.delta(below);
      outer.delta(above);
    } else {
      outer.delta(above);
      inner.delta(below);
    }

    outer.complete();

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(telemetry.span()).hasName("chat gpt-4o");
    assertThat(attributes.get(GenAiAttributes.RESPONSE_ID)).isEqualTo("wire-id");
    assertThat(attributes.get(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("gpt-4o-2024-08-06");
    assertThat(attributes.get(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("stop");
    assertThat(attributes.get(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(100);
    assertThat(attributes.get(GenAiAttributes.USAGE_REASONING)).isNull();
  }

  @Test
  void attemptFailedBelow_isNotTheEnd() {
    GenAiCall outer = framework(false);
    sdk(outer, false).fail(new SocketException("reset"));
    GenAiCall again = sdk(outer, false);
    again.delta(new GenAiDelta().usage(GenAiUsage.of(7, 8)));
    again.complete();

    outer.complete();

    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 8));
  }

  @Test
  void failureBelow_explainsTheOneAbove() {
    GenAiCall outer = framework(false);
    sdk(outer, false).failWith(Failure.said("429", "rate limit reached"));

    outer.fail(new IllegalStateException("a framework's words, and the question"));

    assertThat(telemetry.span())
        .hasStatus(StatusData.create(StatusCode.ERROR, "rate limit reached"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, IllegalStateException.class.getName()));
  }

  @Test
  void outcome_isThatOfTheUpperLayer() {
    GenAiCall outer = framework(true);
    GenAiCall inner = sdk(outer, true);
    inner.delta(new GenAiDelta().content(1));
    inner.failWith(Failure.said("499", null));

    outer.cancel();

    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"));
  }

  @Test
  void oneCallInThreeLayers_isCountedOnce() {
    GenAiCall framework = framework(false);
    GenAiCall sdk = sdk(framework, false);
    GenAiCall http = new Models(telemetry, "http").start(Models.chat(false), HTTP, sdk.context());

    for (GenAiCall layer : List.of(http, sdk, framework)) {
      layer.delta(new GenAiDelta().usage(GenAiUsage.of(100, 20)));
      layer.complete();
    }

    assertThat(telemetry.spans()).hasSize(1);
    assertThat(telemetry.histogram("gen_ai.client.operation.duration").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getCount()).isEqualTo(1));
    assertThat(telemetry.histogram("gen_ai.client.token.usage").values())
        .extracting(point -> point.getSum())
        .containsExactlyInAnyOrder(100.0, 20.0);
  }

  private GenAiCall framework(boolean streamed) {
    return new Models(telemetry, "framework")
        .start(Models.chat(streamed), FRAMEWORK, Context.root());
  }

  private GenAiCall sdk(GenAiCall outer, boolean streamed) {
    return new Models(telemetry, "sdk").start(Models.chat(streamed), SDK, outer.context());
  }

  private static GenAiRequest asking(GenAiOperation operation) {
    return new GenAiRequest(operation, "any", "m", null, -1, false, Attributes.empty());
  }
}
