/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiTest extends ServedTest {
  @Test
  void stream_hasUsageInEachChunkAndAFinishReasonInTheLast() throws Exception {
    String body = ask(Question.GEMINI, true, "chunks", "3", "reasoning-chunks", "2").body();
    List<Json> chunks = events(body).stream().map(Served::json).toList();

    assertThat(body.replace("\r\n\r\n", "")).doesNotContain("\n");
    assertThat(body).doesNotContain("finishReason\":null").containsOnlyOnce("finishReason");
    assertThat(chunks.get(5).get("candidates").first().get("finishReason").string())
        .hasValue("STOP");
    assertThat(chunks)
        .extracting(
            chunk -> chunk.get("usageMetadata").get("totalTokenCount").number().orElseThrow())
        .containsExactly(8.0, 9.0, 10.0, 11.0, 12.0, 12.0);
    assertThat(chunks)
        .allSatisfy(chunk -> assertThat(chunk.get("modelVersion").string()).hasValue("m"))
        .extracting(chunk -> chunk.get("responseId").string().orElseThrow())
        .containsOnly(chunks.get(0).get("responseId").string().orElseThrow());
  }

  @Test
  void streamThatIsNoEvents_isOneArray() throws Exception {
    String path = "/v1beta/models/m:streamGenerateContent";
    String body = send("POST", path, Question.GEMINI.body(true), "x-fake-comments", "1").body();
    String cut = send("POST", path, Question.GEMINI.body(true), "x-fake-no-done", "1").body();

    assertThat(Json.parse(body).items()).hasSize(Question.CHUNKS + 1);
    assertThat(cut).startsWith("[").doesNotEndWith("]");
  }

  @Test
  void errors_haveAStatus() throws Exception {
    Json error = whole(Question.VERTEX, "error-status", "429").get("error");
    String array =
        send(
                "POST",
                "/v1beta/models/m:streamGenerateContent?x-fake-error-after=1",
                Question.GEMINI.body(true))
            .body();

    assertThat(error.get("status").string()).hasValue("RESOURCE_EXHAUSTED");
    assertThat(error.get("code").number()).hasValue(429.0);
    assertThat(Json.parse(array).items().get(1).get("error").get("status").string())
        .hasValue("INTERNAL");
  }

  @Test
  void toolCall_hasItsArgumentsAsAnObject() throws Exception {
    Json part =
        whole(Question.GEMINI, "tool-call", "look_up")
            .get("candidates")
            .first()
            .get("content")
            .get("parts")
            .first();

    assertThat(part.get("functionCall").get("args").get("query").string()).hasValue(Question.TEXT);
  }

  @Test
  void embeddings_areOneOrMany() throws Exception {
    String content = "{\"content\":{\"parts\":[{\"text\":\"hello\"}]},\"outputDimensionality\":4}";
    String one = send("POST", "/v1beta/models/e:embedContent", content).body();
    String many =
        send(
                "POST",
                "/v1/projects/p/locations/l/publishers/google/models/e:batchEmbedContents",
                "{\"requests\":[" + content + "," + content + "]}")
            .body();

    assertThat(Json.parse(one).get("embedding").get("values").items()).hasSize(4);
    assertThat(Json.parse(many).get("embeddings").items()).hasSize(2);
  }
}
