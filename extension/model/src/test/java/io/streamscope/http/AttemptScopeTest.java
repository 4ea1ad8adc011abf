/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.streamscope.stream.RecordedTelemetry;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which requests of an SDK are attempts of one call, and which are calls of their own. */
class AttemptScopeTest {

  private static final RequestTarget API =
      new RequestTarget("POST", "api.openai.com", 443, "/v1/embeddings");
  private static final byte[] QUESTION = "{\"model\":\"m\",\"input\":\"?\"}".getBytes(UTF_8);

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final HttpStreamTelemetry http =
      HttpStreamTelemetry.create(telemetry.runtime(), "client");

  private void request(int status) {
    request(Context.current(), status);
  }

  private void request(Context caller, int status) {
    InboundCall call = requireNonNull(http.call(caller, API));
    requireNonNull(call.question()).onBytes(QUESTION, 0, QUESTION.length);
    requireNonNull(call.answered(status, "application/json", null)).onEnd();
  }

  @Test
  void requestAfterOneThatFailed_isTheSameCall() {
    Object options = new Object();
    AttemptScope scope = AttemptScope.enter(options);
    request(429);
    assertThat(AttemptScope.enter(options)).isNull();
    request(200);
    AttemptScope.exit(scope);

    assertThat(telemetry.spans()).hasSize(1);
  }

  @Test
  void questionOnTopOfAnAnswer_isAnotherCall() {
    CompletableFuture<String> first = new CompletableFuture<>();
    AttemptScope scope = AttemptScope.enter(new Object());
    request(200);
    // before the first is settled: the application's dependents run first
    AttemptScope second = AttemptScope.enter(new Object());
    request(429);
    request(200);
    AttemptScope.exit(second);
    AttemptScope.exit(scope, first);
    first.complete("answer");

    assertThat(second).isNotNull();
    assertThat(telemetry.spans()).hasSize(2);
  }

  @Test
  void plainRequestOnTopOfAnAnswer_isAnotherCall() {
    AttemptScope scope = AttemptScope.enter(new Object());
    request(200);
    request(200);
    AttemptScope.exit(scope);

    assertThat(telemetry.spans()).hasSize(2);
  }

  @Test
  void contextThatTheSdkCarriesByItself_isOfTheCall() {
    AttemptScope scope = requireNonNull(AttemptScope.enter(new Object()));
    request(429);
    request(scope.in(Context.root()), 200);
    AttemptScope.exit(scope);

    assertThat(telemetry.spans()).hasSize(1);
  }

  @Test
  void threadThatHasLostItsContext_goesOnWithTheCall() {
    Object options = new Object();
    CompletableFuture<String> answer = new CompletableFuture<>();
    AttemptScope scope = AttemptScope.enter(options);
    request(503);
    AttemptScope.exit(scope, answer);
    AttemptScope again = AttemptScope.enter(options);
    request(200);
    AttemptScope.exit(again, answer);
    answer.complete("answer");

    assertThat(telemetry.spans()).hasSize(1);
  }
}
