/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.SpanRecord.SpanEvent;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.Spans;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An application that streams, in a JVM with agent and Streamscope, and for once the same alone:
 * neither its readers nor itself can tell the two apart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ServerContract {

  static final String PREFIX = "streamscope.stream.";

  /** What a gap has at least of the time that was injected: the event before it may be late. */
  static final double GAP = 0.8;

  /** Of one event; one that anybody keeps shows in the heap. */
  private static final int LARGE = 8_000_000;

  private static final int LARGE_EVENTS = 4;

  private static final int HEAP_LOOKS = 20;

  /** What else the heap may hold more than a moment before. */
  private static final long NOISE = LARGE / 2;

  private final Cell cell;
  OtlpSink sink;
  AppUnderTest app;
  private FutureTask<Alone> alone;
  private FutureTask<List<String>> withUs;
  private FutureTask<StreamTotals> totals;

  ServerContract(Cell cell) {
    this.cell = cell;
  }

  /** The application, not yet started. */
  protected abstract AppUnderTest.Builder application();

  /**
   * Asks the application for all that it has.
   *
   * @return what its readers got and what it saw itself, without what differs from run to run
   */
  abstract List<String> observe(AppUnderTest application) throws IOException;

  /** Whether the application has a {@code /sse/held} of large events, and says how full it is. */
  boolean tellsItsHeap() {
    return true;
  }

  /** What the stock agent keeps of such a stream without us, bytes: less than two events. */
  long keptByTheAgent() {
    return 0;
  }

  /** Bytes that something costs which this kind of application does, where that is of interest. */
  long cost(AppUnderTest application) {
    return 0;
  }

  /** The same of the application alone. */
  final long costAlone() throws Exception {
    return alone.get().cost();
  }

  final Cell cell() {
    return cell;
  }

  @BeforeAll
  void start() throws IOException {
    if (cell.setup().java() == null) {
      return;
    }
    alone = new FutureTask<>(this::observeAlone);
    new Thread(alone, "application alone").start(); // both mostly wait
    sink = new OtlpSink();
    app =
        application()
            .with(cell.setup())
            .exportingTo(sink)
            .options("-Dstreamscope.stream.idle-limit=3s")
            .options("-Dstreamscope.stream.stall-threshold=600ms")
            .start();
    withUs = new FutureTask<>(() -> observe(app));
    withUs.run(); // before anything else: both have just started
    totals = new FutureTask<>(() -> StreamTotals.await(sink));
    totals.run();
    warmUp();
  }

  private Alone observeAlone() throws IOException {
    Setup bare = Setup.BARE.onJava(cell.setup().javaVersion());
    try (AppUnderTest application = application().with(bare).start()) {
      return new Alone(
          observe(application), tellsItsHeap() ? kept(application) : 0, cost(application));
    }
  }

  private record Alone(List<String> seen, long kept, long cost) {}

  /** What has to have happened once, before times are compared. */
  void warmUp() {}

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  /** Not before all: Maven says nothing of tests that a class with a missing JDK leaves out. */
  @BeforeEach
  void forget() {
    cell.setup().assumeInstalled();
    sink.clear();
  }

  @Test
  void applicationWithUs_isTheApplicationAlone() throws Exception {
    assertThat(withUs.get()).isEqualTo(alone.get().seen());
  }

  @Test
  void metrics_countWhatTheSpansSay() throws Exception {
    assertThat(totals.get().spans().get("streams")).isGreaterThan(3);
    totals.get().assertSame();
  }

  @Test
  void openStream_keepsNoneOfItsChunks() throws Exception {
    assumeTrue(tellsItsHeap(), "the application has no large events");

    assertThat(kept(app) - Math.max(0, alone.get().kept()))
        .as("bytes more in use than with the application alone")
        .isLessThan(keptByTheAgent() + NOISE);
  }

  /** How much more the heap holds while a stream of some large events is open. */
  private static long kept(AppUnderTest application) {
    String url = application.url() + "/sse/held?n=" + LARGE_EVENTS + "&bytes=" + LARGE;
    long bytes = (long) LARGE_EVENTS * LARGE;
    Http.holding(url, bytes, () -> heap(application)); // pools have grown
    long before = heap(application);
    return Http.holding(url, bytes, () -> keptMoreThan(before, application));
  }

  /** What the last write has in hand is not kept; it is gone after a moment. */
  private static long keptMoreThan(long before, AppUnderTest application) {
    long kept = heap(application) - before;
    for (int i = 0; i < HEAP_LOOKS && kept >= NOISE; i++) {
      kept = heap(application) - before;
    }
    return kept;
  }

  static long heap(AppUnderTest application) {
    return Long.parseLong(Http.body(Http.get(application.url() + "/heap")).trim());
  }

  RawResponse get(String pathAndQuery) {
    return RawResponse.of(app.url() + pathAndQuery);
  }

  /** Reads a response and leaves once its stream has been exported. */
  void getUntilExported(String pathAndQuery, String name) {
    Http.leaveWhen(
        "GET",
        app.url() + pathAndQuery,
        "",
        text ->
            Http.body(text).contains("data:")
                && has(named(name)).test(sink.awaitSpans(has(named(name)), PATIENCE)));
  }

  /** The only span of that name, whose request may still be open. */
  SpanRecord onlyExported(String name) {
    return Spans.awaitOnly(sink, name);
  }

  SpanRecord awaitServerSpan(String path) {
    return only(sink.awaitSpans(has(isServer(path)), PATIENCE), isServer(path));
  }

  static Predicate<SpanRecord> isServer(String path) {
    return span -> span.kind().equals("SERVER") && path.equals(span.attribute("url.path"));
  }

  SpanRecord parentOf(SpanRecord span) {
    Predicate<SpanRecord> isParent = other -> other.spanId().equals(span.parentSpanId());
    return only(sink.awaitSpans(has(isParent), PATIENCE), isParent);
  }

  List<SpanRecord> streamsOf(String traceId) {
    return sink.trace(traceId).stream()
        .filter(span -> span.attribute(PREFIX + "protocol") != null)
        .toList();
  }

  static SpanEvent event(SpanRecord span, String name) {
    assertThat(span.events(name)).as("%s of %s", name, span).hasSize(1);
    return span.events(name).get(0);
  }
}
