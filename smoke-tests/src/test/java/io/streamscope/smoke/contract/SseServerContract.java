/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.SpanRecord.SpanLink;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a server that streams with Spring MVC has to show, whatever version and agent. */
@Tested("server: Spring MVC emitters")
public abstract class SseServerContract extends ServerContract {

  private static final long MANY = 20_000;

  /** Emitters that the application keeps. */
  private static final int KEPT = 300;

  private static final int LOOKS = 5;

  /** A stream that is over takes up twice as much. */
  private static final long KEPT_BYTES = 2_000;

  private static final List<String> PATHS =
      List.of(
          "/sse/pool?n=5&gapMs=5",
          "/sse/pool?n=0",
          "/sse/thread?n=3",
          "/sse/early?n=4",
          "/sse/rich",
          "/sse/error",
          "/sse/timeout?ms=200",
          "/ndjson?n=3",
          "/text?n=2");

  /** A contract for a cell whose detail, if it has one, says how many chunks are many. */
  protected SseServerContract(Cell cell) {
    super(cell);
  }

  /** The application, not yet started. */
  public static AppUnderTest.Builder application(String classPath) {
    return AppUnderTest.of(
        "io.streamscope.mvc.MvcStreams",
        AppUnderTest.classesOf("mvc-streams"),
        AppUnderTest.libraries(classPath));
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return application(cell().classPath());
  }

  @Override
  final List<String> observe(AppUnderTest application) {
    // who is slow to start has a complete emitter before Spring has it, and calls nobody
    Http.get(application.url() + "/sse/pool?n=1&gapMs=2000");
    assertThat(application.observed("onCompletion")).contains("onCompletion");
    List<String> seen = new ArrayList<>();
    for (String path : PATHS) {
      seen.add(path + " -> " + Http.stable(Http.get(application.url() + path)));
      // an emitter that is complete before Spring has it calls nobody
      boolean calls = path.startsWith("/sse/") && !path.startsWith("/sse/early");
      seen.add(application.observed(calls ? "onCompletion" : ""));
    }
    seen.add(ObservedRequest.leave(application, "/sse/endless?gapMs=10", "send"));
    return seen;
  }

  private SpanRecord stream(String path) {
    return onlyExported("sse_stream " + path);
  }

