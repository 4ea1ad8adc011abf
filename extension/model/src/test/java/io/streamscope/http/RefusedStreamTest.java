/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.opentelemetry.context.Context;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that was asked for and never came is one of the kind that was asked for. */
class RefusedStreamTest {

  private static final String QUESTION =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
          + "\"prompt\":\"hi\",\"stream\":true}";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private InboundCall ask(String path) {
    RequestTarget target = new RequestTarget("POST", "llm.example", 8080, path);
    InboundCall call = requireNonNull(http.call(Context.root(), target));
    ModelRequest question = requireNonNull(call.question());
    byte[] bytes = QUESTION.getBytes(UTF_8);
    question.begin();
    question.onBytes(bytes, 0, bytes.length);
    return call;
  }

  @ParameterizedTest
  @CsvSource({
    "/api/chat, ndjson",
    "/api/generate, ndjson",
    "/v1/chat/completions, sse",
    "/v1/messages, sse"
  })
  void refusal_isOfTheStreamThatWasAskedFor(String path, String protocol) {
    requireNonNull(ask(path).answered(429, "application/json", null)).onEnd();

    assertThat(telemetry.span())
        .hasAttribute(equalTo(StreamAttributes.PROTOCOL, protocol))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"));
  }

  @ParameterizedTest
  @CsvSource({"/api/chat, ndjson", "/v2/chat, sse"})
  void connectionThatFails_isOfTheStreamThatWasAskedFor(String path, String protocol) {
    ask(path).failed(new IOException("reset"));

    assertThat(telemetry.span()).hasAttribute(equalTo(StreamAttributes.PROTOCOL, protocol));
  }
}
