/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.fakellm.LoggedRequest.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeLlmTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private FakeLlm llm;

  @BeforeEach
  void start() {
    llm = FakeLlm.start(FakeLlmOptions.defaults());
  }

  @AfterEach
  void stop() {
    llm.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(llm.rootUrl() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> chat(String... headers) throws IOException, InterruptedException {
    return send("POST", "/v1/chat/completions", RawClient.chatBody(false), headers);
  }

  @Test
  void answersWithoutStream() throws Exception {
    HttpResponse<String> response = chat("x-fake-chunks", "4");
    Json completion = Json.parse(response.body());
    Json choice = completion.get("choices").items().get(0);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(completion.get("object").string()).hasValue("chat.completion");
    assertThat(choice.get("message").get("content").string())
        .hasValue("You asked: \"What is the \"warranty\"?\" I am a test model, so");
    assertThat(choice.get("finish_reason").string()).hasValue("stop");
    assertThat(completion.get("usage").get("total_tokens").number()).hasValue(10.0);
  }

  @Test
  void callsAToolWithoutStream() throws Exception {
    Json choice = Json.parse(chat("x-fake-tool-call", "true").body()).get("choices").items().get(0);
    Json function = choice.get("message").get("tool_calls").items().get(0).get("function");
    assertThat(choice.get("finish_reason").string()).hasValue("tool_calls");
    assertThat(function.get("name").string()).hasValue("search_documents");
    assertThat(Json.parse(function.get("arguments").string().orElseThrow()).get("query").string())
        .isPresent();
  }

  @Test
  void dropsAnAnswerWithoutStream() {
    assertThatThrownBy(() -> chat("x-fake-drop-after", "1")).isInstanceOf(IOException.class);
    LoggedRequest request = llm.awaitRequests(1, TIMEOUT).get(0);
    assertThat(request.outcome()).isEqualTo(Outcome.DROPPED);
  }

  @Test
  void answersWithAnErrorStatus() throws Exception {
    HttpResponse<String> response = chat("x-fake-error-status", "429", "x-fake-retry-after", "2");
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("retry-after")).hasValue("2");
    assertThat(Json.parse(response.body()).get("error").get("code").string())
        .hasValue("rate_limit_exceeded");
    assertThat(chat("x-fake-error-status", "500").body()).contains("\"type\":\"server_error\"");
  }

  @Test
  void rejectsBadRequests() throws Exception {
    assertThat(send("POST", "/v1/chat/completions", "{\"model\":").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/v1/chat/completions", "{}").body()).contains("no messages");
    assertThat(chat("x-fake-chunk-gab", "1").body()).contains("unknown knob header");
    assertThat(chat("x-fake-chunk-gap", "soon").statusCode()).isEqualTo(400);
    assertThat(send("GET", "/v1/embeddings", "").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/v1/embeddings", "{\"model\":\"m\"}").body()).contains("no input");
    assertThat(llm.awaitRequests(6, TIMEOUT)).hasSize(6);
  }

  @Test
  void embedsSimilarTextsNearly() throws Exception {
    HttpResponse<String> response =
        send(
            "POST",
            "/v1/embeddings",
            "{\"model\":\"text-embedding-3-small\",\"input\":[\"The warranty lasts three years\","
                + "\"How long is the warranty?\",\"Boats sail on lakes\"]}");
    List<Json> data = Json.parse(response.body()).get("data").items();
    assertThat(data).hasSize(3);
    List<double[]> vectors =
        data.stream().map(item -> vector(item.get("embedding").items())).toList();
    assertThat(vectors.get(0)).hasSize(512);
    assertThat(dot(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-5));
    assertThat(dot(vectors.get(0), vectors.get(1)))
        .isGreaterThan(0.2)
        .isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.1);
  }

  @Test
  void embedsInBase64AndAfterADelay() throws Exception {
    long start = System.nanoTime();
    HttpResponse<String> response =
        send(
            "POST",
            "/v1/embeddings",
            "{\"model\":\"m\",\"input\":\"hello\",\"encoding_format\":\"base64\",\"dimensions\":8}",
            "x-fake-embeddings-delay",
            "100");
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000);
    Json item = Json.parse(response.body()).get("data").items().get(0);
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(item.get("embedding").string().orElseThrow()))
            .order(ByteOrder.LITTLE_ENDIAN);
    float sum = 0;
    for (int i = 0; i < 8; i++) {
      sum += Math.abs(bytes.getFloat());
    }
    assertThat(bytes.remaining()).isZero();
    assertThat(sum).isEqualTo(1);
  }

  @Test
  void failsEmbeddingsApartFromChat() throws Exception {
    String body = "{\"model\":\"m\",\"input\":\"hello\"}";
    assertThat(
            send("POST", "/v1/embeddings", body, "x-fake-embeddings-error-status", "503")
                .statusCode())
        .isEqualTo(503);
    assertThat(send("POST", "/v1/embeddings", body, "x-fake-error-status", "503").statusCode())
        .isEqualTo(200);
  }

  @Test
  void tellsWhatItSaw() throws Exception {
    chat("traceparent", "00-1-2-01", "X-Other", "yes", "Authorization", "Bearer secret");
    String path = "/requests?path=/v1/chat/completions&count=1&timeout=5000";
    HttpResponse<String> response = send("GET", path, "");
    assertThat(response.body()).doesNotContain("secret");
    List<Json> requests = Json.parse(response.body()).items();
    assertThat(requests).hasSize(1);
    Json request = requests.get(0);
    assertThat(request.get("headers").get("traceparent").string()).hasValue("00-1-2-01");
    assertThat(request.get("headers").get("x-other").string()).hasValue("yes");
    assertThat(request.get("outcome").string()).hasValue("complete");
    assertThat(request.get("bytes_written").number().orElseThrow()).isPositive();
    assertThat(llm.requests().get(0).header("TraceParent")).isEqualTo("00-1-2-01");

    send("DELETE", "/requests", "");
    assertThat(llm.requests()).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> llm.awaitRequests(1, Duration.ofMillis(20)))
        .withMessageContaining("only 0 of 1");
  }

  @Test
  void listsModelsAndHealth() throws Exception {
    assertThat(send("GET", "/v1/models", "").body()).contains("gpt-4o-mini");
    assertThat(send("GET", "/healthz", "").statusCode()).isEqualTo(200);
  }

  @Test
  void takesKnobsAsOptionsAndHeadersWin() throws Exception {
    FakeLlmOptions options =
        FakeLlmOptions.demo().withArguments("--port=0", "--chunks=2", "--chunk-gap=1s");
    assertThat(options.knobs())
        .containsEntry(Knob.FIRST_CHUNK_DELAY, "300ms")
        .containsEntry(Knob.CHUNK_GAP, "1s");
    llm.close();
    llm = FakeLlm.start(FakeLlmOptions.defaults().with(Knob.CHUNKS, 2));
    assertThat(chat().body()).contains("\"completion_tokens\":2,");
    assertThat(chat("x-fake-chunks", "5").body()).contains("\"completion_tokens\":5,");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FakeLlmOptions.defaults().withArguments("--chunk=2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FakeLlmOptions.defaults().withArguments("--chunks=many"));
  }

  private static double[] vector(List<Json> components) {
    return components.stream().mapToDouble(item -> item.number().orElseThrow()).toArray();
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += one[i] * other[i];
    }
    return sum;
  }
}