  @Test
  void emissionFromPool_isOneStreamBelowTheServerSpan() {
    Http.get(app.url() + "/sse/pool?n=5&gapMs=20");

    SpanRecord span = stream("/sse/pool");
    SpanRecord server = parentOf(span);
    assertThat(server.kind()).isEqualTo("SERVER");
    assertThat(server.name()).isEqualTo("GET /sse/pool");
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "sse")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 5L)
        .containsEntry(PREFIX + "bytes", 35L)
        .containsEntry(PREFIX + "stall.count", 0L)
        .containsEntry("http.route", "/sse/pool")
        .containsKeys(PREFIX + "chunk_gap.max", PREFIX + "chunk_gap.mean", PREFIX + "blocked_time")
        .doesNotContainKeys(PREFIX + "cancel.reason", "error.type", PREFIX + "heartbeat.count");
    assertThat(number(span, PREFIX + "chunk_gap.mean")).isGreaterThanOrEqualTo(0.02 * GAP);
    assertThat(number(span, PREFIX + "busy_time") + number(span, PREFIX + "idle_time"))
        .isCloseTo(span.durationNanos() / 1e9, within(1e-9));
    assertThat(number(span, PREFIX + "time_to_first_chunk"))
        .isLessThan(server.durationNanos() / 1e9);
    assertThat(eventNames(span))
        .startsWith("stream_start", "first_chunk")
        .endsWith("stream_complete");
  }

  @Test
  void emissionFromThreadWithoutContext_isTheSame() {
    Http.get(app.url() + "/sse/thread?n=3");

    SpanRecord span = stream("/sse/thread");
    assertThat(parentOf(span).kind()).isEqualTo("SERVER");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 3L);
  }

  @Test
  void emissionFromSeveralThreadsAtOnce_isCountedOnce() {
    Http.get(app.url() + "/sse/threads?threads=4&n=500");

    assertThat(stream("/sse/threads").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 2_000L)
        .containsEntry(PREFIX + "bytes", 2_000L * "event of a thread".length());
  }

  @Test
  void emissionBeforeTheControllerReturns_isCountedWhenWritten() {
    Http.get(app.url() + "/sse/early?n=4");

    assertThat(stream("/sse/early").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 4L)
        .containsEntry(PREFIX + "bytes", 28L);
  }

  @Test
  void objectsCommentsAndLines_areCountedAsTheClientSeesThem() {
    String response = Http.get(app.url() + "/sse/rich");

    assertThat(response).contains("{\"text\":\"grüße\"}").contains("line 2");
    assertThat(stream("/sse/rich").attributes())
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "heartbeat.count", 2L)
        .containsEntry(PREFIX + "bytes", 18L + 13L + 9L);
  }

  @Test
  void completeWithError_isAnErrorRecordedOnce() {
    Http.get(app.url() + "/sse/error");

    SpanRecord span = stream("/sse/error");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry(PREFIX + "chunk.count", 2L);
    assertThat(span.events("exception")).hasSize(1);
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  @Test
  void answerThatFailsBeforeTheFirstEvent_isNoStream() {
    Http.get(app.url() + "/sse/error-first");

    SpanRecord server = awaitServerSpan("/sse/error-first");
    Http.get(app.url() + "/sse/pool?n=1");
    stream("/sse/pool"); // exported in order: ours would have come before
    assertThat(server.attributes()).doesNotContainKey("streamscope.http.streamed");
    assertThat(streamsOf(server.traceId())).isEmpty();
  }

  @Test
  void streamThatAnotherRequestWritesTo_isLinkedWithIt() throws Exception {
    FutureTask<String> reader = new FutureTask<>(() -> Http.get(app.url() + "/sse/opened"));
    new Thread(reader, "reader").start();
    Http.get(app.url() + "/ask");

    assertThat(reader.get()).contains("event 1");
    SpanRecord span = stream("/sse/opened");
    SpanRecord asking = awaitServerSpan("/ask");
    assertThat(asking.traceId()).isNotEqualTo(span.traceId());
    assertThat(span.links()).extracting(SpanLink::spanId).containsExactly(asking.spanId());
  }

  @Test
  void spanOfTheStream_isCurrentWhileAThreadWithoutContextSends() {
    Http.get(app.url() + "/sse/asking?url=" + app.url() + "/observed");

    SpanRecord span = stream("/sse/asking");
    Predicate<SpanRecord> asked = other -> other.kind().equals("CLIENT");
    SpanRecord client = only(sink.awaitSpans(has(asked), PATIENCE), asked);
    assertThat(client.parentSpanId()).isEqualTo(span.spanId());
  }

  @Test
  void readerThatPauses_blocksTheSends() throws IOException {
    RawResponse response = RawResponse.withPause(app.url() + "/sse/slow-reader", 500);

    SpanRecord span = stream("/sse/slow-reader");
    assertThat(response.body()).hasSizeGreaterThan(24_000_000);
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 80L);
    assertThat(number(span, PREFIX + "blocked_time"))
        .isBetween(0.2, number(span, PREFIX + "busy_time"));
  }

  @Test
  void emitterDeadline_isATimeout() {
    Http.get(app.url() + "/sse/timeout?ms=300");

    SpanRecord span = stream("/sse/timeout");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "timeout")
        .containsEntry(PREFIX + "cancel.reason", "timeout")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void readerThatLeaves_isADisconnect() {
    app.observed(""); // what it wrote down before
    Http.leaveWhen(
        "GET", app.url() + "/sse/endless?gapMs=10", "", seen -> seen.contains("event 3"));

    SpanRecord span = stream("/sse/endless");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "cancel.reason", "client_disconnect");
    assertThat(number(span, PREFIX + "chunk.count")).isGreaterThanOrEqualTo(3);
    assertThat(eventNames(span)).endsWith("stream_cancel");
    app.observed("send: "); // else it may still send, into another answer of its container
  }

  @Test
  void emitterThatNobodyCompletes_isAbandoned() {
    getUntilExported("/sse/never", "sse_stream /sse/never");

    assertThat(stream("/sse/never").attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle");
  }

  @Test
  void completedEmitterThatIsKept_keepsNothingOfItsStream() throws Exception {
    assertThat(cost(app) - costAlone())
        .as("bytes more for each emitter than with the application alone")
        .isLessThan(KEPT_BYTES);
  }

  /** What each completed emitter costs that the application keeps. */
  @Override
  final long cost(AppUnderTest application) {
    keepSome(application); // pools have grown
    long before = settledHeap(application);
    keepSome(application);
    return (settledHeap(application) - before) / KEPT;
  }

  /** Without the spans that wait to be exported. */
  private static long settledHeap(AppUnderTest application) {
    return LongStream.range(0, LOOKS).map(look -> heap(application)).min().orElseThrow();
  }

  private static void keepSome(AppUnderTest application) {
    for (int i = 0; i < KEPT; i++) {
      Http.get(application.url() + "/sse/kept");
    }
  }

  @Test
  void gapsOverTheThreshold_areStalls() {
    Http.get(app.url() + "/sse/pool?n=3&gapMs=700");

    SpanRecord span = stream("/sse/pool");
    assertThat(span.attributes()).containsEntry(PREFIX + "stall.count", 2L);
    assertThat(span.events("stall")).hasSize(2);
    assertThat(number(span, PREFIX + "chunk_gap.max")).isGreaterThanOrEqualTo(0.7 * GAP);
  }

  @Test
  void ndjsonAndPlainText_areStreamsOfTheirOwnKind() {
    Http.get(app.url() + "/ndjson?n=3");
    Http.get(app.url() + "/text?n=2");

    List<SpanRecord> spans =
        sink.awaitSpans(
            seen ->
                has(named("ndjson_stream /ndjson")).test(seen)
                    && has(named("chunked_stream /text")).test(seen),
            PATIENCE);
    assertThat(only(spans, named("ndjson_stream /ndjson")).attributes())
        .containsEntry(PREFIX + "protocol", "ndjson")
        .containsEntry(PREFIX + "chunk.count", 3L)
        .containsEntry(PREFIX + "bytes", 30L);
    assertThat(only(spans, named("chunked_stream /text")).attributes())
        .containsEntry(PREFIX + "protocol", "chunked")
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 10L);
  }

  @Test
  void manyChunks_haveExactTotalsAndFewSpanEvents() {
    String response = Http.get(app.url() + "/sse/pool?n=" + manyChunks());

    Predicate<SpanRecord> isIt =
        span -> Long.valueOf(manyChunks()).equals(span.attribute(PREFIX + "chunk.count"));
    SpanRecord span = only(sink.awaitSpans(has(isIt), PATIENCE), isIt);
    assertThat(response).contains("event " + (manyChunks() - 1));
    long bytes = 0;
    for (int i = 0; i < manyChunks(); i++) {
      bytes += ("event " + i).length();
    }
    assertThat(span.attributes()).containsEntry(PREFIX + "bytes", bytes);
    assertThat(span.events()).hasSizeLessThan(128);
    assertThat(span.events("delta").size()).isBetween(5, 32);
    assertThat(eventNames(span)).endsWith("stream_complete");
  }

  private long manyChunks() {
    return cell().details().isEmpty() ? MANY : Long.parseLong(cell().detail());
  }
}
