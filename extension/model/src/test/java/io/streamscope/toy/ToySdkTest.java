/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.toy;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.correlation.CallLayer;
import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.Failure;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An SDK with a wire format of its own becomes visible with what is public: one format, one
 * adapter, no edit in {@code llm}, {@code http} or {@code stream}.
 */
class ToySdkTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final GenAiTelemetry calls = GenAiTelemetry.create(telemetry.runtime(), "toy-1.0");

  @Test
  void streamedAnswer_isOneSpanWithAllThatTheFormatTells() {
    ask(
            "[\"M\",\"42\",\"toy-9\"]",
            "[\"I\",\"7\"]",
            "[\"T\",\"wo\"]",
            "[\"T\",\"rd\"]",
            "[\"O\",\"2\"]",
            "[\"F\",\"stop\"]",
            "[\"Z\"]")
        .forEachRemaining(text -> {});

    assertThat(telemetry.span())
        .hasName("chat toy")
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 2))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_ID, "42"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "toy-9"))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 7))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, 2))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("stop")));
  }

  @Test
  void errorInTheAnswer_isTheProvidersFailure() {
    ask("[\"T\",\"wo\"]", "[\"E\",\"overloaded\"]").forEachRemaining(text -> {});

    assertThat(telemetry.span())
        .hasStatus(StatusData.create(StatusCode.ERROR, "the model is overloaded"))
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "overloaded"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1));
  }

  @Test
  void callInsideOfTheHandler_isACallOfItsOwn() {
    TracingAnswer outer = ask("[\"T\",\"wo\"]", "[\"Z\"]");
    outer.forEachRemaining(
        text -> {
          if (text.equals("[\"T\",\"wo\"]")) {
            ask("[\"T\",\"inner\"]", "[\"Z\"]").forEachRemaining(inner -> {});
          }
        });

    assertThat(telemetry.spans()).hasSize(2);
    assertThat(telemetry.spans().get(0)).hasParent(telemetry.spans().get(1));
  }

  /** What the adapter's advice would do around {@code ToyClient.ask}. */
  private TracingAnswer ask(String... events) {
    GenAiRequest request =
        new GenAiRequest(
            GenAiOperation.CHAT, "toy", "toy", "toy.example", 443, true, Attributes.empty());
    GenAiCall call = calls.start(request, CallLayer.SDK, Context.current());
    try (Scope ignored = call.context().makeCurrent()) {
      return new TracingAnswer(new ToyClient().ask(events), call);
    }
  }

  /** The SDK. */
  private static final class ToyClient {
    Iterator<String> ask(String... events) {
      return List.of(events).iterator();
    }
  }

  /** The adapter that is left in the SDK. */
  private static final class TracingAnswer {
    private final Iterator<String> answer;
    private final GenAiCall call;
    private final WireAnswer format = new WireAnswer(new ToyFormat());

    TracingAnswer(Iterator<String> answer, GenAiCall call) {
      this.answer = answer;
      this.call = call;
    }

    void forEachRemaining(Consumer<String> handler) {
      while (answer.hasNext()) {
        String event = answer.next();
        call.event(format, null, event);
        try (Scope ignored = call.callbackContext().makeCurrent()) {
          handler.accept(event);
        }
      }
      call.complete();
    }
  }

  /** Arrays of a letter and its words. */
  private static final class ToyFormat implements WireFormat {
    @Override
    public void onRequest(JsonReader request, GenAiQuestion question) {}

    @Override
    public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
      List<String> words = new ArrayList<>();
      event.beginArray();
      int text = 0;
      while (event.hasNext()) {
        text = event.position();
        words.add(event.nextString());
      }
      switch (words.get(0)) {
        case "M" -> delta.identity(words.get(1), words.get(2));
        case "I" -> delta.usage(GenAiUsage.of(Long.parseLong(words.get(1)), -1));
        case "O" -> delta.usage(GenAiUsage.of(-1, Long.parseLong(words.get(1))));
        case "T" -> delta.text(text);
        case "F" -> delta.finish(0, words.get(1));
        case "E" -> delta.error(Failure.said(words.get(1), "the model is " + words.get(1)));
        default -> delta.end();
      }
    }

    @Override
    public void onAnswer(JsonReader answer, GenAiDelta delta) {
      onEvent(null, answer, delta);
    }
  }
}
