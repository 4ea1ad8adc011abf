/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CohereTest extends ServedTest {
  @Test
  void stream_isContentsWithinAMessage() throws Exception {
    List<Served> events = stream(Question.COHERE, "chunks", "1", "reasoning-chunks", "1");

    assertThat(events)
        .extracting(Served::name)
        .containsExactly(
            "message-start",
            "content-start",
            "content-delta",
            "content-end",
            "content-start",
            "content-delta",
            "content-end",
            "message-end");
    assertThat(events)
        .allSatisfy(event -> assertThat(event.json().get("type").string()).hasValue(event.name()));
    Json delta = events.get(7).json().get("delta");
    assertThat(delta.get("finish_reason").string()).hasValue("COMPLETE");
    assertThat(delta.get("usage").get("tokens").get("input_tokens").number()).hasValue(7.0);
    assertThat(delta.get("usage").get("billed_units").get("output_tokens").number()).hasValue(2.0);
  }

  @Test
  void toolCall_hasEventsOfItsOwn() throws Exception {
    List<Served> events = stream(Question.COHERE, "tool-call", "look_up");

    assertThat(events)
        .extracting(Served::name)
        .contains("tool-call-start", "tool-call-delta", "tool-call-end")
        .doesNotContain("content-start");
    assertThat(events.get(events.size() - 1).data()).contains("\"TOOL_CALL\"");
  }

  @Test
  void errorEvent_isTheEndOfTheMessage() throws Exception {
    List<Served> events = stream(Question.COHERE, "error-after", "1");

    assertThat(events.get(events.size() - 1).json().get("delta").get("finish_reason").string())
        .hasValue("ERROR");
  }

  @Test
  void embeddings_haveBilledUnits() throws Exception {
    String body = "{\"model\":\"e\",\"texts\":[\"hello\",\"there\"],\"output_dimension\":4}";
    Json answer = Json.parse(send("POST", "/v2/embed", body).body());

    assertThat(answer.get("embeddings").get("float").items()).hasSize(2);
    assertThat(answer.get("meta").get("billed_units").get("input_tokens").number()).hasValue(4.0);
  }

  @Test
  void rerank_putsTheLikestFirst() throws Exception {
    String body =
        "{\"model\":\"r\",\"query\":\""
            + Question.TEXT
            + "\",\"top_n\":1,"
            + "\"documents\":[\"boats\",\"the warranty is long\"]}";
    List<Json> results = Json.parse(send("POST", "/v2/rerank", body).body()).get("results").items();

    assertThat(results).hasSize(1);
    assertThat(results.get(0).get("index").number()).hasValue(1.0);
    assertThat(send("POST", "/v2/rerank", body, "x-fake-error-status", "429").body())
        .contains("\"message\":");
  }
}
