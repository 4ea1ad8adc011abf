/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenAiResponsesTest extends ServedTest {
  private static final Question QUESTION = Question.OPENAI_RESPONSES;

  @Test
  void stream_tellsOfEachPart() throws Exception {
    List<Served> events = stream(QUESTION, "chunks", "2", "cached-tokens", "3");

    assertThat(events)
        .extracting(Served::name)
        .containsExactly(
            "response.created",
            "response.in_progress",
            "response.output_item.added",
            "response.content_part.added",
            "response.output_text.delta",
            "response.output_text.delta",
            "response.output_text.done",
            "response.content_part.done",
            "response.output_item.done",
            "response.completed");
    assertThat(events)
        .allSatisfy(event -> assertThat(event.json().get("type").string()).hasValue(event.name()));
    assertThat(events)
        .extracting(event -> event.json().get("sequence_number").number().orElseThrow())
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> (double) i).toList());
    Json usage = events.get(9).json().get("response").get("usage");
    assertThat(usage.get("input_tokens").number()).hasValue(7.0);
    assertThat(usage.get("output_tokens").number()).hasValue(2.0);
    assertThat(usage.get("input_tokens_details").get("cached_tokens").number()).hasValue(3.0);
  }

  @Test
  void reasoning_isAnItemOfItsOwn() throws Exception {
    List<Served> events = stream(QUESTION, "reasoning-chunks", "2", "chunks", "1");

    assertThat(events).extracting(Served::name).contains("response.reasoning_summary_text.delta");
    List<Json> output = events.get(events.size() - 1).json().get("response").get("output").items();
    assertThat(output)
        .extracting(item -> item.get("type").string().orElseThrow())
        .containsExactly("reasoning", "message");
  }

  @Test
  void toolCall_isAnItem() throws Exception {
    List<Served> events = stream(QUESTION, "tool-call", "look_up");

    assertThat(events)
        .extracting(Served::name)
        .contains("response.function_call_arguments.delta", "response.function_call_arguments.done")
        .doesNotContain("response.content_part.added");
    Json item = whole(QUESTION, "tool-call", "look_up").get("output").first();
    assertThat(item.get("name").string()).hasValue("look_up");
    assertThat(item.get("arguments").string().orElseThrow()).contains("warranty?");
  }

  @Test
  void errorEvent_failsTheResponse() throws Exception {
    List<Served> events = stream(QUESTION, "error-after", "1");

    assertThat(events)
        .extracting(Served::name)
        .endsWith("response.output_text.delta", "error", "response.failed");
    assertThat(events.get(events.size() - 1).json().get("response").get("status").string())
        .hasValue("failed");
  }

  @Test
  void answered_canBeFetched() throws Exception {
    Json answer = whole(QUESTION);
    String id = answer.get("id").string().orElseThrow();

    assertThat(Json.parse(send("GET", "/v1/responses/" + id, "").body()).get("usage").isObject())
        .isTrue();
    assertThat(send("GET", "/v1/responses/resp_none", "").statusCode()).isEqualTo(404);
  }

  @Test
  void background_isQueuedAndThenComplete() throws Exception {
    String body = "{\"model\":\"m\",\"input\":\"hello\",\"background\":true}";
    Json queued = Json.parse(send("POST", "/v1/responses", body).body());
    String id = queued.get("id").string().orElseThrow();
    Json later = Json.parse(send("GET", "/v1/responses/" + id, "").body());

    assertThat(queued.get("status").string()).hasValue("queued");
    assertThat(queued.get("usage").isObject()).isFalse();
    assertThat(later.get("status").string()).hasValue("completed");
    assertThat(later.get("output").items()).hasSize(1);
  }
}
