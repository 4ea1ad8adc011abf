/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An application that makes the spans of its calls to models by itself, and asks with the JDK's
 * client: each call has that span, with what it lacks.
 */
@Tested("models asked below a span of the application's")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OwnSpanContract {

  private static final String THEIRS = "the-application";
  private static final String OUTCOME = "streamscope.stream.outcome";
  private static final long ANSWER_CHUNKS = 13;

  private final Cell cell;

  /** A contract for one way of running. */
  protected OwnSpanContract(Cell cell) {
    this.cell = cell;
  }

  private ForeignSpansRun run() {
    return ForeignSpansRun.of(cell.classPath(), cell.setup(), "own");
  }

  private SpanRecord theirs(String scenario) {
    List<SpanRecord> spans =
        run().spans().stream()
            .filter(span -> span.scopeName().equals(THEIRS))
            .filter(span -> span.name().equals("chat " + scenario))
            .toList();
    assertThat(spans).as(scenario).hasSize(1);
    return spans.get(0);
  }

  private List<SpanRecord> ours(String scenario) {
    return run().spans().stream()
        .filter(span -> span.traceId().equals(theirs(scenario).traceId()))
        .filter(span -> span.scopeName().startsWith("io.streamscope."))
        .toList();
  }

  private static void answered(SpanRecord span) {
    assertThat(span.attributes())
        .containsEntry(OUTCOME, "complete")
        .containsEntry("streamscope.stream.chunk.count", ANSWER_CHUNKS)
        .containsEntry("gen_ai.usage.input_tokens", 7L)
        .containsEntry("gen_ai.usage.output_tokens", ANSWER_CHUNKS)
        .containsEntry("gen_ai.request.stream", true)
        .containsKey("gen_ai.response.id");
    assertThat(number(span, "gen_ai.response.time_to_first_chunk")).isPositive();
  }

  @Test
  void stream_isToldOnTheirSpan() {
    SpanRecord span = theirs("own-stream.none");

    answered(span);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.events()).isEmpty();
    assertThat(ours("own-stream.none")).isEmpty();
  }

  @Test
  void httpSpan_isBelowTheirs() {
    SpanRecord span = theirs("own-stream.none");

    assertThat(run().besides(span, THEIRS))
        .filteredOn(each -> each.parentSpanId().equals(span.spanId()))
        .extracting(SpanRecord::name)
        .containsExactly("POST");
  }

  @Test
  void operationNamedAfterTheStart_isKnownToo() {
    answered(theirs("own-late.none"));
    assertThat(ours("own-late.none")).isEmpty();
  }

  @Test
  void blockingAnswer_isToldOnTheirSpan() {
    assertThat(theirs("own-blocking.none").attributes())
        .containsEntry("gen_ai.usage.input_tokens", 7L)
        .containsEntry("gen_ai.usage.output_tokens", ANSWER_CHUNKS)
        .doesNotContainKey(OUTCOME);
    assertThat(ours("own-blocking.none")).isEmpty();
  }

  @Test
  void streamThatOutlivesTheirSpan_hasOneBelowIt() {
    SpanRecord span = theirs("own-headers.none");

    assertThat(span.attributes()).doesNotContainKeys(OUTCOME, "gen_ai.usage.input_tokens");
    assertThat(ours("own-headers.none"))
        .singleElement()
        .satisfies(
            below -> {
              assertThat(below.name()).isEqualTo("sse_stream 127.0.0.1");
              assertThat(below.parentSpanId()).isEqualTo(span.spanId());
              assertThat(below.attributes())
                  .containsEntry(OUTCOME, "complete")
                  .containsEntry("streamscope.stream.chunk.count", ANSWER_CHUNKS)
                  .containsEntry("gen_ai.usage.output_tokens", ANSWER_CHUNKS);
              assertThat(below.startNanos()).isLessThan(span.endNanos());
              assertThat(below.endNanos()).isGreaterThan(span.endNanos());
            });
  }

  @Test
  void secondQuestion_isACallOfItsOwn() {
    SpanRecord span = theirs("own-twice.none");

    answered(span);
    assertThat(ours("own-twice.none"))
        .singleElement()
        .satisfies(
            second -> {
              assertThat(second.name()).isEqualTo("chat own-twice.none");
              assertThat(second.parentSpanId()).isEqualTo(span.spanId());
              answered(second);
            });
  }

  @Test
  void failures_areOutcomesAndTheStatusIsTheirs() {
    for (String scenario : List.of("own-stream.status-429", "own-stream.drop")) {
      SpanRecord span = theirs(scenario);
      assertThat(span.attributes()).as(scenario).containsEntry(OUTCOME, "error");
      assertThat(span.statusCode()).as(scenario).isEqualTo("UNSET");
      assertThat(ours(scenario)).as(scenario).isEmpty();
    }
    assertThat(theirs("own-stream.drop").attributes())
        .containsEntry("streamscope.stream.chunk.count", 3L)
        .containsKey("error.type");
  }

  /** What the application counts by itself nobody knows. */
  @Test
  void durationAndUsage_areLeftToTheApplication() {
    assertThat(run().metric("gen_ai.client.operation.duration", "own-stream.none")).isEmpty();
    assertThat(run().metric("gen_ai.client.token.usage", "own-stream.none")).isEmpty();
    assertThat(run().metric("gen_ai.client.operation.time_to_first_chunk", "own-stream.none"))
        .extracting(MetricPoint::count)
        .containsExactly(1L);
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    Setup bare = Setup.BARE.onJava(cell.setup().javaVersion());
    ForeignSpansRun alone = ForeignSpansRun.of(cell.classPath(), bare, "own");

    assertThat(alone.facts()).isNotEmpty();
    assertThat(run().facts()).isEqualTo(alone.facts());
  }
}
