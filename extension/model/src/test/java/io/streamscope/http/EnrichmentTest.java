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
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.correlation.CallLayer;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignCall.Maker;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A call to a model that somebody else has a span for. */
class EnrichmentTest {

  private static final RequestTarget CHAT =
      new RequestTarget("POST", "llm.example", 8080, "/v1/chat/completions");
  private static final RequestTarget EMBEDDINGS =
      new RequestTarget("POST", "llm.example", 8080, "/v1/embeddings");
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,\"model\":\"m-1\","
          + "\"temperature\":0.5}";
  private static final String CHUNK =
      "data: {\"id\":\"c-1\",\"model\":\"m-1.1\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\"a\"}}]}\n\n";
  private static final String FINISH =
      "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
  private static final String DURATION = "gen_ai.client.operation.duration";
  private static final String USAGE = "gen_ai.client.token.usage";
  private static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";

  private final RecordedTelemetry telemetry = RecordedTelemetry.processed(new ForeignSpans());
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private SpanBuilder builder(String scope) {
    return telemetry
        .runtime()
        .openTelemetry()
        .getTracer(scope)
        .spanBuilder("theirs")
        .setParent(Context.root())
        .setAttribute(GenAiAttributes.OPERATION_NAME, "chat");
  }

  private Span foreign(String scope) {
    return builder(scope).startSpan();
  }

  private InboundCall ask(Context context, RequestTarget target, String body) {
    InboundCall call = requireNonNull(http.call(context, target));
    ModelRequest question = requireNonNull(call.question());
    byte[] bytes = body.getBytes(UTF_8);
    question.begin();
    question.onBytes(bytes, 0, bytes.length);
    return call;
  }

  private InboundCall ask(Span span) {
    return ask(Context.root().with(span), CHAT, QUESTION);
  }

  private static InboundBody stream(InboundCall call) {
    return requireNonNull(call.answered(200, "text/event-stream", null));
  }

  private static void read(InboundBody body, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    body.onBytes(bytes, 0, bytes.length);
  }

  private void answer(Span span) {
    InboundBody body = stream(ask(span));
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();
  }

