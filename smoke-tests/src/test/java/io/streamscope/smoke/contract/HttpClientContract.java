/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.HttpClientContractSpan.HEARTBEATS;
import static io.streamscope.smoke.contract.HttpClientContractSpan.RESUMED;
import static io.streamscope.smoke.contract.HttpClientContractSpan.traceId;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.SpanRecord.SpanLink;
import io.streamscope.smoke.support.Cell;
import io.streamscope.source.Ending;
import io.streamscope.source.ServedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What an application that reads streams has to show, whatever its HTTP client, and that neither it
 * nor the server can tell whether we are there. The yardstick is the application without any agent.
 */
public abstract class HttpClientContract extends HttpClientContractEndings {

  private static final String PREFIX = "streamscope.stream.";
  private static final Set<String> NO_STREAMS =
      Set.of("plain-json", "no-headers", "inner", "before");

  /** The agent does not trace it. */
  private static final String UNTRACED = "on-target";

  /** A failure and its message, which the agent's own module may change. */
  private static final Pattern NO_HEADERS = Pattern.compile("(\\[no-headers\\] failed [\\w.]+).*");

  private static final Map<String, Object> SSE =
      Map.of(PREFIX + "protocol", "sse", PREFIX + "direction", "inbound");

  /** A contract for a cell whose first details are a client and all clients of its JVM. */
  protected HttpClientContract(Cell cell) {
    super(cell);
  }

  @Test
  void streamReadToItsEnd_isComplete() {
    sse("complete").complete().has(PREFIX + "stall.count", 0L).has(PREFIX + "chunk.count", 5L);
    sse("many").complete().has(PREFIX + "chunk.count", 3000L);
  }

  @Test
  void slowFirstChunk_isTimedFromTheRequest() {
    sse("slow-first").complete().between("time_to_first_chunk", 0.3, 2);
  }

  @Test
  void slowHeaders_countForTheFirstChunk() {
    sse("slow-headers").complete().between("time_to_first_chunk", 0.3, 2);
  }

  @Test
  void heartbeat_isNotTheFirstChunk() {
    sse("heartbeat-first")
        .complete(HEARTBEATS)
        .has(PREFIX + "heartbeat.count", 1L)
        .between("time_to_first_chunk", 0.3, 2);
  }

  @Test
  void lateSubscription_isWhereTheRequestBegins() {
    assumePlayed("late");

    sse("late").complete().between("time_to_first_chunk", 0, 0.99);
  }

  @Test
  void callInACallback_isBelowTheStream() {
    assumePlayed("call-in-callback");
    assumeTrue(!run().plays("late"), "the agent's own hooks restore the caller's context");

    SpanRecord stream = sse("call-in-callback").complete().span();

    assertThat(innerCalls()).extracting(SpanRecord::parentSpanId).containsOnlyOnce(stream.spanId());
  }

  @Test
  void callInACallbackOfAnOldStream_isATraceOfItsOwn() {
    assumePlayed("old");
    assumeTrue(!run().plays("late"), "the agent's own hooks restore the caller's context");

    SpanRecord stream = sse("old").complete().span();

    assertThat(innerCalls())
        .filteredOn(SpanRecord::isRoot)
        .singleElement()
        .satisfies(
            inner -> {
              assertThat(inner.traceId()).isNotEqualTo(stream.traceId());
              assertThat(inner.links())
                  .extracting(SpanLink::spanId)
                  .containsExactly(stream.spanId());
            });
  }

  private List<SpanRecord> innerCalls() {
    return run().spans().stream()
        .filter(span -> String.valueOf(span.attribute("url.full")).contains("=inner"))
        .toList();
  }

  @Test
  void requestMadeInsideOfTheClient_isNotTheStreams() {
    assumePlayed("token");

    SpanRecord stream = sse("token").complete().span();

    assertThat(run().requests("before")).hasSize(1);
    assertThat(run().spans())
        .filteredOn(span -> String.valueOf(span.attribute("url.full")).contains("=before"))
        .extracting(SpanRecord::parentSpanId)
        .doesNotContain(stream.spanId());
  }

  @Test
  void requestToAServerThatTheApplicationNames_isAStream() {
    assumePlayed(UNTRACED);

    assertThat(run().all().streams())
        .filteredOn(
            stream ->
                String.valueOf(run().span(stream.parentSpanId()).attribute("url.query"))
                    .contains("scenario=" + UNTRACED))
        .hasSize(1)
        .allSatisfy(
            stream ->
                assertThat(stream.attributes())
                    .containsEntry(PREFIX + "outcome", "complete")
                    .containsEntry(PREFIX + "chunk.count", 3L)
                    .containsEntry("server.address", "127.0.0.1"));
  }

  @Test
  void requestAfterOneThatFailed_beginsWhenItIsMade() {
    assumePlayed("failover");

    assertThat(run().requests("before")).hasSize(1);
    sse("failover").complete().between("time_to_first_chunk", 0, 0.99);
  }

  @Test
  void readAfterAReadTimeout_goesOn() {
    assumePlayed("polling");

    sse("polling").complete().between("chunk_gap.max", 1.3, 5);
  }

  @Test
  void gaps_areTimed() {
    sse("paced").complete().between("chunk_gap.mean", 0.06, 1);
  }

  @Test
  void longGap_isAStall() {
    HttpClientContractSpan stream = sse("stall").complete();

    stream.has(PREFIX + "stall.count", 1L).between("chunk_gap.max", 0.8, 5);
    assertThat(stream.span().events("stall")).hasSize(1);
  }

