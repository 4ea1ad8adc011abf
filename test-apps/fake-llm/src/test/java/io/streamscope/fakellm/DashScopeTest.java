/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DashScopeTest extends ServedTest {
  private static final String PATH = Question.DASH_SCOPE.path(true);

  private static String text(Served event) {
    return event
        .json()
        .get("output")
        .get("choices")
        .first()
        .get("message")
        .get("content")
        .string()
        .orElseThrow();
  }

  @Test
  void stream_hasNumbersStatusAndUsageInEachEvent() throws Exception {
    String body = ask(Question.DASH_SCOPE, true, "chunks", "2").body();
    List<Served> events = events(body);

    assertThat(body).startsWith("id:1\nevent:result\n:HTTP_STATUS/200\ndata:{");
    assertThat(body).contains("\n\nid:3\n");
    assertThat(events).hasSize(3).extracting(Served::name).containsOnly("result");
    assertThat(events)
        .extracting(event -> event.json().get("usage").get("total_tokens").number().orElseThrow())
        .containsExactly(8.0, 9.0, 9.0);
    assertThat(events.get(0).data()).contains("\"finish_reason\":\"null\"");
    assertThat(events.get(2).data()).contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void text_isWhatIsNewOrAllSoFar() throws Exception {
    String body = Question.DASH_SCOPE.body(true);
    String all = body.replace("incremental_output\":true", "incremental_output\":false");
    String[] headers = {"X-DashScope-SSE", "enable", "x-fake-chunks", "2"};

    assertThat(events(send("POST", PATH, body, headers).body()))
        .extracting(DashScopeTest::text)
        .containsExactly("You asked: \"How", " long is the", "");
    assertThat(events(send("POST", PATH, all, headers).body()))
        .extracting(DashScopeTest::text)
        .containsExactly(
            "You asked: \"How", "You asked: \"How long is the", "You asked: \"How long is the");
  }

  @Test
  void otherFormat_isTextOnly() throws Exception {
    String body = "{\"model\":\"m\",\"input\":{\"prompt\":\"hello\"}}";
    Json output = Json.parse(send("POST", PATH, body).body()).get("output");

    assertThat(output.get("text").string()).isPresent();
    assertThat(output.get("finish_reason").string()).hasValue("stop");
  }

  @Test
  void errors_haveACode() throws Exception {
    String stream = ask(Question.DASH_SCOPE, true, "error-after", "1").body();

    assertThat(whole(Question.DASH_SCOPE, "error-status", "429").get("code").string())
        .hasValue("Throttling.RateQuota");
    assertThat(stream).contains("event:error\n:HTTP_STATUS/500\ndata:{\"code\":\"InternalError\"");
  }

  @Test
  void embeddings_haveTheirPlaces() throws Exception {
    String body =
        "{\"model\":\"e\",\"input\":{\"texts\":[\"hello\",\"there\"]},"
            + "\"parameters\":{\"dimension\":4}}";
    Json answer =
        Json.parse(
            send("POST", "/api/v1/services/embeddings/text-embedding/text-embedding", body).body());

    assertThat(answer.get("output").get("embeddings").items()).hasSize(2);
    assertThat(answer.get("usage").get("total_tokens").number()).hasValue(4.0);
  }
}
