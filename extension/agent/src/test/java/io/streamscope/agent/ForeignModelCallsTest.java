/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.streamscope.llm.ForeignModelSpans;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which spans of others are calls to models. */
class ForeignModelCallsTest {

  private static final String OPERATION = "gen_ai.operation.name";

  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder().addSpanProcessor(new StreamscopeProcessor()).build();

  @BeforeAll
  static void install() {
    ForeignModelCalls.install();
  }

  private SpanBuilder builder(String scope, String name) {
    return tracers.get(scope).spanBuilder(name).setParent(Context.root());
  }

  private static boolean isModelCall(Span span) {
    return ForeignModelSpans.of(Context.root().with(span)) != null;
  }

  @ParameterizedTest
  @CsvSource({
    "io.opentelemetry.aws-sdk-2.2, chat, true",
    "io.opentelemetry.openai-java-1.1, embeddings, true",
    "SemanticKernel, chat.completions, true",
    "whoever, generate_content, true",
    "whoever, invoke_agent, false",
    "whoever, execute_tool, false",
    "whoever, invoke_workflow, false",
    "whoever, retrieval, false",
    "io.streamscope.java-http-client-stream, chat, false"
  })
  void operation_decides(String scope, String operation, boolean model) {
    Span span = builder(scope, "x").setAttribute(OPERATION, operation).startSpan();

    assertThat(isModelCall(span)).isEqualTo(model);
    span.end();
  }

  @ParameterizedTest
  @CsvSource({
    "gcp.vertex.agent, call_llm, true",
    "gcp.vertex.agent, invocation, false",
    "gcp.vertex.agent, execute_tool search, false",
    "azure-ai-inference, chat gpt-4o, true",
    "azure-ai-inference, chat, true",
    "azure-ai-inference, POST, false",
    "com.anthropic.sdk.java, anthropic.messages.create, true",
    "SemanticKernel, function_invocation a-b, false",
    "whoever, chat gpt-4o, false"
  })
  void nameDecides_whereNothingElseDoes(String scope, String name, boolean model) {
    Span span = builder(scope, name).startSpan();

    assertThat(isModelCall(span)).isEqualTo(model);
    span.end();
  }

  @Test
  void operationThatIsNamedLater_isKnownThen() {
    Span span = builder("whoever", "x").startSpan();
    assertThat(isModelCall(span)).isFalse();
    span.setAttribute(OPERATION, "chat");

    assertThat(isModelCall(span)).isTrue();
    span.end();
    assertThat(isModelCall(span)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "io.opentelemetry.netty-4.1, CLIENT, true",
    "azure-core, INTERNAL, true",
    "whoever, INTERNAL, false"
  })
  void spanBelow_carriesTheCallIfItIsARequest(String scope, SpanKind kind, boolean carries) {
    Span call = builder("whoever", "x").setAttribute(OPERATION, "chat").startSpan();
    Span below =
        tracers
            .get(scope)
            .spanBuilder("POST")
            .setSpanKind(kind)
            .setParent(Context.root().with(call))
            .startSpan();

    assertThat(isModelCall(below)).isEqualTo(carries);
    below.end();
    call.end();
  }

  @Test
  void endOfTheCall_endsWhatIsBelow() {
    Span call = builder("whoever", "x").setAttribute(OPERATION, "chat").startSpan();
    Span below =
        tracers
            .get("io.opentelemetry.netty-4.1")
            .spanBuilder("POST")
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.root().with(call))
            .startSpan();
    call.end();

    assertThat(isModelCall(below)).isFalse();
    below.end();
  }

  @Test
  void spanThatNobodyHolds_isNotKept() {
    WeakReference<Span> span = new WeakReference<>(forgotten());
    for (int i = 0; i < 100 && span.get() != null; i++) {
      System.gc();
    }

    assertThat(span.get()).isNull();
  }

  private Span forgotten() {
    return builder("whoever", "x").setAttribute(OPERATION, "chat").startSpan();
  }
}