  @Test
  void oddPieces_doNotChangeTheCount() {
    sse("split").complete().has(PREFIX + "chunk.count", 4L);
  }

  @Test
  void commentsLinesAndNames_areCountedAsTheStandardSays() {
    sse("rich").complete(HEARTBEATS).has(PREFIX + "heartbeat.count", 2L);
  }

  @Test
  void everyFraming_isTheSame() {
    sse("length").complete();
    sse("until-close").complete();
  }

  @Test
  void compressedStream_isCountedDecoded() {
    sse("gzip").complete();
  }

  @Test
  void linesOfJson_areStreamsOfTheirOwnKind() {
    stream("ndjson", "ndjson_stream").complete().has(PREFIX + "bytes", 132L);
    stream("stream-json", "ndjson_stream").complete();
    stream("jsonl", "ndjson_stream").complete();
  }

  @Test
  void plainJson_isNoStream() {
    assumePlayed("plain-json");

    assertThat(run().streams(traceId(run().requests("plain-json").get(0)))).isEmpty();
  }

  @Test
  void resumedStream_isLinkedToTheOneBefore() {
    List<ServedRequest> requests = run().requests("two-calls");
    assertThat(requests).extracting(request -> request.header("last-event-id")).hasSize(2);
    assertThat(requests.get(1).header("last-event-id")).isEqualTo("id-2");

    HttpClientContractSpan first =
        HttpClientContractSpan.of(run(), requests.get(0), "sse_stream").complete();
    HttpClientContractSpan second =
        HttpClientContractSpan.of(run(), requests.get(1), "sse_stream").complete(RESUMED);

    assertThat(first.span().links()).isEmpty();
    assertThat(second.has("streamscope.sse.last_event_id.present", true).span().links())
        .extracting(SpanLink::traceId, SpanLink::spanId)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(first.span().traceId(), first.span().spanId()));
    assertThat(run().spans().toString()).doesNotContain("id-2");
  }

  @Test
  void everyStream_hasExactlyOneSpan() {
    long asked =
        run().requests().stream()
            .filter(request -> !NO_STREAMS.contains(request.query().get("scenario")))
            .filter(request -> !UNTRACED.equals(request.query().get("scenario")))
            .count();

    assertThat(run().streams()).hasSize((int) asked);
  }

  @Test
  void metrics_areTheSumOfTheSpansOfTheJvm() {
    assertThat(metric(PREFIX + "chunks").sum()).isEqualTo(total("chunk.count"));
    assertThat(metric(PREFIX + "bytes").sum()).isEqualTo(total("bytes"));
    assertThat(metric(PREFIX + "stalls").sum()).isEqualTo(total("stall.count"));
    assertThat(metric(PREFIX + "active").sum()).isZero();
    assertThat(run().all().metrics())
        .filteredOn(point -> point.name().equals(PREFIX + "duration"))
        .filteredOn(point -> "complete".equals(point.attributes().get(PREFIX + "outcome")))
        .allSatisfy(
            point -> assertThat(point.attributes()).containsEntry("server.address", "127.0.0.1"));
    assertThat(durations()).isEqualTo(outcomes());
  }

  /** How many durations the metric has of each outcome. */
  private Map<Object, Long> durations() {
    Map<Object, Long> durations = new TreeMap<>();
    run().all().metrics().stream()
        .filter(point -> point.name().equals(PREFIX + "duration"))
        .forEach(
            point ->
                durations.merge(
                    point.attributes().get(PREFIX + "outcome"), point.count(), Long::sum));
    return durations;
  }

  private Map<Object, Long> outcomes() {
    Map<Object, Long> outcomes = new TreeMap<>();
    run()
        .all()
        .streams()
        .forEach(span -> outcomes.merge(span.attribute(PREFIX + "outcome"), 1L, Long::sum));
    return outcomes;
  }

  private MetricPoint metric(String name) {
    List<MetricPoint> found =
        run().all().metrics().stream()
            .filter(point -> point.name().equals(name) && point.attributes().equals(SSE))
            .toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private double total(String attribute) {
    ToLongFunction<SpanRecord> value = span -> (long) number(span, PREFIX + attribute);
    return run().all().streams().stream()
        .filter(span -> "sse".equals(span.attribute(PREFIX + "protocol")))
        .mapToLong(value)
        .sum();
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(text(run())).isEqualTo(text(alone()));
  }

  private static String text(HttpClientContractRun run) {
    StringBuilder text = new StringBuilder();
    run.facts().values().forEach(lines -> lines.forEach(line -> text.append(line).append('\n')));
    return run.is("AGENT_CHANGES_MESSAGES")
        ? NO_HEADERS.matcher(text).replaceAll("$1")
        : text.toString();
  }

  @Test
  void whatTheServerIsAsked_isTheSame() {
    assertThat(asked(run())).isEqualTo(asked(alone()));
  }

  /** Only the trace context is ours to add. */
  private static String asked(HttpClientContractRun run) {
    List<String> asked = new ArrayList<>();
    for (ServedRequest request : run.requests()) {
      Map<String, String> headers = new TreeMap<>(request.headers());
      headers.keySet().removeAll(List.of("traceparent", "tracestate", "baggage"));
      headers.replace("host", "127.0.0.1:" + run.port(), "that of the server");
      String sent = request.ending() == Ending.CLIENT_GONE ? "" : " after " + request.wireBytes();
      asked.add(
          "%s %s %s %s %s -> %s%s"
              .formatted(
                  request.method(),
                  request.path(),
                  request.query(),
                  headers,
                  request.body(),
                  request.ending(),
                  sent));
    }
    return String.join("\n", asked);
  }
}
