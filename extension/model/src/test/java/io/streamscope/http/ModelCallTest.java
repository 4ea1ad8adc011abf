/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.config.ConfigKey;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which requests are calls to a model, and what becomes of them, as an HTTP client tells of them.
 */
class ModelCallTest {

  private static final RequestTarget CHAT =
      new RequestTarget("POST", "llm.example", 8080, "/v1/chat/completions");
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,\"model\":\"m-1\"}";
  private static final String CHUNK =
      "data: {\"id\":\"c-1\",\"model\":\"m-1.1\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\"a\"}}]}\n\n";
  private static final String FINISH =
      "data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private InboundCall ask(RequestTarget target, String body) {
    InboundCall call = requireNonNull(http.call(Context.root(), target));
    ModelRequest question = call.question();
    if (question != null) {
      question.begin();
      write(question, body);
    }
    return call;
  }

  private static void write(ModelRequest question, String body) {
    byte[] bytes = body.getBytes(UTF_8);
    question.onBytes(bytes, 0, bytes.length);
  }

  private static void read(InboundBody body, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    body.onBytes(bytes, 0, bytes.length);
  }

  @Test
  void streamedAnswer_isOneSpanFromTheRequestOn() {
    InboundCall call = ask(CHAT, QUESTION);
    telemetry.clock().advanceMillis(300);
    InboundBody body = requireNonNull(call.answered(200, "text/event-stream", null));
    telemetry.clock().advanceMillis(200);
    read(body, CHUNK);
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("chat m-1")
        .hasKind(SpanKind.CLIENT)
        .hasAttribute(equalTo(GenAiAttributes.PROVIDER_NAME, "openai"))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_STREAM, true))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "m-1.1"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("stop")))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, 0.5))
        .hasAttribute(equalTo(StreamAttributes.SERVER_ADDRESS, "llm.example"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 2))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"q\":1}", "", "{\"model\":\"m\"}", "{\"messages\":[]}", "no json"})
  void requestThatAsksNothing_isAnOrdinaryOne(String body) {
    InboundCall call = ask(CHAT, body);

    assertThat(call.answered(200, "application/json", null)).isNull();
    assertThat(telemetry.spans()).isEmpty();
  }

  @Test
  void streamThatIsNoModels_isAStreamAsBefore() {
    InboundCall call = ask(CHAT, "{\"q\":1}");
    requireNonNull(call.answered(200, "text/event-stream", null)).onEnd();

    assertThat(telemetry.span()).hasName("sse_stream llm.example");
  }

  @Test
  void connectionThatFails_isAFailedCall() {
    InboundCall call = ask(CHAT, QUESTION);

    call.failed(new IOException("reset"));
    call.failed(new IOException("again"));

    assertThat(telemetry.span())
        .hasName("chat m-1")
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "java.io.IOException"))
        .hasStatus(StatusData.create(StatusCode.ERROR, "reset"));
  }

  @Test
  void streamAskedForByAHeader_isAStreamWithoutAnAnswerToo() {
    InboundCall call = askDashScope("text/event-stream; charset=utf-8");
    call.failed(new IOException("reset"));

    assertThat(telemetry.span())
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_STREAM, true))
        .hasAttribute(equalTo(StreamAttributes.PROTOCOL, "sse"))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"));
  }

  @Test
  void layerBelowThatKnowsNoHeaderYet_leavesWhatTheOneAboveHasSaid() {
    InboundCall call = askDashScope("text/event-stream");
    call.headers(name -> null);
    call.failed(new IOException("reset"));

    assertThat(telemetry.span()).hasAttribute(equalTo(GenAiAttributes.REQUEST_STREAM, true));
  }

  @Test
  void headersThatThrow_harmNobody() {
    InboundCall call = ask(CHAT, QUESTION);
    call.headers(
        name -> {
          throw new IllegalStateException(name);
        });
    call.failed(new IOException("reset"));

    assertThat(telemetry.span()).hasName("chat m-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json, text/event-stream", "*/*", ""})
  void requestThatTakesAnyAnswer_isNoStreamWithoutOne(String accepted) {
    InboundCall call = askDashScope(accepted);
    call.failed(new IOException("reset"));

    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.REQUEST_STREAM)).isNull();
  }

  @Test
  void wholeAnswerToARequestForAStream_isWhole() {
    InboundCall call = askDashScope("text/event-stream");
    requireNonNull(call.answered(200, "application/json", null)).onEnd();

    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.REQUEST_STREAM)).isNull();
  }

  @Test
  void bodyThatSaysWhetherItWantsAStream_isRightAboutIt() {
    InboundCall call = ask(CHAT, QUESTION.replace("true", "false"));
    call.headers(Map.of("Accept", "text/event-stream")::get);
    call.failed(new IOException("reset"));

    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.REQUEST_STREAM)).isNull();
  }

  private InboundCall askDashScope(String accepted) {
    String path = "/api/v1/services/aigc/text-generation/generation";
    InboundCall call =
        ask(
            new RequestTarget("POST", "dashscope.aliyuncs.com", 443, path),
            "{\"model\":\"qwen-plus\",\"input\":{\"prompt\":\"hi\"}}");
    call.headers(Map.of("Accept", accepted)::get);
    return call;
  }

  @Test
  void requestThatIsGivenUp_isCancelled() {
    InboundCall call = ask(CHAT, QUESTION);

    call.givenUp();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"));
  }

  @Test
  void refusal_isWhatTheProviderSaysOfIt() {
    InboundCall call = ask(CHAT, QUESTION);
    InboundBody body = requireNonNull(call.answered(429, "application/json", null));
    read(body, "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"slow down\"}}");
    body.onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "rate_limit_exceeded"))
        .hasStatus(StatusData.create(StatusCode.ERROR, "slow down"));
  }

  /** The HTTP client takes a connection that is cut for the end; whoever reads it cannot. */
  @Test
  void documentThatBreaksOff_isAnError() {
    for (String document : new String[] {"{\"id\":\"a", "{\"id\":\"a\"}", "no JSON", "", "{]"}) {
      InboundBody body = requireNonNull(ask(CHAT, QUESTION).answered(200, null, null));
      read(body, document);
      body.onEnd();
    }

    assertThat(telemetry.spans())
        .extracting(span -> span.getAttributes().get(StreamAttributes.ERROR_TYPE))
        .containsExactly("premature_end", null, null, null, null);
  }

  @Test
  void refusalThatNobodyReads_isItsStatus() {
    InboundCall call = ask(CHAT, QUESTION);
    requireNonNull(call.answered(503, "application/json", null)).onClose();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "503"));
  }

  @Test
  void answerWithoutABody_endsTheCall() {
    ask(CHAT, QUESTION).answeredWithout(500);

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "500"));
  }

  @Test
  void streamOfAWrongType_isAStream() {
    InboundCall call = ask(CHAT, QUESTION);
    InboundBody body = requireNonNull(call.answered(200, "application/json", null));
    read(body, CHUNK);
    read(body, FINISH);
    body.onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 3));
  }

  @Test
  void bodyThatIsWrittenAgain_isReadOnce() {
    InboundCall call = ask(CHAT, "{\"model\":\"cut off");
    ModelRequest question = requireNonNull(call.question());
    question.begin();
    write(question, QUESTION);
    requireNonNull(call.answered(200, "text/event-stream", null)).onEnd();

    assertThat(telemetry.span()).hasName("chat m-1");
  }

  @Test
  void compressedAnswer_isTimedAndNotRead() {
    InboundCall call = ask(CHAT, QUESTION);
    InboundBody body = requireNonNull(call.answered(200, "text/event-stream", "br"));
    read(body, CHUNK);
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("chat m-1")
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void configuredPath_isAModelWhateverItIsAsked() {
    RecordedTelemetry own =
        RecordedTelemetry.with(
            ConfigKey.GENAI_HTTP_PATHS, "*.corp.example/Ask/*=anthropic.messages:corp");
    HttpStreamTelemetry client = HttpStreamTelemetry.create(own.runtime(), "client");
    InboundCall call =
        requireNonNull(
            client.call(
                Context.root(), new RequestTarget("POST", "ai.corp.example", 443, "/Ask/now")));
    write(requireNonNull(call.question()), "{\"model\":\"claude\"}");
    InboundBody body = requireNonNull(call.answered(200, "application/json", null));
    read(body, "{\"id\":\"msg\",\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":4}}");
    body.onEnd();

    assertThat(own.span())
        .hasName("chat claude")
        .hasAttribute(equalTo(GenAiAttributes.PROVIDER_NAME, "corp"))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 4));
  }

  @Test
  void ordinaryRequest_isNotRead() {
    InboundCall call =
        requireNonNull(
            http.call(Context.root(), new RequestTarget("POST", "shop.example", 443, "/orders")));

    assertThat(call.question()).isNull();
    assertThat(call.isOfInterest("application/json")).isFalse();
  }
}
