/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import io.streamscope.sink.SpanRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says what is missing in the trace of the demo's question. */
final class TraceCheck {
  private TraceCheck() {}

  /** The span of the request itself. */
  static Optional<SpanRecord> request(List<SpanRecord> spans) {
    return spans.stream().filter(span -> span.kind().equals("SERVER")).findFirst();
  }

  /** The spans that began after the question was asked. */
  static List<SpanRecord> since(Instant asked, List<SpanRecord> spans) {
    // The clocks of two processes on one machine differ by less than this.
    Instant from = asked.minusMillis(2);
    long fromNanos = from.getEpochSecond() * 1_000_000_000L + from.getNano();
    return spans.stream().filter(span -> span.startNanos() >= fromNanos).toList();
  }

  /** One sentence for each thing that is wrong; none if the trace is complete. */
  static List<String> problems(List<SpanRecord> spans) {
    List<String> problems = new ArrayList<>();
    if (request(spans).isEmpty()) {
      problems.add("There is no SERVER span: the agent does not run in the gateway.");
    }
    if (spans.stream().noneMatch(span -> span.name().startsWith("sse_stream"))) {
      problems.add("There is no sse_stream span: the extension did not see the answer.");
    }
    if (spans.stream().noneMatch(TraceCheck::isChat)) {
      problems.add("There is no chat span: the extension did not see the model call.");
    }
    Set<String> ids = spans.stream().map(SpanRecord::spanId).collect(Collectors.toSet());
    long lost =
        spans.stream().filter(span -> !span.isRoot() && !ids.contains(span.parentSpanId())).count();
    if (lost > 0) {
      problems.add("The parents of " + lost + " spans have not arrived.");
    }
    Set<String> traces = new TreeSet<>();
    spans.forEach(span -> traces.add(span.traceId()));
    if (traces.size() > 1) {
      problems.add("One question made " + traces.size() + " traces: its context was lost.");
    }
    return problems;
  }

  private static boolean isChat(SpanRecord span) {
    return "chat".equals(span.attribute("gen_ai.operation.name"));
  }
}
