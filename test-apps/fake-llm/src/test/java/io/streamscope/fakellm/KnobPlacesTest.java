/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Knobs in the header, in the query and in the path. */
class KnobPlacesTest extends ServedTest {
  private static final Question QUESTION = Question.ANTHROPIC;
  private static final String PATH = "/v1/messages";

  private long chunks(String path, String... headers) throws Exception {
    llm.clearRequests();
    assertThat(send("POST", path, QUESTION.body(true), headers).statusCode()).isEqualTo(200);
    assertThat(onlyRequest().path()).isEqualTo(PATH);
    return onlyRequest().contentChunks();
  }

  @Test
  void header_winsOverQueryAndPath() throws Exception {
    String inPath = "/knobs/chunks=3;comments=1" + PATH;
    String inBoth = inPath + "?x-fake-chunks=4&beta=true";

    assertThat(chunks(inPath)).isEqualTo(3);
    assertThat(chunks(inBoth)).isEqualTo(4);
    assertThat(chunks(inBoth, "x-fake-chunks", "5")).isEqualTo(5);
    assertThat(onlyRequest().header("x-fake-chunks")).isEqualTo("5");
    assertThat(onlyRequest().header("x-fake-comments")).isEqualTo("1");
  }

  @Test
  void flags_needNoValue() throws Exception {
    assertThat(send("POST", "/knobs/no-done" + PATH, QUESTION.body(true)).body())
        .doesNotContain("message_stop");
    assertThat(send("POST", PATH + "?x-fake-no-done", QUESTION.body(true)).body())
        .doesNotContain("message_stop");
  }

  @Test
  void close_closesTheConnection() throws Exception {
    assertThat(send("POST", "/knobs/close" + PATH, QUESTION.body(true)).headers().map())
        .containsEntry("connection", List.of("close"));
    assertThat(send("POST", PATH, QUESTION.body(true)).headers().map())
        .doesNotContainKey("connection");
  }

  @Test
  void failFirst_failsTheFirstRequestOfEachRun() throws Exception {
    String one = "/knobs/fail-first=429;run=one" + PATH;
    String other = "/knobs/fail-first=500;run=other" + PATH;

    assertThat(send("POST", one, QUESTION.body(false)).statusCode()).isEqualTo(429);
    assertThat(send("POST", one, QUESTION.body(false)).statusCode()).isEqualTo(200);
    assertThat(send("POST", other, QUESTION.body(true)).statusCode()).isEqualTo(500);
    assertThat(send("POST", other, QUESTION.body(true)).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownOnes_areRefusedInTheWayOfTheProvider() throws Exception {
    assertThat(send("POST", "/knobs/chunk=3" + PATH, QUESTION.body(true)).body())
        .contains("\"type\":\"invalid_request_error\"", "unknown knob: chunk");
    assertThat(send("POST", PATH + "?x-fake-chunks=many", QUESTION.body(true)).statusCode())
        .isEqualTo(400);
  }
}
