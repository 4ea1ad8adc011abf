/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceCheckTest {
  private final List<SpanRecord> complete =
      List.of(
          span("t", "1", "", "SERVER", "POST /api/chat", Map.of()),
          span("t", "2", "1", "INTERNAL", "sse_stream /api/chat", Map.of()),
          span("t", "3", "1", "CLIENT", "chat m", Map.of("gen_ai.operation.name", "chat")));

  @Test
  void findsNothingWrongWithACompleteTrace() {
    assertThat(TraceCheck.problems(complete)).isEmpty();
    assertThat(TraceCheck.request(complete)).contains(complete.get(0));
  }

  @Test
  void namesWhatIsMissing() {
    assertThat(TraceCheck.problems(complete.subList(0, 1)))
        .containsExactly(
            "There is no sse_stream span: the extension did not see the answer.",
            "There is no chat span: the extension did not see the model call.");
    assertThat(TraceCheck.problems(complete.subList(1, 3)))
        .containsExactly(
            "There is no SERVER span: the agent does not run in the gateway.",
            "The parents of 2 spans have not arrived.");
  }

  @Test
  void findsASecondTrace() {
    List<SpanRecord> two = new ArrayList<>(complete);
    two.add(span("other", "4", "", "CLIENT", "POST", Map.of()));

    assertThat(TraceCheck.problems(two))
        .containsExactly("One question made 2 traces: its context was lost.");
  }

  @Test
  void leavesOutWhatBeganBeforeTheQuestion() {
    assertThat(TraceCheck.since(Instant.ofEpochSecond(1), complete)).isEqualTo(complete);
    assertThat(TraceCheck.since(Instant.ofEpochSecond(2), complete)).isEmpty();
  }

  private static SpanRecord span(
      String trace,
      String id,
      String parent,
      String kind,
      String name,
      Map<String, Object> attributes) {
    return new SpanRecord(
        trace,
        id,
        parent,
        name,
        kind,
        1_000_000_000L,
        1_500_000_000L,
        "UNSET",
        "",
        "test",
        attributes,
        List.of(),
        List.of(),
        Map.of());
  }
}