  private SpanData named(String name) {
    return telemetry.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void streamBelowAnOpenSpan_isToldOnThatSpan() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundCall call = ask(foreign);
    telemetry.clock().advanceMillis(300);
    InboundBody body = stream(call);
    telemetry.clock().advanceMillis(200);
    read(body, CHUNK);
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();
    foreign.end();

    assertThat(telemetry.span())
        .hasName("theirs")
        .hasKind(SpanKind.INTERNAL)
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(StreamAttributes.PROTOCOL, "sse"))
        .hasAttribute(equalTo(StreamAttributes.DIRECTION, "inbound"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 2))
        .hasAttribute(equalTo(StreamAttributes.SERVER_ADDRESS, "llm.example"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, 0.5))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_MODEL, "m-1"))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_TEMPERATURE, 0.5))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "m-1.1"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("stop")))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 3))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2));
    assertThat(telemetry.span().getEvents()).isEmpty();
  }

  @Test
  void whatTheSpanSays_isNeverChanged() {
    Span foreign =
        builder(ForeignSpans.COUNTED)
            .setAttribute(GenAiAttributes.USAGE_INPUT_TOKENS, 99L)
            .setAttribute(GenAiAttributes.REQUEST_MODEL, "theirs")
            .startSpan();
    InboundBody body = stream(ask(foreign));
    foreign.setAttribute(GenAiAttributes.REQUEST_TEMPERATURE, 0.1);
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();
    foreign.setAttribute(GenAiAttributes.USAGE_OUTPUT_TOKENS, 98L);
    foreign.end();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 99))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 98))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_TEMPERATURE, 0.1))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_MODEL, "theirs"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "m-1.1"));
  }

  @Test
  void whoCountsHisCalls_isNotCountedAgain() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    answer(foreign);
    foreign.end();

    assertThat(telemetry.metrics())
        .doesNotContainKeys(DURATION, USAGE)
        .containsKeys(
            FIRST_CHUNK, "streamscope.stream.duration", "streamscope.stream.time_to_first_chunk");
  }

  @Test
  void whoDoesNotCountHisCalls_isCountedOnce() {
    Span foreign = foreign(ForeignSpans.UNCOUNTED);
    answer(foreign);
    foreign.end();

    assertThat(telemetry.histogram(DURATION).values())
        .singleElement()
        .satisfies(point -> assertThat(point.getCount()).isEqualTo(1));
    assertThat(telemetry.histogram(USAGE)).hasSize(2);
  }

  @Test
  void spanThatEndsAtTheHeaders_leavesTheStreamToOneBelow() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    foreign.end();
    telemetry.clock().advanceMillis(100);
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();

    assertThat(named("theirs").getAttributes().get(StreamAttributes.OUTCOME)).isNull();
    assertThat(named("sse_stream llm.example"))
        .hasParentSpanId(foreign.getSpanContext().getSpanId())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(StreamAttributes.PROTOCOL, "sse"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, 0.1))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2));
    assertThat(named("sse_stream llm.example").getEvents())
        .extracting(event -> event.getName())
        .containsExactly("stream_start", "first_chunk", "stream_complete");
    assertThat(telemetry.spans()).hasSize(2);
    assertThat(telemetry.metrics()).doesNotContainKey(DURATION);
  }

  @Test
  void spanThatEndsWithTheEndMark_hasAllThatIsKnown() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    read(body, CHUNK);
    read(body, FINISH);
    foreign.end();
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("theirs")
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2));
  }

  @Test
  void attributeOfAnotherType_isLeftToThem() {
    Span foreign = telemetry.streams().tracer().spanBuilder("theirs").startSpan();
    ForeignModelSpans.started(
        ForeignCall.of(
            foreign,
            ForeignSpans.READER,
            "chat",
            new Maker(true, false, Set.of(GenAiAttributes.RESPONSE_FINISH_REASONS.getKey()))));
    answer(foreign);
    foreign.end();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .isNull();
  }

  @Test
  void failureAfterTheEndOfTheSpan_isThatOfTheStreamBelow() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    foreign.end();
    read(body, CHUNK);
    body.failed(new IOException("reset"));

    assertThat(named("theirs")).hasStatus(StatusData.unset());
    assertThat(named("sse_stream llm.example").getStatus().getDescription()).isEqualTo("reset");
    assertThat(named("sse_stream llm.example"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "java.io.IOException"));
  }

  @Test
  void spanThatHasEndedBeforeTheHeaders_isNotDoubled() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundCall call = ask(foreign);
    foreign.end();
    InboundBody body = stream(call);
    read(body, CHUNK);
    body.onEnd();

    assertThat(telemetry.spans())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("theirs", "sse_stream llm.example");
  }

  @Test
  void blockingAnswerAfterTheEndOfTheSpan_isNotTold() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundCall call = ask(Context.root().with(foreign), CHAT, QUESTION.replace("true", "false"));
    foreign.end();
    InboundBody body = requireNonNull(call.answered(200, "application/json", null));
    read(body, "{\"id\":\"c\",\"choices\":[{\"finish_reason\":\"stop\"}]}");
    body.onEnd();

    assertThat(telemetry.span()).hasName("theirs");
  }

  @Test
  void blockingAnswer_isToldToo() {
    Span foreign = foreign(ForeignSpans.UNCOUNTED);
    InboundCall call = ask(Context.root().with(foreign), CHAT, QUESTION.replace("true", "false"));
    InboundBody body = requireNonNull(call.answered(200, "application/json", null));
    read(
        body,
        "{\"id\":\"c-9\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"x\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":5}}");
    body.onEnd();
    foreign.end();

    assertThat(telemetry.span())
        .hasName("theirs")
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_ID, "c-9"))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 5));
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)).isNull();
    assertThat(telemetry.histogram(DURATION)).hasSize(1);
  }

  @Test
  void secondQuestionInTheSameSpan_isACallOfItsOwn() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    answer(foreign);
    answer(foreign);
    foreign.end();

    assertThat(named("chat m-1"))
        .hasParentSpanId(foreign.getSpanContext().getSpanId())
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1));
    assertThat(named("theirs")).hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1));
    assertThat(telemetry.histogram(DURATION).values())
        .singleElement()
        .satisfies(point -> assertThat(point.getCount()).isEqualTo(1));
  }

  @Test
  void questionOfAnotherKind_isACallOfItsOwn() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundCall call =
        ask(
            Context.root().with(foreign),
            EMBEDDINGS,
            "{\"model\":\"e-1\",\"input\":\"where is it\"}");
    requireNonNull(call.answered(200, "application/json", null)).onEnd();
    answer(foreign);
    foreign.end();

    assertThat(telemetry.spans())
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("embeddings e-1", "theirs");
    assertThat(named("theirs")).hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void refusedAttempt_isCountedAndTheNextOneTold() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    assertThat(ask(foreign).answered(429, "application/json", null)).isNull();
    ask(foreign).failed(new IOException("no route"));
    answer(foreign);
    foreign.end();

    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(GenAiAttributes.ATTEMPTS, 3))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.ERROR_TYPE)).isNull();
    assertThat(telemetry.histogram("streamscope.stream.duration").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getCount()).isEqualTo(1));
  }

  @Test
  void refusal_isAnOutcomeAndTheRestIsTheirs() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    ask(foreign).answered(429, "application/json", null);
    ask(foreign).answered(429, "application/json", null);
    foreign.end();

    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(GenAiAttributes.ATTEMPTS, 2))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"));
  }

  @Test
  void failureWhileItIsRead_isAnOutcomeWithItsType() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    read(body, CHUNK);
    body.failed(new IOException("reset"));
    foreign.end();

    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "java.io.IOException"));
    assertThat(telemetry.span().getEvents()).isEmpty();
  }

  /** The JDK's HttpURLConnection takes a connection that is cut for the end. */
  @Test
  void documentThatBreaksOff_canBeAskedForAgain() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    String document = "{\"id\":\"c-1\",\"model\":\"m-1.1\",\"choices\":[],\"usage\":{}}";
    for (int length : new int[] {document.length() / 2, document.length()}) {
      InboundBody body = requireNonNull(ask(foreign).answered(200, "application/json", null));
      read(body, document.substring(0, length));
      body.onEnd();
    }
    foreign.end();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_ID, "c-1"))
        .hasAttribute(equalTo(GenAiAttributes.ATTEMPTS, 2));
  }

  /** The agent's Bedrock module says on its span what an HTTP client says. */
  @Test
  void spanThatLooksLikeOneOfARequest_isNotItsOwnParent() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    Context context =
        ClientSpan.started(
            Context.root().with(foreign),
            SpanContext.getInvalid(),
            "POST",
            "http://llm.example:8080/v1/chat/completions");
    InboundBody body = stream(ask(context, CHAT, QUESTION));
    read(body, CHUNK);
    body.onEnd();
    foreign.end();

    assertThat(telemetry.span()).hasName("theirs");
    assertThat(SpanParents.of(foreign.getSpanContext())).isNull();
  }

  @Test
  void streamThatBroughtNothing_canBeAskedForAgain() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    stream(ask(foreign)).failed(new IOException("reset"));
    answer(foreign);
    foreign.end();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(GenAiAttributes.ATTEMPTS, 2));
  }

  @Test
  void streamThatFailedOnTheWay_canBeAskedForAgain() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    read(body, CHUNK);
    read(body, CHUNK);
    body.failed(new IOException("reset"));
    answer(foreign);
    foreign.end();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(GenAiAttributes.ATTEMPTS, 2));
  }

  @Test
  void streamThatIsClosedEarly_isCancelled() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    read(body, CHUNK);
    body.onClose();
    foreign.end();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"))
        .hasAttribute(equalTo(StreamAttributes.CANCEL_REASON, "application"));
  }

  @Test
  void requestThatIsGivenUp_isCancelled() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    ask(foreign).givenUp();
    foreign.end();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"));
  }

  @Test
  void spanOfTheRequestBetween_isNoObstacle() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    Span between =
        telemetry
            .runtime()
            .openTelemetry()
            .getTracer("azure-core")
            .spanBuilder("POST")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(foreign))
            .startSpan();
    answer(between);
    between.end();
    foreign.end();

    assertThat(telemetry.spans()).hasSize(2);
    assertThat(named("theirs")).hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    assertThat(named("POST").getAttributes().isEmpty()).isTrue();
  }

  @Test
  void codeOfTheApplication_hasTheSpanItself() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    Span current = Span.fromContext(body.callbackContext());
    body.onEnd();
    foreign.end();

    assertThat(current).isSameAs(foreign);
  }

  @Test
  void questionInACallback_isACallOfItsOwn() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    InboundBody body = stream(ask(foreign));
    InboundBody second = stream(ask(body.callbackContext(), CHAT, QUESTION));
    read(second, CHUNK);
    second.onEnd();
    read(body, CHUNK);
    body.onEnd();
    foreign.end();

    assertThat(named("chat m-1")).hasParentSpanId(foreign.getSpanContext().getSpanId());
    assertThat(named("theirs")).hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void callOfAnSdkThatWeKnow_isTheSameToo() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    GenAiTelemetry sdk = GenAiTelemetry.create(telemetry.runtime(), "sdk");
    GenAiCall call = sdk.start(request(), CallLayer.SDK, Context.root().with(foreign));
    assertThat(Span.fromContext(call.context())).isSameAs(foreign);
    call.delta(new GenAiDelta().content(4));
    call.complete();
    foreign.end();

    assertThat(telemetry.span())
        .hasName("theirs")
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    assertThat(telemetry.metrics()).doesNotContainKey(DURATION);
  }

  private static GenAiRequest request() {
    return new GenAiRequest(
        GenAiOperation.CHAT,
        "openai",
        "m-1",
        "llm.example",
        8080,
        true,
        io.opentelemetry.api.common.Attributes.empty());
  }

  @Test
  void spanThatIsNotRecorded_isNotCountedAgainEither() {
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(StreamscopeConfig.defaults());
    HttpStreamTelemetry client = HttpStreamTelemetry.create(unsampled.runtime(), "client");
    Span foreign = unsampled.streams().tracer().spanBuilder("theirs").startSpan();
    Context context =
        ForeignCall.of(foreign, ForeignSpans.READER, "chat", new Maker(true, false, Set.of()))
            .travellingIn(Context.root().with(foreign));
    InboundCall call = requireNonNull(client.call(context, CHAT));
    byte[] question = QUESTION.getBytes(UTF_8);
    requireNonNull(call.question()).onBytes(question, 0, question.length);
    InboundBody body = stream(call);
    read(body, CHUNK);
    body.onEnd();

    assertThat(unsampled.spans()).isEmpty();
    assertThat(unsampled.metrics()).doesNotContainKey(DURATION).containsKey(FIRST_CHUNK);
  }

  @Test
  void callThatHasEnded_isNobodysAnyMore() {
    Span foreign = foreign(ForeignSpans.COUNTED);
    Context context =
        requireNonNull(ForeignModelSpans.of(Context.root().with(foreign)))
            .travellingIn(Context.root().with(foreign));
    ForeignCall.endedIn(context);
    foreign.end();
    answer(foreign);

    assertThat(ForeignModelSpans.of(context)).isNull();
    assertThat(telemetry.spans())
        .extracting(SpanData::getName)
        .containsExactly("theirs", "chat m-1");
  }

  @Test
  void spanThatSaysOnlyLaterWhatItIs_isRecognised() {
    ForeignModelSpans.recognisedBy(
        span ->
            ForeignSpans.READER.attribute(span, GenAiAttributes.OPERATION_NAME) == null
                ? null
                : ForeignCall.of(
                    span, ForeignSpans.READER, "chat", new Maker(true, false, Set.of())));
    Span late =
        telemetry
            .runtime()
            .openTelemetry()
            .getTracer("theirs")
            .spanBuilder("late")
            .setParent(Context.root())
            .startSpan();
    late.setAttribute(GenAiAttributes.OPERATION_NAME, "chat");
    answer(late);
    late.end();
    ForeignModelSpans.recognisedBy(span -> null);

    assertThat(telemetry.span())
        .hasName("late")
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void operationsThatAreNoCallsToModels_areNone() {
    assertThat(ForeignCall.isModelOperation("chat")).isTrue();
    assertThat(ForeignCall.isModelOperation("chat.completions")).isTrue();
    assertThat(ForeignCall.isModelOperation("invoke_agent")).isFalse();
    assertThat(ForeignCall.isModelOperation("execute_tool")).isFalse();
    assertThat(ForeignCall.isModelOperation("search_memory")).isFalse();
  }
}
