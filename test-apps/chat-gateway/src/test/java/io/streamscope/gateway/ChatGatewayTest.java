/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.fakellm.LoggedRequest.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class ChatGatewayTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final String CHAT = "/v1/chat/completions";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static FakeLlm llm;
  private static ConfigurableApplicationContext gateway;
  private static String url;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    llm = FakeLlm.start(FakeLlmOptions.defaults());
    gateway =
        new SpringApplicationBuilder(ChatGateway.class)
            .run("--server.port=0", "--gateway.model-url=" + llm.baseUrl());
    url = "http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port");
  }

  @AfterAll
  static void stop() {
    gateway.close();
    llm.close();
  }

  @BeforeEach
  void forget() {
    llm.clearRequests();
  }

  private HttpRequest post(String path, String json, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request.build();
  }

  private HttpResponse<String> send(String path, String json) throws Exception {
    return http.send(post(path, json), BodyHandlers.ofString());
  }

  /** Asks, reads so many text events, then closes the connection. */
  private void askAndLeave(int events, String json, String... headers) throws Exception {
    HttpResponse<InputStream> response =
        http.send(post("/api/chat", json, headers), BodyHandlers.ofInputStream());
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      int seen = 0;
      while (seen < events) {
        if (reader.readLine().startsWith("data:{\"text\":")) {
          seen++;
        }
      }
    }
  }

  /** Each of them has a question rewritten by a small model before it. */
  private static List<LoggedRequest> awaitAnswers(int count) {
    return llm.awaitRequests(
        request -> request.path().equals(CHAT) && request.body().contains("gpt-4o-mini"),
        count,
        TIMEOUT);
  }

  private static List<String> texts(String events) throws IOException {
    List<String> texts = new ArrayList<>();
    for (String line : events.lines().filter(line -> line.startsWith("data:")).toList()) {
      JsonNode text = JSON.readTree(line.substring(5)).get("text");
      if (text != null) {
        texts.add(text.asText());
      }
    }
    return texts;
  }

  @Test
  void relaysTheAnswerInOrder() throws Exception {
    HttpResponse<String> response =
        send("/api/chat", "{\"message\":\"How long is the warranty?\",\"chunkGapMs\":5}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type").orElse(""))
        .startsWith("text/event-stream");
    assertThat(String.join("", texts(response.body())))
        .startsWith("You asked: \"How long is the warranty?\"")
        .contains("The warranty for Lumen One is three years.")
        .endsWith("I hope this helps.");
    List<LoggedRequest> chats = awaitAnswers(1);
    assertThat(chats).hasSize(1);
    assertThat(chats.get(0).outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(texts(response.body()).get(0)).isEmpty(); // the role, passed on like any other
    assertThat(chats.get(0).contentChunks()).isEqualTo(texts(response.body()).size() - 1);
    assertThat(chats.get(0).body()).contains("\"include_usage\":true", "\"role\":\"system\"");
    assertThat(response.body())
        .contains("event:done\ndata:{", "\"chunks\":" + texts(response.body()).size());
    assertThat(llm.awaitRequests("/v1/embeddings", 1, TIMEOUT)).hasSize(1);
    assertThat(llm.requests())
        .filteredOn(request -> request.path().equals(CHAT))
        .extracting(request -> request.body().contains("gpt-4.1-nano"))
        .containsExactly(true, false);
  }

  @Test
  void cancelsTheModelWhenTheBrowserLeaves() throws Exception {
    askAndLeave(3, "{\"message\":\"Battery?\",\"chunks\":2000,\"chunkGapMs\":10}");

    List<LoggedRequest> chats = awaitAnswers(1);
    assertThat(chats).hasSize(1);
    assertThat(chats.get(0).outcome()).isEqualTo(Outcome.CLIENT_GONE);
    assertThat(chats.get(0).contentChunks()).isBetween(3L, 1000L);
  }

  @Test
  void keepsReadingIfTold() throws Exception {
    askAndLeave(
        3,
        "{\"message\":\"Battery?\",\"chunks\":300,\"chunkGapMs\":2}",
        "x-gateway-on-disconnect",
        "keep-reading");

    LoggedRequest chat = awaitAnswers(1).get(0);
    assertThat(chat.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(chat.contentChunks()).isEqualTo(300);
  }

  @Test
  void tellsTheBrowserAboutModelErrors() throws Exception {
    String refused = send("/api/chat", "{\"message\":\"Battery?\",\"errorStatus\":429}").body();
    assertThat(refused)
        .startsWith("event:status\ndata:{\"status\":\"searching\"}\n\n")
        .contains("event:error\ndata:{\"message\":\"429: Rate limit reached");

    String cut = send("/api/chat", "{\"message\":\"Battery?\",\"dropAfter\":2}").body();
    assertThat(texts(cut)).hasSize(1 + 2);
    assertThat(cut).contains("event:error\ndata:{\"message\":").doesNotContain("event:done");
    assertThat(awaitAnswers(2)).hasSize(2);
  }

  @Test
  void delaysWhereItIsTold() throws Exception {
    long start = System.nanoTime();
    String json =
        "{\"message\":\"Battery?\",\"slowRetrievalMs\":200,\"slowModelMs\":200,"
            + "\"slowRelayMs\":50,\"chunks\":4}";
    assertThat(texts(send("/api/chat", json).body())).hasSize(1 + 4);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(600_000_000L);
    LoggedRequest chat = awaitAnswers(1).get(0);
    assertThat(chat.durationMillis()).isGreaterThanOrEqualTo(200);
    assertThat(chat.header("x-fake-first-chunk-delay")).isEqualTo("200");
  }

  @Test
  void answersInOnePiece() throws Exception {
    HttpResponse<String> response = send("/api/ask", "{\"message\":\"Is there a camera?\"}");
    assertThat(JSON.readTree(response.body()).get("answer").asText()).contains("no camera");
    assertThat(send("/api/ask", "{\"message\":\"x\",\"errorStatus\":500}").statusCode())
        .isEqualTo(502);
    assertThat(awaitAnswers(2)).hasSize(2);
  }

  @Test
  void rejectsBadQuestions() throws Exception {
    assertThat(send("/api/chat", "{\"message\":\" \"}").statusCode()).isEqualTo(400);
    assertThat(send("/api/chat", "{\"message\":\"x\",\"onDisconnect\":\"no\"}").statusCode())
        .isEqualTo(400);
    assertThat(send("/api/chat", "{").statusCode()).isEqualTo(400);
    assertThat(llm.requests()).isEmpty();
  }

  @Test
  void servesThePageAndItsHealth() throws Exception {
    HttpRequest page = HttpRequest.newBuilder(URI.create(url + "/")).build();
    assertThat(http.send(page, BodyHandlers.ofString()).body()).contains("id=\"stop\"");
    HttpRequest health = HttpRequest.newBuilder(URI.create(url + "/healthz")).build();
    assertThat(http.send(health, BodyHandlers.ofString()).body())
        .contains("\"documents\":8", "\"status\":\"ok\"");
  }

  @Test
  void answersOverAWebSocketAsOverEvents() throws Exception {
    SocketClient page = new SocketClient(http, url);
    page.send("{\"id\":\"q-1\",\"message\":\"How long is the warranty?\",\"chunkGapMs\":5}");

    List<JsonNode> events = page.until("done");
    page.leave();
    assertThat(events).allMatch(event -> event.get("id").asText().equals("q-1"));
    assertThat(events.get(0).at("/event").asText()).isEqualTo("status");
    List<String> texts = events.stream().map(event -> event.at("/data/text").asText()).toList();
    assertThat(String.join("", texts))
        .startsWith("You asked: \"How long is the warranty?\"")
        .endsWith("I hope this helps.");
    assertThat(texts).hasSize(1 + events.get(events.size() - 1).at("/data/chunks").asInt() + 1);
    assertThat(awaitAnswers(1).get(0).outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @Test
  void stopsOverAWebSocketAndAnswersTheNextQuestion() throws Exception {
    SocketClient page = new SocketClient(http, url);
    page.send("{\"id\":\"q-1\",\"message\":\"Battery?\",\"chunks\":2000,\"chunkGapMs\":10}");
    page.until("message");
    page.send("{\"stop\":\"q-1\"}");
    page.until("stopped");
    page.send("{\"id\":\"q-2\",\"message\":\"Camera?\"}");

    assertThat(page.until("done").get(0).get("id").asText()).isEqualTo("q-2");
    page.leave();
    // Logged as they end: that the first reader has gone may be noticed after the second answer.
    assertThat(awaitAnswers(2))
        .extracting(
            answer -> answer.body().contains("Battery?") ? "Battery?" : "Camera?",
            LoggedRequest::outcome)
        .containsExactlyInAnyOrder(
            tuple("Battery?", Outcome.CLIENT_GONE), tuple("Camera?", Outcome.COMPLETE));
  }

  @Test
  void cancelsTheModelWhenTheSocketCloses() throws Exception {
    SocketClient page = new SocketClient(http, url);
    page.send("{\"id\":\"q-1\",\"message\":\"Battery?\",\"chunks\":2000,\"chunkGapMs\":10}");
    page.until("message");
    page.leave();

    assertThat(awaitAnswers(1).get(0).outcome()).isEqualTo(Outcome.CLIENT_GONE);
  }

  @Test
  void tellsOfBadQuestionsOverAWebSocket() throws Exception {
    SocketClient page = new SocketClient(http, url);
    for (String bad :
        List.of("{", "[]", "{\"id\":\"q-1\"}", "{\"message\":\"x\",\"onDisconnect\":\"no\"}")) {
      page.send(bad);
      assertThat(page.next().get("event").asText()).as(bad).isEqualTo("error");
    }
    page.leave();
    assertThat(llm.requests()).isEmpty();
  }
}
