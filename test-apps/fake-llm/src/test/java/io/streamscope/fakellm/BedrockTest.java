/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class BedrockTest extends ServedTest {
  private static final String CONVERSE =
      "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"%s\"}]}]}"
          .formatted(Question.TEXT);
  private static final String CLAUDE =
      "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
          .formatted(Question.TEXT);

  private HttpResponse<byte[]> ask(String what, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(llm.rootUrl() + "/model/some.model-v1%3A0/" + what))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private List<Message> messages(String what, String body, String... headers) throws Exception {
    HttpResponse<byte[]> response = ask(what, body, headers);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("application/vnd.amazon.eventstream");
    List<Message> messages = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(response.body());
    while (bytes.hasRemaining()) {
      messages.add(Message.read(bytes));
    }
    return messages;
  }

  @Test
  void conversation_comesInMessages() throws Exception {
    List<Message> messages = messages("converse-stream", CONVERSE);

    assertThat(messages).hasSize(Question.CHUNKS + 4);
    assertThat(messages.get(0).headers).contains(":event-type", "messageStart");
    assertThat(messages.get(1).json().get("delta").get("text").string())
        .hasValue("You asked: \"How");
    Json usage = messages.get(messages.size() - 1).json().get("usage");
    assertThat(usage.get("inputTokens").number()).hasValue(7.0);
    assertThat(usage.get("outputTokens").number()).hasValue(13.0);
    assertThat(onlyRequest().contentChunks()).isEqualTo(Question.CHUNKS);
  }

  @Test
  void whatTheModelSays_isWrapped() throws Exception {
    List<Message> messages = messages("invoke-with-response-stream", CLAUDE);

    assertThat(messages).allMatch(message -> message.headers.contains("chunk"));
    assertThat(messages.get(0).wrapped().get("type").string()).hasValue("message_start");
    assertThat(messages.get(0).wrapped().get("message").get("model").string())
        .hasValue("some.model-v1:0");
    Json last = messages.get(messages.size() - 1).wrapped();
    assertThat(last.get("amazon-bedrock-invocationMetrics").get("outputTokenCount").number())
        .hasValue(13.0);
  }

  @Test
  void wholeAnswers_areDocuments() throws Exception {
    Json converse = Json.parse(new String(ask("converse", CONVERSE).body(), UTF_8));
    Json invoke = Json.parse(new String(ask("invoke", CLAUDE).body(), UTF_8));

    assertThat(converse.get("stopReason").string()).hasValue("end_turn");
    assertThat(converse.get("output").get("message").get("content").first().get("text").string())
        .isPresent();
    assertThat(invoke.get("stop_reason").string()).hasValue("end_turn");
  }

  @Test
  void errorInTheStream_isAnException() throws Exception {
    List<Message> messages = messages("converse-stream", CONVERSE, "x-fake-error-after", "2");

    Message last = messages.get(messages.size() - 1);
    assertThat(last.headers).contains(":exception-type", "modelStreamErrorException");
    assertThat(last.json().get("message").string()).hasValue(ModelStream.FAULT);
  }

  @Test
  void refusal_namesItsType() throws Exception {
    HttpResponse<byte[]> response = ask("converse", CONVERSE, "x-fake-error-status", "429");

    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(new String(response.body(), UTF_8)).contains("ThrottlingException");
  }

  @Test
  void tool_isCalledInBlocks() throws Exception {
    List<Message> messages = messages("converse-stream", CONVERSE, "x-fake-tool-call", "look_up");

    assertThat(messages.get(1).json().get("start").get("toolUse").get("name").string())
        .hasValue("look_up");
    assertThat(messages.get(2).json().get("delta").get("toolUse").get("input").string())
        .isPresent();
  }

  private record Message(String headers, String payload) {
    static Message read(ByteBuffer bytes) {
      int from = bytes.position();
      int length = bytes.getInt();
      int headersLength = bytes.getInt();
      assertThat(bytes.getInt()).isEqualTo(checksum(bytes, from, 8));
      byte[] headers = new byte[headersLength];
      bytes.get(headers);
      byte[] payload = new byte[length - headersLength - 16];
      bytes.get(payload);
      assertThat(bytes.getInt()).isEqualTo(checksum(bytes, from, length - 4));
      return new Message(new String(headers, UTF_8), new String(payload, UTF_8));
    }

    private static int checksum(ByteBuffer bytes, int from, int length) {
      CRC32 checksum = new CRC32();
      checksum.update(bytes.array(), from, length);
      return (int) checksum.getValue();
    }

    Json json() {
      return Json.parse(payload);
    }

    Json wrapped() {
      String inner = json().get("bytes").string().orElseThrow();
      return Json.parse(new String(Base64.getDecoder().decode(inner), UTF_8));
    }
  }
}
