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
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Models on Amazon Bedrock, as an HTTP client tells of them. */
class BedrockCallTest {

  private static final String HOST = "bedrock-runtime.us-east-1.amazonaws.com";
  private static final String EVENT_STREAM = "application/vnd.amazon.eventstream";
  private static final String CLAUDE = "anthropic.claude-3-haiku-20240307-v1:0";
  private static final String QUESTION =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}],"
          + "\"inferenceConfig\":{\"maxTokens\":50,\"temperature\":0.5,\"topP\":0.9,"
          + "\"stopSequences\":[\"|\"]},\"additionalModelRequestFields\":{\"top_k\":7}}";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private InboundCall ask(String host, String path, String body) {
    InboundCall call =
        requireNonNull(http.call(Context.root(), new RequestTarget("POST", host, 443, path)));
    ModelRequest question = call.question();
    if (question != null) {
      byte[] bytes = body.getBytes(UTF_8);
      question.onBytes(bytes, 0, bytes.length);
    }
    return call;
  }

  private InboundBody stream(String path, String question) {
    return requireNonNull(ask(HOST, path, question).answered(200, EVENT_STREAM, null));
  }

  private static byte[] event(String type, String payload) {
    return message("event", ":event-type", type, payload);
  }

  private static byte[] message(String kind, String key, String value, String payload) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString(kind));
    headers.put(key, HeaderValue.fromString(value));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Message(headers, payload.getBytes(UTF_8)).encode(out);
    return out.toByteArray();
  }

  private static byte[] chunk(String document) {
    String bytes = Base64.getEncoder().encodeToString(document.getBytes(UTF_8));
    return event("chunk", "{\"bytes\":\"" + bytes + "\",\"p\":\"abc\"}");
  }

  /** Byte by byte: every cut. */
  private static void read(InboundBody body, byte[]... messages) {
    for (byte[] message : messages) {
      for (int i = 0; i < message.length; i++) {
        body.onBytes(message, i, 1);
      }
    }
  }

  private static byte[] text(String text) {
    return event(
        "contentBlockDelta",
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"},\"p\":\"abcdefgh\"}");
  }

  @Test
  void conversationInPieces_isOneSpan() {
    InboundBody body =
        stream("/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse-stream", QUESTION);
    read(
        body,
        event("messageStart", "{\"role\":\"assistant\",\"p\":\"ab\"}"),
        text("Hello"),
        text(" you"),
        text(" there"),
        event("contentBlockStop", "{\"contentBlockIndex\":0}"),
        event("messageStop", "{\"stopReason\":\"end_turn\"}"),
        event(
            "metadata",
            "{\"usage\":{\"inputTokens\":4,\"outputTokens\":3,\"totalTokens\":17,"
                + "\"cacheReadInputTokens\":8,\"cacheWriteInputTokens\":2},"
                + "\"metrics\":{\"latencyMs\":9}}"));
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("chat " + CLAUDE)
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusData.unset())
        .hasAttribute(equalTo(GenAiAttributes.PROVIDER_NAME, "aws.bedrock"))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_MODEL, CLAUDE))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_STREAM, true))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_MAX_TOKENS, 50))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_TEMPERATURE, 0.5))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_TOP_P, 0.9))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_TOP_K, 7.0))
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_STOP_SEQUENCES, List.of("|")))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("end_turn")))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 14))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 3))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_CACHE_READ, 8))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_CACHE_CREATION, 2))
        .hasAttribute(equalTo(StreamAttributes.PROTOCOL, "chunked"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 3))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"toolUse\":{\"input\":\"{\"}}",
        "{\"reasoningContent\":{\"text\":\"hm\"}}",
        "{\"text\":\"x\"}"
      })
  void generatedContent_isAChunk(String delta) {
    InboundBody body = stream("/model/m/converse-stream", QUESTION);
    String event = "{\"contentBlockIndex\":0,\"delta\":" + delta + "}";
    read(body, event("contentBlockDelta", event), event("contentBlockDelta", event));
    body.onEnd();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\"}}",
        "{\"contentBlockIndex\":0,\"delta\":{\"reasoningContent\":{\"signature\":\"x\"}}}",
        "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"name\":\"t\",\"toolUseId\":\"1\"}}}",
        "{\"role\":\"assistant\"}",
        "{not json"
      })
  void noContent_isNone(String event) {
    InboundBody body = stream("/model/m/converse-stream", QUESTION);
    read(body, event("contentBlockDelta", event));
    body.onEnd();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 0));
  }

  @Test
  void exceptionInTheStream_isAnErrorWithItsName() {
    InboundBody body = stream("/model/m/converse-stream", QUESTION);
    read(
        body,
        text("Hello"),
        message(
            "exception", ":exception-type", "throttlingException", "{\"message\":\"slow down\"}"));
    body.onEnd();

    assertThat(telemetry.span())
        .hasStatus(StatusData.create(StatusCode.ERROR, "slow down"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "throttlingException"))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1));
  }

  @Test
  void errorInTheStream_isAnErrorWithItsCode() {
    InboundBody body = stream("/model/m/converse-stream", QUESTION);
    read(body, text("Hello"), message("error", ":error-code", "InternalFailure", ""));
    body.onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "InternalFailure"))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"));
  }

  @Test
  void readerThatStopsAfterTheReason_hasReadAll() {
    InboundBody body = stream("/model/m/converse-stream", QUESTION);
    read(body, text("Hello"), event("messageStop", "{\"stopReason\":\"end_turn\"}"));
    body.onClose();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void wholeConversation_isReadToo() {
    InboundBody body =
        requireNonNull(
            ask(HOST, "/model/amazon.nova-lite-v1:0/converse", QUESTION)
                .answered(200, "application/json", null));
    read(
        body,
        ("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":[{\"text\":\"Hi\"}]}},"
                + "\"stopReason\":\"max_tokens\",\"usage\":{\"inputTokens\":4,\"outputTokens\":1}}")
            .getBytes(UTF_8));
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("chat amazon.nova-lite-v1:0")
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("max_tokens")))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 4))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 1));
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)).isNull();
  }

  @Test
  void refusal_isAnErrorWithItsName() {
    InboundBody body =
        requireNonNull(
            ask(HOST, "/model/m/converse", QUESTION).answered(403, "application/json", null));
    read(body, "{\"__type\":\"AccessDeniedException\",\"message\":\"no access\"}".getBytes(UTF_8));
    body.onEnd();

    assertThat(telemetry.span())
        .hasStatus(StatusData.create(StatusCode.ERROR, "no access"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "AccessDeniedException"));
  }

  @Test
  void modelOfAnthropics_isReadInItsOwnFormat() {
    InboundBody body =
        stream(
            "/model/us.anthropic.claude-sonnet-4/invoke-with-response-stream",
            "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    read(
        body,
        chunk(
            "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude-4\","
                + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}"),
        chunk("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"t\",\"text\":\"Hé\"}}"),
        chunk("{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"t\",\"text\":\"llo\"}}"),
        chunk(
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
                + "\"usage\":{\"output_tokens\":5}}"),
        chunk(
            "{\"type\":\"message_stop\",\"amazon-bedrock-invocationMetrics\":"
                + "{\"inputTokenCount\":3,\"outputTokenCount\":5}}"));
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("chat us.anthropic.claude-sonnet-4")
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_MAX_TOKENS, 9))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_ID, "msg_1"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "claude-4"))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 3))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 5))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 2))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void exceptionOfBedrocks_isReadWhateverTheModelSpeaks() {
    InboundBody body =
        stream("/model/anthropic.claude/invoke-with-response-stream", "{\"messages\":[]}");
    read(
        body,
        message(
            "exception", ":exception-type", "modelStreamErrorException", "{\"message\":\"x\"}"));
    body.onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "modelStreamErrorException"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "amazon.titan-text#{\"outputText\":\"Hi\",\"index\":0,\"inputTextTokenCount\":4,"
            + "\"totalOutputTextTokenCount\":2,\"completionReason\":\"FINISH\"}#FINISH",
        "meta.llama3#{\"generation\":\"Hi\",\"prompt_token_count\":4,"
            + "\"generation_token_count\":2,\"stop_reason\":\"stop\"}#stop",
        "amazon.nova#{\"contentBlockDelta\":{\"delta\":{\"text\":\"Hi\"}},\"messageStop\":"
            + "{\"stopReason\":\"end_turn\"},\"metadata\":{\"usage\":"
            + "{\"inputTokens\":4,\"outputTokens\":2}}}#end_turn",
        "cohere.command#{\"text\":\"Hi\",\"finish_reason\":\"COMPLETE\","
            + "\"amazon-bedrock-invocationMetrics\":"
            + "{\"inputTokenCount\":4,\"outputTokenCount\":2}}#COMPLETE",
        "mistral.mistral#{\"outputs\":[{\"text\":\"Hi\",\"stop_reason\":\"stop\"}],"
            + "\"amazon-bedrock-invocationMetrics\":"
            + "{\"inputTokenCount\":4,\"outputTokenCount\":2}}#stop"
      })
  void otherModels_areReadInTheirs(String model, String event, String reason) {
    InboundBody body =
        stream("/model/" + model + "/invoke-with-response-stream", "{\"prompt\":\"hi\"}");
    read(body, chunk(event));
    body.onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of(reason)))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 4))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void wholeAnswerOfTitan_isReadToo() {
    InboundBody body =
        requireNonNull(
            ask(
                    HOST,
                    "/model/amazon.titan-text-lite-v1/invoke",
                    "{\"inputText\":\"hi\",\"textGenerationConfig\":{\"maxTokenCount\":9}}")
                .answered(200, "application/json", null));
    read(
        body,
        ("{\"inputTextTokenCount\":4,\"results\":[{\"tokenCount\":2,\"outputText\":\"Hi\","
                + "\"completionReason\":\"FINISH\"}]}")
            .getBytes(UTF_8));
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("text_completion amazon.titan-text-lite-v1")
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_MAX_TOKENS, 9))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("FINISH")))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 4))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"p\":\"x\",\"bytes\":\"%s\"}",
        "{ \"bytes\" : \"%s\" }",
        "{\"bytes\":\"%s\"}",
        "{\"a\":{\"bytes\":1},\"bytes\":\"%s\"}"
      })
  void wrappedDocument_isFoundWhereverItIs(String payload) {
    String inner = "{\"generation\":\"??>>??>>\",\"stop_reason\":null}";
    String bytes = Base64.getEncoder().encodeToString(inner.getBytes(UTF_8)).replace("/", "\\/");
    InboundBody body =
        stream("/model/meta.llama3/invoke-with-response-stream", "{\"prompt\":\"hi\"}");
    read(body, event("chunk", payload.formatted(bytes)));
    body.onEnd();

    SpanData span = telemetry.span();
    assertThat(span)
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasAttribute(equalTo(StreamAttributes.BYTES, inner.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"bytes\":\"e30", "{\"bytes\":7}", "[]", "{\"bytes\":\"*\"}", "{}"})
  void chunkWithoutADocument_saysNothing(String payload) {
    InboundBody body =
        stream("/model/meta.llama3/invoke-with-response-stream", "{\"prompt\":\"hi\"}");
    read(body, event("chunk", payload));
    body.onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 0))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "premature_end"));
  }

  @ParameterizedTest
  @CsvSource({
    "/model/m/converse, true",
    "/prefix/model/m/invoke, true",
    "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fx/converse-stream, true",
    "/model/a/b/converse, false",
    "/model//converse, false",
    "/models/m/converse, false",
    "/invoke, false",
    "/model/m/count-tokens, false"
  })
  void pathsOfBedrock_areKnown(String path, boolean known) {
    assertThat(ask(HOST, path, QUESTION).question() != null).isEqualTo(known);
  }

  @Test
  void pathOnAnotherHost_isOneIfItAsksSomething() {
    requireNonNull(
            ask("localhost", "/model/m/converse-stream", QUESTION)
                .answered(200, EVENT_STREAM, null))
        .onEnd();

    assertThat(telemetry.span()).hasName("chat m");
    assertThat(
            ask("localhost", "/model/m/invoke", "{\"x\":1}")
                .answered(200, "application/json", null))
        .isNull();
  }

  @Test
  void embedding_isOne() {
    String model = "amazon.titan-embed-text-v2:0";
    InboundBody body =
        requireNonNull(
            ask(HOST, "/model/" + model + "/invoke", "{\"inputText\":\"hi\"}")
                .answered(200, "application/json", null));
    read(body, "{\"embedding\":[0.1,0.2],\"inputTextTokenCount\":3}".getBytes(UTF_8));
    body.onEnd();

    assertThat(telemetry.span())
        .hasName("embeddings " + model)
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 3));
  }

  @Test
  void damagedStream_isCountedAndHarmsNobody() {
    InboundBody body = stream("/model/m/converse-stream", QUESTION);
    byte[] damaged = text("Hello");
    damaged[9]++;
    read(body, damaged, text("Hello"));
    body.onEnd();

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 0));
    assertThat(
            telemetry.counter(
                "streamscope.telemetry.dropped",
                io.opentelemetry.api.common.Attributes.of(StreamAttributes.REASON, "event")))
        .isEqualTo(1);
  }
}
