/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.GenAiContractSpan.ROUNDING;
import static io.streamscope.smoke.contract.GenAiContractSpan.seconds;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Every way to ask a model that an application plays, as spans and metrics tell of it, and that
 * nobody can tell whether we are there. The metrics are compared with the spans, whose values are
 * those of the scenarios.
 */
public abstract class GenAiContract extends GenAiContractHarmlessness {

  private static final String PREFIX = "streamscope.stream.";
  private static final String CALL = "gen_ai.client.";
  private static final Set<String> SHAPE = Set.of(PREFIX + "protocol", PREFIX + "direction");
  private static final Set<String> PEER = and(SHAPE, "server.address");
  private static final Set<String> ASKED =
      Set.of(
          "gen_ai.operation.name",
          "gen_ai.provider.name",
          "gen_ai.request.model",
          "gen_ai.response.model",
          "server.address",
          "server.port");

  GenAiContract(Cell cell, GenAiApp app) {
    super(cell, app);
  }

  private static Set<String> and(Set<String> some, String more) {
    Set<String> all = new TreeSet<>(some);
    all.add(more);
    return all;
  }

  private List<SpanRecord> streams() {
    return spansWith(PREFIX + "chunk.count");
  }

  private List<SpanRecord> spansWith(String attribute) {
    return run().spans().stream().filter(span -> span.attribute(attribute) != null).toList();
  }

  /** What a metric holds for spans with the same values of some attributes. */
  private static Map<Map<String, Object>, Recorded> of(
      List<SpanRecord> spans, Set<String> labels, Function<SpanRecord, Recorded> value) {
    Map<Map<String, Object>, Recorded> all = new HashMap<>();
    for (SpanRecord span : spans) {
      Map<String, Object> values = new TreeMap<>(span.attributes());
      values.keySet().retainAll(labels);
      all.merge(values, value.apply(span), Recorded::plus);
    }
    return all;
  }

  private void holds(
      String name, String unit, double slack, Map<Map<String, Object>, Recorded> expected) {
    Map<Map<String, Object>, MetricPoint> points = new HashMap<>();
    for (MetricPoint point : run().metrics()) {
      if (point.name().equals(name)) {
        points.put(point.attributes(), point);
      }
    }
    assertThat(points.keySet()).as("series of %s", name).isEqualTo(expected.keySet());
    points.forEach(
        (labels, point) -> {
          Recorded value = expected.getOrDefault(labels, Recorded.NOTHING);
          String what = name + labels;
          assertThat(point.unit()).as(what).isEqualTo(unit);
          assertThat(point.count()).as(what).isEqualTo(value.count);
          assertThat(point.sum()).as(what).isCloseTo(value.sum, within(slack));
        });
  }

  /** A histogram of seconds, the count of what it recorded and their sum. */
  private void timed(String name, Map<Map<String, Object>, Recorded> expected) {
    holds(name, "s", ROUNDING, expected);
  }

  @Test
  void duration_isRecordedOncePerCall() {
    Map<Map<String, Object>, Recorded> expected =
        of(run().chats(), and(ASKED, "error.type"), span -> new Recorded(1, duration(span)));

    timed(CALL + "operation.duration", expected);
    assertThat(expected.values().stream().mapToLong(Recorded::count).sum())
        .isEqualTo(run().requests().size() - (run().plays("retry") ? 1 : 0));
  }

  private static double duration(SpanRecord call) {
    return call.durationNanos() / 1e9;
  }

  @Test
  void tokens_areRecordedOnlyAsReported() {
    Map<Map<String, Object>, Recorded> expected = new HashMap<>();
    for (String type : List.of("input", "output")) {
      String key = "gen_ai.usage." + type + "_tokens";
      of(spansWith(key), ASKED, span -> new Recorded(1, number(span, key)))
          .forEach(
              (labels, value) -> {
                Map<String, Object> typed = new TreeMap<>(labels);
                typed.put("gen_ai.token.type", type);
                expected.put(typed, value);
              });
    }

    holds(CALL + "token.usage", "{token}", 0, expected);
    assertThat(expected).isNotEmpty();
  }

  @Test
  void firstChunkAndGaps_areRecordedForStreams() {
    String first = "gen_ai.response.time_to_first_chunk";

    timed(
        CALL + "operation.time_to_first_chunk",
        of(spansWith(first), ASKED, span -> new Recorded(1, number(span, first))));
    timed(
        CALL + "operation.time_per_output_chunk",
        of(spansWith(PREFIX + "chunk_gap.mean"), ASKED, GenAiContract::gaps));
  }

  private static Recorded gaps(SpanRecord span) {
    long gaps = (long) number(span, PREFIX + "chunk.count") - 1;
    return new Recorded(gaps, gaps * number(span, PREFIX + "chunk_gap.mean"));
  }

  @Test
  void streamTimes_areThoseOfTheSpans() {
    String first = PREFIX + "time_to_first_chunk";

    timed(
        PREFIX + "duration",
        of(streams(), and(PEER, PREFIX + "outcome"), span -> new Recorded(1, seconds(span))));
    timed(first, of(spansWith(first), PEER, span -> new Recorded(1, number(span, first))));
    timed(
        PREFIX + "chunk_gap", of(spansWith(PREFIX + "chunk_gap.mean"), SHAPE, GenAiContract::gaps));
  }

  @Test
  void streamCounters_areTheSumsOfTheSpans() {
    counted("chunks", "{chunk}", "chunk.count");
    counted("bytes", "By", "bytes");
    counted("stalls", "{stall}", "stall.count");
    holds(PREFIX + "active", "{stream}", 0, of(streams(), SHAPE, span -> Recorded.NOTHING));
  }

  private void counted(String name, String unit, String attribute) {
    String key = PREFIX + attribute;
    List<SpanRecord> spans = streams().stream().filter(span -> number(span, key) > 0).toList();
    holds(PREFIX + name, unit, 0, of(spans, SHAPE, span -> new Recorded(0, number(span, key))));
  }

  /** Those that are compared with the spans, so that no other label can be there. */
  @Test
  void otherMetrics_areNotRecorded() {
    assertThat(run().metrics())
        .extracting(MetricPoint::name)
        .filteredOn(name -> name.startsWith("gen_ai.") || name.startsWith("streamscope."))
        .isSubsetOf(
            CALL + "operation.duration",
            CALL + "token.usage",
            CALL + "operation.time_to_first_chunk",
            CALL + "operation.time_per_output_chunk",
            PREFIX + "duration",
            PREFIX + "time_to_first_chunk",
            PREFIX + "chunk_gap",
            PREFIX + "chunks",
            PREFIX + "bytes",
            PREFIX + "stalls",
            PREFIX + "active");
  }

  @Test
  void everyModelCall_hasExactlyOneSpan() {
    Map<Object, Long> spans =
        run().chats().stream()
            .collect(
                Collectors.groupingBy(
                    span -> span.attributes().get("gen_ai.request.model"), Collectors.counting()));
    Map<Object, Long> calls =
        run().requests().stream()
            .collect(Collectors.groupingBy(app()::model, Collectors.counting()));
    calls.computeIfPresent("retry", (scenario, attempts) -> 1L);

    assertThat(spans).isEqualTo(calls);
  }

  /**
   * Values of some calls together.
   *
   * @param count of a histogram, 0 of a counter
   */
  private record Recorded(long count, double sum) {

    static final Recorded NOTHING = new Recorded(0, 0);

    Recorded plus(Recorded other) {
      return new Recorded(count + other.count, sum + other.sum);
    }
  }
}
