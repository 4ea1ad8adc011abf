/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamscope.fakellm.LoggedRequest.Outcome;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for each protocol: the knobs. */
class EveryProtocolTest extends ServedTest {
  @ParameterizedTest
  @EnumSource
  void stream_hasADeltaForEachToken(Question question) throws Exception {
    List<Served> events = stream(question);

    assertThat(onlyRequest().contentChunks()).isEqualTo(Question.CHUNKS);
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(events).hasSizeGreaterThan(Question.CHUNKS);
    assertThat(events.toString()).contains("You asked: ", " model does.");
    long counted = events.stream().filter(event -> !event.data().equals("[DONE]")).count();
    assertThat(onlyRequest().chunksWritten()).isEqualTo(counted);
  }

  @ParameterizedTest
  @EnumSource
  void whole_isOneDocument(Question question) throws Exception {
    HttpResponse<String> response = ask(question, false);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(Json.parse(response.body()).isObject()).isTrue();
    assertThat(response.body()).contains("You asked: \\\"" + Question.TEXT);
    assertThat(response.body()).contains(":7", ":13");
  }

  @ParameterizedTest
  @EnumSource
  void drop_cutsAfterSomeDeltas(Question question) {
    assertThatThrownBy(() -> ask(question, true, "drop-after", "3"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ask(question, false, "drop-after", "3"))
        .isInstanceOf(IOException.class);

    assertThat(onlyRequest().contentChunks()).isEqualTo(3);
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.DROPPED);
  }

  @ParameterizedTest
  @EnumSource
  void errorStatus_hasABodyOfTheProvider(Question question) throws Exception {
    for (int status : List.of(400, 401, 403, 404, 429, 500, 503)) {
      HttpResponse<String> response =
          ask(question, true, "error-status", Integer.toString(status), "retry-after", "2");
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
      assertThat(response.body()).contains("(injected)");
      assertThat(Json.parse(response.body()).isObject()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void errorEvent_endsTheStream(Question question) throws Exception {
    List<Served> events = stream(question, "error-after", "2");

    assertThat(events).last().asString().contains("(injected)");
    assertThat(onlyRequest().status()).isEqualTo(200);
    assertThat(onlyRequest().contentChunks()).isEqualTo(2);
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.COMPLETE);
  }

  @ParameterizedTest
  @EnumSource
  void malformedEvent_isOneMore(Question question) throws Exception {
    int events = stream(question).size();

    assertThat(stream(question, "malformed-after", "1"))
        .hasSize(events + 1)
        .extracting(Served::data)
        .contains("{not json");
    assertThat(ask(question, false, "malformed-after", "1").body()).isEqualTo("{not json");
  }

  @ParameterizedTest
  @EnumSource
  void bigDelta_isOneEvent(Question question) throws Exception {
    List<Served> events = stream(question, "big-delta", "100000");

    assertThat(onlyRequest().contentChunks()).isEqualTo(Question.CHUNKS);
    assertThat(events)
        .filteredOn(event -> event.data().contains("x".repeat(100_000)))
        .hasSize(1)
        .doesNotContain(events.get(0));
  }

  @ParameterizedTest
  @EnumSource
  void unknownFields_areInWhateverIsAnObject(Question question) throws Exception {
    List<Served> events = stream(question, "unknown-fields", "");
    Json whole = whole(question, "unknown-fields", "");

    assertThat(events)
        .filteredOn(event -> !event.data().equals("[DONE]"))
        .allMatch(event -> Json.parse(event.data()).get("x_new").isObject());
    assertThat(whole.get("x_new").get("done").isTrue()).isTrue();
    assertThat(streamedRequest().contentChunks()).isEqualTo(Question.CHUNKS);
  }

  @ParameterizedTest
  @EnumSource
  void noAnswer_isAConnectionThatIsCut(Question question) {
    assertThatThrownBy(() -> ask(question, true, "no-answer", "")).isInstanceOf(IOException.class);

    assertThat(onlyRequest().status()).isZero();
    assertThat(onlyRequest().outcome()).isEqualTo(Outcome.DROPPED);
  }

  @ParameterizedTest
  @EnumSource
  void lastEventAndUsage_canBeLeftOut(Question question) throws Exception {
    List<Served> events = stream(question);

    assertThat(stream(question, "no-done", "")).hasSize(events.size() - 1);
    assertThat(ask(question, true, "no-usage", "").body())
        .doesNotContain("_tokens\":", "Count\":", "_count\":");
    assertThat(ask(question, false, "no-usage", "").body())
        .doesNotContain("_tokens\":", "Count\":", "_count\":");
  }

  @ParameterizedTest
  @EnumSource
  void chunks_areAsManyAsAskedFor(Question question) throws Exception {
    stream(question, "chunks", "40", "comments", "1", "crlf", "", "chunk-gap", "1");

    assertThat(onlyRequest().contentChunks()).isEqualTo(40);
    assertThat(onlyRequest().durationMillis()).isGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @EnumSource(names = "OPENAI_COMPLETIONS", mode = EnumSource.Mode.EXCLUDE)
  void reasoning_comesBeforeTheContent(Question question) throws Exception {
    String body = ask(question, true, "reasoning-chunks", "2", "reasoning-tokens", "5").body();

    assertThat(body.indexOf("Let me think.")).isBetween(0, body.indexOf("You asked"));
    assertThat(onlyRequest().contentChunks()).isEqualTo(Question.CHUNKS);
    assertThat(body).containsAnyOf(":18", "\"thoughtsTokenCount\":5");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"OPENAI_COMPLETIONS", "OLLAMA_GENERATE"},
      mode = EnumSource.Mode.EXCLUDE)
  void toolCall_namesTheToolAndItsArguments(Question question) throws Exception {
    String body = ask(question, true, "tool-call", "look_up").body();
    String whole = ask(question, false, "tool-call", "look_up").body();

    assertThat(body).contains("look_up");
    assertThat(whole).contains("look_up").contains("warranty?");
    assertThat(streamedRequest().contentChunks()).isEqualTo(question.hasWholeToolCalls() ? 1 : 5);
  }

  @ParameterizedTest
  @EnumSource
  void badRequests_areRefused(Question question) throws Exception {
    HttpResponse<String> response = send("POST", question.path(false), "{}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("no ");
    assertThat(Json.parse(response.body()).isObject()).isTrue();
  }
}
