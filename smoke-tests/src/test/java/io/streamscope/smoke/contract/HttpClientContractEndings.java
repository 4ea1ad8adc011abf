/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.HttpClientContractSpan.CANCEL;
import static io.streamscope.smoke.contract.HttpClientContractSpan.ERROR;
import static io.streamscope.smoke.contract.HttpClientContractSpan.traceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.source.Ending;
import io.streamscope.source.ServedRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams that end early, or badly, or that nobody ends: still one span each. */
@Tested("client: %s")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpClientContractEndings {

  private static final String REASON = "streamscope.stream.cancel.reason";
  private static final int READ = 3;

  /** What may arrive until the server notices; some clients read on for a tenth of a second. */
  private static final int LATE = 20;

  private final Cell cell;
  private final String client;

  HttpClientContractEndings(Cell cell) {
    this.cell = cell;
    this.client = cell.detail();
  }

  /** Both at the same time: they mostly wait. */
  @BeforeAll
  void begin() {
    if (cell.setup().java() != null) {
      HttpClientContractJvm.begin(cell.alone());
      HttpClientContractJvm.begin(cell);
    }
  }

  final HttpClientContractRun run() {
    return HttpClientContractRun.of(cell, client);
  }

  final HttpClientContractRun alone() {
    return HttpClientContractRun.of(cell.alone(), client);
  }

  /** The SSE stream of a scenario; the test is skipped if this client has no such scenario. */
  final HttpClientContractSpan sse(String scenario) {
    return stream(scenario, "sse_stream");
  }

  final HttpClientContractSpan stream(String scenario, String word) {
    assumePlayed(scenario);
    return HttpClientContractSpan.only(run(), scenario, word);
  }

  final void assumePlayed(String scenario) {
    assumeTrue(run().plays(scenario), () -> "client does not play " + scenario);
  }

  /** Payload of the first events of a server that has no knob for it turned. */
  private static long bytes(long events) {
    long bytes = 0;
    for (long i = 0; i < events; i++) {
      bytes += ("event " + i + " é日本🙂").getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }

  private void cancelled(String scenario, int atLeast) {
    HttpClientContractSpan stream = sse(scenario);
    assertThat(stream.chunks()).isBetween((long) atLeast, (long) atLeast + LATE);
    stream
        .ended("cancelled", stream.chunks(), bytes(stream.chunks()), CANCEL)
        .has(REASON, "application");
    serverNoticed(scenario);
  }

  private void serverNoticed(String scenario) {
    assertThat(run().requests(scenario))
        .extracting(ServedRequest::ending)
        .containsExactly(Ending.CLIENT_GONE);
  }

  private void failed(String scenario) {
    sse(scenario).ended("error", READ, bytes(READ), ERROR).failed(scenario);
  }

  @Test
  void earlyClose_isCancelled() {
    cancelled("early-close", READ);
  }

  @Test
  void cancelInCallback_isCancelled() {
    cancelled("cancel-in-callback", READ);
  }

  @Test
  void cancelledFuture_isCancelled() {
    cancelled("cancel-future", READ);
  }

  @Test
  void unreadStream_isCancelled() {
    cancelled("unread", 0);
  }

  /** There is nothing more to read, whatever the connection does. */
  @Test
  void readerThatStopsAtTheEndMark_isComplete() {
    sse("end-mark").complete();
    serverNoticed("end-mark");
  }

  @Test
  void closeWhileNothingComes_isCancelled() {
    sse("silent").ended("cancelled", 0, 0, CANCEL).has(REASON, "application");
    serverNoticed("silent");
  }

  /**
   * Thrown out of a callback it ends the stream; else the application closes the stream. Some
   * clients cancel for a subscriber that throws, and tell nobody above why.
   */
  @Test
  void consumerThatThrows_isAnErrorOnlyWhereTheClientSeesIt() {
    if (!run().is("PUSHES") || run().is("CANCELS_FOR_A_FAILURE")) {
      cancelled("consumer-throws", READ);
      return;
    }
    HttpClientContractSpan stream = sse("consumer-throws");
    assertThat(stream.chunks()).isBetween((long) READ, (long) READ + LATE);
    stream
        .ended("error", stream.chunks(), bytes(stream.chunks()), ERROR)
        .failed("consumer-throws")
        .has("error.type", "io.streamscope.httpclients.OwnFailure");
  }

  @Test
  void forgottenStream_isAbandoned() {
    HttpClientContractSpan stream = sse("abandoned");
    assertThat(stream.chunks()).isGreaterThanOrEqualTo(READ);
    stream.ended("abandoned", stream.chunks(), bytes(stream.chunks()), CANCEL);
    assertThat(stream.span().attribute(REASON)).isIn("idle", "gc");
  }

  @Test
  void readTimeout_isATimeout() {
    late("read-timeout", READ);
  }

  @Test
  void readTimeoutOfASilentStream_isATimeoutWithoutChunks() {
    late("silent-timeout", 0);
  }

  /** Who only closes the body throws nothing. */
  private void late(String scenario, int chunks) {
    HttpClientContractSpan stream = sse(scenario);
    stream.ended("timeout", chunks, bytes(chunks), CANCEL, ERROR).has(REASON, "timeout");
    if (run().is("DEADLINE_CLOSES")) {
      stream.has("error.type", "timeout");
      assertThat(stream.span().events("exception")).isEmpty();
      assertThat(run().spans())
          .filteredOn(span -> span.parentSpanId().equals(stream.span().spanId()))
          .extracting(SpanRecord::kind, SpanRecord::statusCode)
          .containsExactly(tuple("CLIENT", "UNSET"));
    } else {
      stream.failed(scenario);
    }
  }

  @Test
  void resetConnection_isAnErrorAfterWhatWasRead() {
    failed("reset");
  }

  @Test
  void connectionClosedBeforeTheEnd_isAnErrorAfterWhatWasRead() {
    failed("drop");
  }

  @Test
  void errorStatus_isAnErrorWithoutChunks() {
    HttpClientContractSpan stream = sse("error-status");

    stream.ended("error", 0, 0, ERROR).has("error.type", "500");
    assertThat(stream.span().events("exception")).isEmpty();
  }

  @Test
  void answerThatNeverComes_isNoStream() {
    assumePlayed("no-headers");
    ServedRequest request = run().requests("no-headers").get(0);

    assertThat(run().streams(traceId(request))).isEmpty();
    assertThat(run().spans())
        .filteredOn(span -> span.traceId().equals(traceId(request)))
        .extracting(SpanRecord::kind)
        .contains("SERVER")
        .isSubsetOf("SERVER", "CLIENT"); // the agent loses the latter if a future is given up
  }
}
