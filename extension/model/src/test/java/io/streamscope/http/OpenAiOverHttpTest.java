/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How servers that speak OpenAI's format frame what they say, and whose attributes they have. */
class OpenAiOverHttpTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String QUESTION = "{\"model\":\"m\",\"messages\":[],\"stream\":true}";
  private static final String SSE = "text/event-stream";
  private static final String JSON = "application/json";
  private static final String CHUNK =
      "{\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}";
  private static final String USAGE =
      "{\"id\":\"c-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

  private static AskedModel ask(String contentType) {
    return AskedModel.answering(PATH, QUESTION, contentType);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'data: '|\\n\\n",
        "data:|\\n\\n",
        "data:|\\r\\n\\r\\n",
        "'data: '|\\r\\r",
        "':\\n\\ndata: '|\\n\\n",
        "event: message\\nid: 1\\ndata:|\\n\\n"
      })
  void framing_doesNotMatter(String before, String after) {
    String frame = before.translateEscapes() + "%s" + after.translateEscapes();
    for (String contentType : List.of(SSE, SSE + ";charset=UTF-8", JSON)) {
      AskedModel model = ask(contentType);
      for (String event : List.of(CHUNK, CHUNK, USAGE, "[DONE]")) {
        model.read(frame.formatted(event));
      }

      assertThat(model.complete())
          .hasAttribute(equalTo(StreamAttributes.PROTOCOL, "sse"))
          .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 2))
          .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 3))
          .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2))
          .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    }
  }

  @Test
  void streamWithoutFinishReasonAndMark_isCompleteAtItsEnd() {
    SpanData span = ask(SSE).read("data: " + CHUNK + "\n\n").complete();

    assertThat(span)
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1));
    assertThat(span.getAttributes().get(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void streamWithoutMark_isCompleteForWhoReadsItsLastChunk() {
    String last = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";

    assertThat(ask(SSE).read("data: " + CHUNK + "\n\ndata: " + last + "\n\n").closed())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
    assertThat(ask(SSE).read("data: " + CHUNK + "\n\n").closed())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"overloaded\",\"message\":\"busy\"}}",
        "\n {\"error\":{\"type\":\"overloaded\",\"message\":\"busy\"}}\n",
        "[{\"error\":{\"code\":\"overloaded\",\"message\":\"busy\"}}]",
        "{\"object\":\"error\",\"message\":\"busy\",\"type\":\"overloaded\",\"code\":400}",
        "{\"code\":\"overloaded\",\"message\":\"busy\",\"request_id\":\"r\"}"
      })
  void errorInsteadOfAStream_isWhatItFailedWith(String error) {
    assertThat(ask(JSON).read(error).complete())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "overloaded"))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"))
        .hasStatus(StatusData.create(StatusCode.ERROR, "busy"));
  }

  @ParameterizedTest
  @ValueSource(strings = {SSE, JSON})
  void errorEvent_isWhatTheStreamEndedWith(String contentType) {
    String error = "{\"error\":{\"code\":\"overloaded\",\"message\":\"busy\"}}";

    assertThat(
            ask(contentType)
                .read("data: " + CHUNK + "\n\nevent: error\ndata: " + error + "\n\n")
                .complete())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "overloaded"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasStatus(StatusData.create(StatusCode.ERROR, "busy"));
  }

  /** The conventions keep {@code openai.*} for OpenAI: the provider says whose telemetry it is. */
  @ParameterizedTest
  @CsvSource({
    "api.openai.com, openai, true",
    "llm.example, openai, true",
    "r.openai.azure.com, azure.ai.openai, true",
    "api.deepseek.com, deepseek, false",
    "api.groq.com, groq, false",
    "ollama.com, ollama, false",
    "dashscope.aliyuncs.com, dashscope, false"
  })
  void attributesOfOpenAi_areThoseOfItsOwnCalls(String host, String provider, boolean own) {
    SpanData span =
        AskedModel.answering(
                new RequestTarget("POST", host, 443, PATH),
                "{\"model\":\"m\",\"messages\":[],\"stream\":true,\"service_tier\":\"flex\"}",
                SSE)
            .read(
                "data: "
                    + CHUNK.replace(
                        "{\"id\"",
                        "{\"service_tier\":\"flex\",\"system_fingerprint\":\"fp_1\",\"id\"")
                    + "\n\n")
            .complete();

    assertThat(span)
        .hasAttribute(equalTo(GenAiAttributes.PROVIDER_NAME, provider))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "m-1"));
    assertThat(
            span.getAttributes().asMap().keySet().stream()
                .map(AttributeKey::getKey)
                .filter(key -> key.startsWith("openai.")))
        .containsExactlyInAnyOrderElementsOf(
            own
                ? List.of(
                    "openai.api.type",
                    "openai.request.service_tier",
                    "openai.response.service_tier",
                    "openai.response.system_fingerprint")
                : List.of());
  }

  @ParameterizedTest
  @CsvSource({"/v1/chat/completions, chat_completions", "/v1/responses, responses"})
  void typeOfTheApi_isThatOfItsPath(String path, String type) {
    assertThat(
            AskedModel.answering(path, "{\"model\":\"m\",\"messages\":[],\"input\":\"x\"}", JSON)
                .read("{}")
                .complete())
        .hasAttribute(equalTo(GenAiAttributes.OPENAI_API_TYPE, type));
  }
}
