/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class OllamaTest extends ServedTest {
  @Test
  void stream_isTheDefaultAndEndsWithCounts() throws Exception {
    String body = Question.OLLAMA_CHAT.body(true).replace(",\"stream\":true", "");
    HttpResponse<String> response = send("POST", "/api/chat", body, "x-fake-comments", "1");
    List<Served> lines = events(response.body());
    Json last = lines.get(lines.size() - 1).json();

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(lines).hasSize(Question.CHUNKS + 1);
    assertThat(lines.get(0).json().get("message").get("content").string()).isPresent();
    assertThat(last.get("done").isTrue()).isTrue();
    assertThat(last.get("done_reason").string()).hasValue("stop");
    assertThat(last.get("prompt_eval_count").number()).hasValue(7.0);
    assertThat(last.get("eval_count").number()).hasValue(13.0);
  }

  @Test
  void generate_answersAPrompt() throws Exception {
    List<Served> lines = stream(Question.OLLAMA_GENERATE);

    assertThat(lines.get(0).json().get("response").string()).hasValue("You asked: \"How");
    assertThat(whole(Question.OLLAMA_GENERATE).get("response").string().orElseThrow())
        .endsWith("real model does.");
  }

  @Test
  void toolCall_comesWhole() throws Exception {
    List<Served> lines = stream(Question.OLLAMA_CHAT, "tool-call", "look_up");
    Json function = lines.get(0).json().get("message").get("tool_calls").first().get("function");

    assertThat(lines).hasSize(2);
    assertThat(function.get("arguments").get("query").string()).hasValue(Question.TEXT);
  }

  @Test
  void errors_areTexts() throws Exception {
    assertThat(whole(Question.OLLAMA_CHAT, "error-status", "500").get("error").string())
        .isPresent();
    assertThat(stream(Question.OLLAMA_CHAT, "error-after", "0"))
        .singleElement()
        .satisfies(line -> assertThat(line.json().get("error").string()).isPresent());
  }

  @Test
  void embeddings_haveACount() throws Exception {
    String body = "{\"model\":\"e\",\"input\":[\"hello\",\"there\"],\"dimensions\":4}";
    Json answer = Json.parse(send("POST", "/api/embed", body).body());

    assertThat(answer.get("embeddings").items()).hasSize(2);
    assertThat(answer.get("prompt_eval_count").number()).hasValue(4.0);
  }
}
