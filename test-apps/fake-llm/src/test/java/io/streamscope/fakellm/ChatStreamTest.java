/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamscope.fakellm.LoggedRequest.Outcome;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChatStreamTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private FakeLlm llm;

  @BeforeEach
  void start() {
    llm = FakeLlm.start(FakeLlmOptions.defaults());
  }

  @AfterEach
  void stop() {
    llm.close();
  }

  private List<String> stream(Map<String, String> headers) throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      return RawClient.data(client.stream(headers).readBody());
    }
  }

  private LoggedRequest onlyRequest() {
    List<LoggedRequest> requests = llm.awaitRequests(1, TIMEOUT);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  @Test
  void streamsRoleContentFinishUsageAndDone() throws IOException {
    List<String> data = stream(Map.of());

    assertThat(data.get(0)).contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"");
    assertThat(data.get(0)).startsWith("{\"id\":\"chatcmpl-").contains("\"usage\":null");
    assertThat(RawClient.content(data))
        .startsWith("You asked: \"What is the \"warranty\"?\" I am a test model")
        .endsWith("real model does.");
    int size = data.size();
    assertThat(data.get(size - 3)).contains("\"delta\":{}", "\"finish_reason\":\"stop\"");
    Json usageChunk = Json.parse(data.get(size - 2));
    assertThat(usageChunk.get("choices").items()).isEmpty();
    assertThat(usageChunk.get("usage").get("completion_tokens").number()).hasValue(size - 4.0);
    assertThat(usageChunk.get("usage").get("prompt_tokens").number()).hasValue(6.0);
    assertThat(data.get(size - 1)).isEqualTo("[DONE]");

    LoggedRequest request = onlyRequest();
    assertThat(request.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(request.status()).isEqualTo(200);
    assertThat(request.chunksWritten()).isEqualTo(size - 1);
    assertThat(request.contentChunks()).isEqualTo(size - 4);
    assertThat(request.payloadBytes())
        .isEqualTo(String.join("", data.subList(0, size - 1)).getBytes(UTF_8).length);
  }

  @Test
  void sendsNoUsageUnlessAsked() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      String body =
          RawClient.chatBody(true).replace("\"include_usage\":true", "\"include_usage\":false");
      assertThat(client.post("/v1/chat/completions", body, Map.of()).readBody())
          .doesNotContain("usage");
    }
  }

  @Test
  void answersFromTheSystemMessage() throws IOException {
    String body =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[{\"role\":\"system\",\"content\":\"Use"
            + " this.\\nThe lamp weighs two kilograms. The warranty lasts three years.\"},"
            + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"How long is the"
            + " warranty?\"}]}]}";
    try (RawClient client = new RawClient(llm.port())) {
      String events = client.post("/v1/chat/completions", body, Map.of()).readBody();
      assertThat(RawClient.content(RawClient.data(events)))
          .contains("You asked: \"How long is the warranty?\"", "The warranty lasts three years.")
          .doesNotContain("kilograms");
    }
  }

  @Test
  void writesEachChunkByItselfWhenThereIsAGap() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-chunk-gap", "20", "x-fake-chunks", "4")).readHead();
      List<String> chunks = client.readHttpChunks();
      // Role, four deltas, finish, usage, done.
      assertThat(chunks).hasSize(8).allSatisfy(chunk -> assertThat(chunk).startsWith("data: "));
    }
    assertThat(onlyRequest().durationMillis()).isGreaterThanOrEqualTo(80);
  }

  @Test
  void flushesInBatchesWithoutGapUnlessToldOtherwise() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-chunks", "4")).readHead();
      assertThat(client.readHttpChunks()).hasSize(1);
      client.stream(Map.of("x-fake-chunks", "4", "x-fake-flush-each", "true")).readHead();
      assertThat(client.readHttpChunks()).hasSize(8);
    }
  }

  @Test
  void repeatsWordsToReachTheNumberOfChunks() throws IOException {
    List<String> data = stream(Map.of("x-fake-chunks", "100"));
    assertThat(data).hasSize(104);
    assertThat(RawClient.content(data)).contains("model does. You asked: \"What");
    assertThat(onlyRequest().contentChunks()).isEqualTo(100);
  }

  @Test
  void delaysHeadersAndFirstChunkApart() throws IOException {
    long start = System.nanoTime();
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-headers-delay", "100", "x-fake-first-chunk-delay", "200ms"));
      client.readHead();
      long headers = millisSince(start);
      String first = client.readHttpChunk();
      long chunk = millisSince(start);
      assertThat(headers).isBetween(100L, chunk - 150);
      assertThat(chunk).isGreaterThanOrEqualTo(300);
      assertThat(first).contains("\"role\":\"assistant\"");
    }
  }

  @Test
  void stallsOnceBeforeTheChunkNamed() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-gap-at", "3", "x-fake-gap-ms", "300", "x-fake-chunks", "6"));
      client.readHead();
      String beforeStall = client.readHttpChunk();
      long start = System.nanoTime();
      String afterStall = client.readHttpChunk();
      assertThat(millisSince(start)).isGreaterThanOrEqualTo(250);
      assertThat(RawClient.data(beforeStall)).hasSize(3);
      assertThat(RawClient.data(afterStall)).hasSize(7);
    }
  }

  @Test
  void dropsTheConnectionWithoutEndingTheBody() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-drop-after", "3")).readHead();
      String rest = client.readToEnd();
      assertThat(rest).doesNotContain("\r\n0\r\n").doesNotContain("finish_reason\":\"");
      assertThat(RawClient.data(rest)).hasSize(4);
    }
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.DROPPED);
    assertThat(onlyRequest().contentChunks()).isEqualTo(3);
  }

  @Test
  void sendsAnErrorEventAfterSomeChunks() throws IOException {
    List<String> data = stream(Map.of("x-fake-error-after", "2"));
    assertThat(data).hasSize(4);
    assertThat(Json.parse(data.get(3)).get("error").get("type").string()).hasValue("server_error");
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void sendsAMalformedEventAfterSomeChunks() throws IOException {
    List<String> data = stream(Map.of("x-fake-malformed-after", "1", "x-fake-chunks", "2"));
    assertThat(data.get(2)).isEqualTo("{not json");
    assertThat(data).hasSize(7).last().isEqualTo("[DONE]");
  }

  @Test
  void omitsDoneAndUsage() throws IOException {
    List<String> data = stream(Map.of("x-fake-no-done", "true", "x-fake-no-usage", ""));
    assertThat(data).last().asString().contains("\"finish_reason\":\"stop\"");
  }

  @Test
  void reportsCachedAndReasoningTokens() throws IOException {
    List<String> data =
        stream(
            Map.of(
                "x-fake-cached-tokens", "5",
                "x-fake-reasoning-tokens", "7",
                "x-fake-reasoning-chunks", "2",
                "x-fake-chunks", "3"));
    assertThat(data.get(1)).contains("\"delta\":{\"reasoning_content\":");
    assertThat(data.get(2)).contains("\"delta\":{\"reasoning_content\":");
    assertThat(data.get(3)).contains("\"delta\":{\"content\":");
    Json usage = Json.parse(data.get(data.size() - 2)).get("usage");
    assertThat(usage.get("prompt_tokens_details").get("cached_tokens").number()).hasValue(5.0);
    assertThat(usage.get("completion_tokens_details").get("reasoning_tokens").number())
        .hasValue(7.0);
    assertThat(usage.get("completion_tokens").number()).hasValue(10.0);
  }

  @Test
  void streamsAToolCall() throws IOException {
    List<String> data = stream(Map.of("x-fake-tool-call", "look_up"));
    StringBuilder arguments = new StringBuilder();
    String name = "";
    for (String chunk : data.subList(0, data.size() - 3)) {
      Json delta = Json.parse(chunk).get("choices").items().get(0).get("delta");
      Json function = delta.get("tool_calls").items().get(0).get("function");
      name += function.get("name").string().orElse("");
      arguments.append(function.get("arguments").string().orElseThrow());
    }
    assertThat(name).isEqualTo("look_up");
    assertThat(Json.parse(arguments.toString()).get("query").string())
        .hasValue("What is the \"warranty\"?");
    assertThat(data.get(data.size() - 3)).contains("\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void sendsCommentsAndCrlf() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-comments", "2", "x-fake-crlf", "true", "x-fake-chunks", "3"));
      String body = client.readBody();
      assertThat(body.split(": ping\r\n\r\n", -1)).hasSize(7);
      assertThat(body.replace("\r\n", "")).doesNotContain("\n");
      assertThat(body).endsWith("data: [DONE]\r\n\r\n");
    }
  }

  @Test
  void noticesThatTheClientIsGone() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-chunk-gap", "10", "x-fake-chunks", "10000")).readHead();
      client.readHttpChunk();
    }
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.CLIENT_GONE);
    assertThat(onlyRequest().contentChunks()).isLessThan(1000);
  }

  @Test
  void cutsRunningStreamsWhenItCloses() throws IOException {
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-first-chunk-delay", "60s")).readHead();
      llm.close();
      assertThatThrownBy(client::readHttpChunk).isInstanceOf(EOFException.class);
    }
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.DROPPED);
  }

  @Test
  void writesAMillionChunksFast() throws IOException {
    long start = System.nanoTime();
    try (RawClient client = new RawClient(llm.port())) {
      client.stream(Map.of("x-fake-chunks", "1000000", "Connection", "close")).readHead();
      while (!client.readHttpChunk().isEmpty()) {
        // Only drained.
      }
    }
    LoggedRequest request = onlyRequest();
    assertThat(request.contentChunks()).isEqualTo(1_000_000);
    assertThat(millisSince(start)).isLessThan(30_000);
  }

  private static long millisSince(long startNanos) {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
