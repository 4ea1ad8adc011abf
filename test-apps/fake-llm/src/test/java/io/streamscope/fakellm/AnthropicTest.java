/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnthropicTest extends ServedTest {
  @Test
  void stream_isBlocksWithinAMessage() throws Exception {
    List<Served> events =
        stream(
            Question.ANTHROPIC,
            "chunks",
            "1",
            "reasoning-chunks",
            "1",
            "cached-tokens",
            "2",
            "cache-write-tokens",
            "1");

    assertThat(events)
        .extracting(Served::name)
        .containsExactly(
            "message_start",
            "ping",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_stop",
            "message_delta",
            "message_stop");
    Json usage = events.get(0).json().get("message").get("usage");
    assertThat(usage.get("input_tokens").number()).hasValue(4.0);
    assertThat(usage.get("cache_read_input_tokens").number()).hasValue(2.0);
    assertThat(usage.get("cache_creation_input_tokens").number()).hasValue(1.0);
    assertThat(events.get(3).json().get("delta").get("type").string()).hasValue("thinking_delta");
    assertThat(events.get(7).json().get("delta").get("type").string()).hasValue("text_delta");
    assertThat(events.get(7).json().get("index").number()).hasValue(1.0);
    Json last = events.get(9).json();
    assertThat(last.get("delta").get("stop_reason").string()).hasValue("end_turn");
    assertThat(last.get("usage").get("output_tokens").number()).hasValue(2.0);
  }

  @Test
  void toolCall_hasItsInputAsPiecesOfJson() throws Exception {
    List<Served> events = stream(Question.ANTHROPIC, "tool-call", "look_up");

    StringBuilder input = new StringBuilder();
    for (Served event : events) {
      input.append(event.json().get("delta").get("partial_json").string().orElse(""));
    }
    assertThat(Json.parse(input.toString()).get("query").string()).hasValue(Question.TEXT);
    assertThat(events.get(2).data()).contains("\"type\":\"tool_use\"", "\"input\":{}");
    assertThat(events.get(events.size() - 2).data()).contains("\"stop_reason\":\"tool_use\"");
  }

  @Test
  void errors_haveATypeAndTheIdOfTheRequest() throws Exception {
    Json body = whole(Question.ANTHROPIC, "error-status", "429");
    List<Served> events = stream(Question.ANTHROPIC, "error-after", "1");
    Served last = events.get(events.size() - 1);

    assertThat(body.get("type").string()).hasValue("error");
    assertThat(body.get("error").get("type").string()).hasValue("rate_limit_error");
    assertThat(body.get("request_id").string()).isPresent();
    assertThat(last.name()).isEqualTo("error");
    assertThat(last.json().get("error").get("type").string()).hasValue("overloaded_error");
    assertThat(ask(Question.ANTHROPIC, false).headers().firstValue("request-id")).isPresent();
  }

  @Test
  void whole_hasItsUsage() throws Exception {
    Json message = whole(Question.ANTHROPIC);

    assertThat(message.get("stop_reason").string()).hasValue("end_turn");
    assertThat(message.get("usage").get("input_tokens").number()).hasValue(7.0);
    assertThat(message.get("usage").get("output_tokens").number()).hasValue(13.0);
    assertThat(message.get("content").first().get("text").string().orElseThrow())
        .endsWith("real model does.");
  }
}
