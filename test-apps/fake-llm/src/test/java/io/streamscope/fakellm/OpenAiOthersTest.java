/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What OpenAI has besides chats and responses, and how others speak its language. */
class OpenAiOthersTest extends ServedTest {
  private static final String FORM =
      """
      --b\r
      Content-Disposition: form-data; name="model"\r
      \r
      whisper-1\r
      --b\r
      Content-Disposition: form-data; name="stream"\r
      \r
      %s\r
      --b\r
      Content-Disposition: form-data; name="file"; filename="a.wav"\r
      Content-Type: audio/wav\r
      \r
      RIFF\r
      --b--\r
      """;

  @Test
  void azure_takesTheModelFromThePath() throws Exception {
    List<Served> events = stream(Question.AZURE_CHAT, "chunks", "1");

    assertThat(events.get(0).json().get("choices").items()).isEmpty();
    assertThat(events.get(0).data()).contains("prompt_filter_results");
    assertThat(events.get(1).json().get("model").string()).hasValue("m");
    assertThat(whole(Question.AZURE_CHAT, "error-status", "429").get("error").get("code").string())
        .hasValue("429");
    String embeddings = "/openai/deployments/e/embeddings?api-version=1";
    assertThat(send("POST", embeddings, "{\"input\":\"hello\"}").body())
        .contains("\"model\":\"e\"");
  }

  @Test
  void zhipu_tellsUsageUnaskedAndCodesInNumbers() throws Exception {
    List<Served> events = stream(Question.ZHIPU_CHAT);

    Json last = events.get(events.size() - 2).json();
    assertThat(last.get("choices").first().get("finish_reason").string()).hasValue("stop");
    assertThat(last.get("usage").get("completion_tokens").number()).hasValue(13.0);
    assertThat(whole(Question.ZHIPU_CHAT, "error-status", "429").get("error").get("code").string())
        .hasValue("1302");
    assertThat(stream(Question.ZHIPU_CHAT, "error-after", "1"))
        .last()
        .extracting(event -> event.json().get("error").get("code").string().orElse(""))
        .isEqualTo("500");
    assertThat(send("POST", "/api/paas/v4/embeddings", "{\"model\":\"e\"}").body())
        .contains("\"code\":\"1210\"");
  }

  @Test
  void ark_speaksAsOpenAiDoes() throws Exception {
    String body = Question.OPENAI_CHAT.body(false);

    assertThat(send("POST", "/api/v3/chat/completions", body).body())
        .contains("\"object\":\"chat.completion\"");
    assertThat(send("POST", "/api/v3/embeddings", "{\"model\":\"e\",\"input\":\"hello\"}").body())
        .contains("\"model\":\"e\"");
  }

  @Test
  void completions_endWithUsageIfAsked() throws Exception {
    String body =
        Question.OPENAI_COMPLETIONS
            .body(true)
            .replace("\"stream\"", "\"stream_options\":{\"include_usage\":true},\"stream\"");
    List<Served> events = events(send("POST", "/v1/completions", body).body());

    assertThat(events.get(0).json().get("choices").first().get("text").string()).isPresent();
    Json usage = events.get(events.size() - 2).json().get("usage");
    assertThat(usage.get("completion_tokens").number()).hasValue(13.0);
    assertThat(events.get(events.size() - 1).data()).isEqualTo("[DONE]");
  }

  @Test
  void images_areAsManyAsAskedFor() throws Exception {
    String body = "{\"model\":\"gpt-image-1\",\"prompt\":\"a boat\",\"n\":2}";
    Json answer = Json.parse(send("POST", "/v1/images/generations", body).body());

    assertThat(answer.get("data").items()).hasSize(2);
    assertThat(answer.get("usage").get("input_tokens").number()).hasValue(2.0);
  }

  @Test
  void speech_isBytes() throws Exception {
    String body = "{\"model\":\"tts-1\",\"input\":\"hello\",\"response_format\":\"wav\"}";
    HttpResponse<String> response = send("POST", "/v1/audio/speech", body, "x-fake-chunks", "3");

    assertThat(response.headers().firstValue("Content-Type")).hasValue("audio/wav");
    assertThat(response.body()).hasSize(3 * 1024);
  }

  @Test
  void transcription_isJsonOrEvents() throws Exception {
    String[] form = {"Content-Type", "multipart/form-data; boundary=b"};
    String path = "/v1/audio/transcriptions";
    String whole = send("POST", path, FORM.formatted("false"), form).body();
    List<Served> events = events(send("POST", path, FORM.formatted("true"), form).body());

    assertThat(Json.parse(whole).get("usage").get("output_tokens").number()).hasValue(13.0);
    assertThat(events).hasSize(Question.CHUNKS + 1);
    assertThat(events.get(13).json().get("type").string()).hasValue("transcript.text.done");
  }

  @Test
  void moderations_areOneForEachInput() throws Exception {
    String body = "{\"input\":[\"one\",\"two\"]}";
    Json answer = Json.parse(send("POST", "/v1/moderations", body).body());

    assertThat(answer.get("results").items()).hasSize(2);
    assertThat(send("POST", "/v1/moderations", body, "x-fake-error-status", "500").body())
        .contains("server_error");
  }

  @Test
  void echo_isNoModel() throws Exception {
    assertThat(send("POST", "/v1/echo", "{\"model\":\"m\"}").body()).contains("\"received\":13");
  }
}
