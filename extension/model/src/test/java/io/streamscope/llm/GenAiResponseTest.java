/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.streamscope.correlation.CallLayer;
import io.streamscope.stream.RecordedTelemetry;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenAiResponseTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void finishReasons_areInTheOrderOfTheChoices() {
    GenAiResponse response = new GenAiResponse(1, fact -> true);
    response.add(new GenAiDelta().finish(2, "length").finish(0, "stop"), CallLayer.SDK);
    assertThat(response.isFinished()).isFalse();
    response.add(new GenAiDelta().finish(1, "tool_calls"), CallLayer.SDK);

    assertThat(response.isFinished()).isTrue();
    assertThat(written(response).get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("stop", "tool_calls", "length");
  }

  @Test
  void oneOfSeveralAnswersFinished_isNotTheEnd() {
    GenAiResponse response = new GenAiResponse(3, fact -> true);
    response.add(new GenAiDelta().finish(0, "stop").finish(1, "stop"), CallLayer.SDK);
    assertThat(response.isFinished()).isFalse();

    response.add(new GenAiDelta().finish(2, "stop"), CallLayer.SDK);

    assertThat(response.isFinished()).isTrue();
  }

  @Test
  void choiceThatDidNotFinish_isAnError() {
    GenAiResponse response = new GenAiResponse(1, fact -> true);
    response.add(new GenAiDelta().finish(1, "stop"), CallLayer.SDK);

    assertThat(response.isFinished()).isFalse();
    assertThat(written(response).get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("error", "stop");
  }

  @Test
  void noFinishReason_isNotFinished() {
    GenAiResponse response = new GenAiResponse(1, fact -> true);

    assertThat(response.isFinished()).isFalse();
    assertThat(written(response).get(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void choicesBeyondTheLimit_areLeftOut() {
    GenAiResponse response = new GenAiResponse(Integer.MAX_VALUE, fact -> true);
    GenAiDelta delta = new GenAiDelta().finish(-1, "stop").finish(Integer.MAX_VALUE, "stop");
    for (int i = 0; i < 100_000; i++) {
      delta.finish(i, "stop");
    }
    response.add(delta, CallLayer.SDK);

    assertThat(response.isFinished()).isTrue();
    assertThat(written(response).get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .isEqualTo(Collections.nCopies(16, "stop"));
  }

  @Test
  void factsBeyondTheLimit_areLeftOut() {
    GenAiResponse response = new GenAiResponse(1, fact -> true);
    for (int i = 0; i < 1_000; i++) {
      response.add(new GenAiDelta().fact(AttributeKey.stringKey("fact" + i), "x"), CallLayer.SDK);
    }

    assertThat(written(response).asMap().keySet())
        .filteredOn(key -> key.getKey().startsWith("fact"))
        .hasSize(16);
  }

  @Test
  void laterFacts_replaceEarlierOnesWhereTold() {
    GenAiResponse response = new GenAiResponse(1, fact -> true);
    response.add(
        new GenAiDelta()
            .identity("1", "model")
            .fact(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT, "fp")
            .fact(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, null)
            .usage(GenAiUsage.of(1, -1).with(TokenKind.CACHE_READ, 3)),
        CallLayer.SDK);
    response.add(
        new GenAiDelta()
            .identity(null, "better model")
            .fact(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, "flex")
            .usage(GenAiUsage.of(5, 6).with(TokenKind.REASONING, 0)),
        CallLayer.SDK);

    Attributes attributes = written(response);

    assertThat(attributes.get(GenAiAttributes.RESPONSE_ID)).isEqualTo("1");
    assertThat(attributes.get(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("better model");
    assertThat(attributes.get(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT)).isEqualTo("fp");
    assertThat(attributes.get(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER)).isEqualTo("flex");
    assertThat(
            List.of(
                attributes.get(GenAiAttributes.USAGE_INPUT_TOKENS),
                attributes.get(GenAiAttributes.USAGE_OUTPUT_TOKENS),
                attributes.get(GenAiAttributes.USAGE_CACHE_READ),
                attributes.get(GenAiAttributes.USAGE_REASONING)))
        .containsExactly(5L, 6L, 3L, 0L);
  }

  private Attributes written(GenAiResponse response) {
    Span span = telemetry.streams().tracer().spanBuilder("answer").startSpan();
    response.writeTo(span, GenAiSemconv.of("v1.41"));
    span.end();
    return telemetry.span().getAttributes();
  }
}
