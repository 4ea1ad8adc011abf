/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

  @Test
  void question_isAskedAsItIsWritten() {
    String body = "{\"model\":\"m\",\n\n\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}\n";
    try (FakeLlm llm = FakeLlm.start(FakeLlmOptions.defaults())) {
      Stage stage = new Stage("jdk-inputstream", llm.rootUrl());

      String facts =
          stage.ask("mine", Question.parse("/v1/chat/completions\nX-Cell: a: b\n\n" + body));

      assertThat(facts).startsWith("[mine] status 200 application/json").contains("[mine] end\n");
      LoggedRequest request = llm.awaitRequests(1, Duration.ofSeconds(30)).get(0);
      assertThat(request.path()).isEqualTo("/v1/chat/completions");
      assertThat(request.header("x-cell")).isEqualTo("a: b");
      assertThat(request.body()).isEqualTo(body);
    }
  }

  @Test
  void whatIsAccepted_saysHowTheAnswerIsWanted() {
    assertThat(Question.parse("/a\nAccept: text/event-stream\n\n").to("").streamed()).isTrue();
    assertThat(Question.parse("/a\nAccept: application/json\n\n").to("").streamed()).isFalse();
    assertThat(Question.parse("/a\n\n").to("").streamed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "/a\n", "a\n\n", "/a\nno header\n\n"})
  void anythingElse_isNoQuestion(String text) {
    assertThatThrownBy(() -> Question.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
