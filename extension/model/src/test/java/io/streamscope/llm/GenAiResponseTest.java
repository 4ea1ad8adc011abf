/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.streamscope.stream.RecordedTelemetry;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GenAiResponseTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final GenAiCall call = new Models(telemetry).ask();
  private final GenAiResponse response = call.response();

  @Test
  void finishReasons_areInTheOrderOfTheChoices() {
    response.finishReason(2, "length");
    response.finishReason(0, "stop");
    assertThat(response.isFinished()).isFalse();
    response.finishReason(1, "tool_calls");

    assertThat(response.isFinished()).isTrue();
    assertThat(written().get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("stop", "tool_calls", "length");
  }

  @Test
  void choiceThatDidNotFinish_isAnError() {
    response.finishReason(1, "stop");

    assertThat(response.isFinished()).isFalse();
    assertThat(written().get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .containsExactly("error", "stop");
  }

  @Test
  void noFinishReason_isNotFinished() {
    assertThat(response.isFinished()).isFalse();
    assertThat(written().get(GenAiAttributes.RESPONSE_FINISH_REASONS)).isNull();
  }

  @Test
  void choicesBeyondTheLimit_areLeftOut() {
    response.finishReason(-1, "stop");
    for (int i = 0; i < 100_000; i++) {
      response.finishReason(i, "stop");
    }
    response.finishReason(Integer.MAX_VALUE, "stop");

    assertThat(written().get(GenAiAttributes.RESPONSE_FINISH_REASONS))
        .isEqualTo(Collections.nCopies(16, "stop"));
  }

  @Test
  void laterFacts_replaceEarlierOnesWhereTold() {
    response.identity("1", "model");
    response.identity(null, "better model");
    response.system("fp", null);
    response.system(null, "flex");
    response.usage(new GenAiUsage(1, 2, 3, 4));
    response.usage(new GenAiUsage(5, 6, -1, 0));

    Attributes attributes = written();

    assertThat(attributes.get(GenAiAttributes.RESPONSE_ID)).isEqualTo("1");
    assertThat(attributes.get(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("better model");
    assertThat(attributes.get(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT)).isEqualTo("fp");
    assertThat(attributes.get(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER)).isEqualTo("flex");
    assertThat(
            List.of(
                attributes.get(GenAiAttributes.USAGE_INPUT_TOKENS),
                attributes.get(GenAiAttributes.USAGE_OUTPUT_TOKENS),
                attributes.get(GenAiAttributes.USAGE_REASONING)))
        .containsExactly(5L, 6L, 0L);
    assertThat(attributes.get(GenAiAttributes.USAGE_CACHE_READ)).isNull();
  }

  private Attributes written() {
    call.end(null);
    return telemetry.span().getAttributes();
  }
}
