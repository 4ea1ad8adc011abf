/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.eventNames;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK's own server. A request is over for it, and the agent, when the handler returns. */
@Tested("server: JDK `HttpServer`")
public abstract class JdkServerStreamContract extends ServerStreamContract {

  private static final List<ObservedRequest> REQUESTS =
      List.of(
          new ObservedRequest("/sse/async?n=5&gapMs=5", "closed"),
          new ObservedRequest("/sse/async?n=0", "closed"),
          new ObservedRequest("/sse/thread?n=3", "closed"),
          new ObservedRequest("/sse/sync?n=3", ""),
          new ObservedRequest("/sse/sync?n=0", ""),
          new ObservedRequest("/sse/writer?n=3", ""),
          new ObservedRequest("/sse/pieces?n=3", ""),
          new ObservedRequest("/sse/split?n=3", ""),
          new ObservedRequest("/sse/rich", "closed"),
          new ObservedRequest("/sse/big?n=3&bytes=300000", "closed"),
          new ObservedRequest("/sse/headers-first?n=2&firstMs=20", ""),
          new ObservedRequest("/sse/gzip?n=3", ""),
          new ObservedRequest("/sse/cached?n=3", ""),
          new ObservedRequest("/sse/error", "handle"),
          new ObservedRequest("/sse/too-short", "handle"),
          new ObservedRequest("/sse/too-long", "handle"),
          new ObservedRequest("/sse/after-close", "handle"),
          new ObservedRequest("/sse/no-content", ""),
          new ObservedRequest("/ndjson?n=3", "closed"),
          new ObservedRequest("/stream-json?n=3", ""),
          new ObservedRequest("/jsonl?n=3", ""),
          new ObservedRequest("/json", ""),
          new ObservedRequest("/text?n=3", "closed"),
          ObservedRequest.raw("HEAD", "/sse/no-content"),
          ObservedRequest.raw("GET", "/sse/split?n=2"));

  /** A contract for one way of running. */
  protected JdkServerStreamContract(Cell cell) {
    super(cell);
  }

  /** The application, not yet started. */
  public static AppUnderTest.Builder applicationOnJdkServer() {
    return AppUnderTest.of(
            "io.streamscope.jdkserver.JdkServerStreams",
            AppUnderTest.classesOf("jdk-server-streams"),
            AppUnderTest.classesOf("servlet-streams"))
        .options("-Dsun.net.httpserver.nodelay=true"); // small chunks leave at once
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return applicationOnJdkServer();
  }

  @Override
  final List<ObservedRequest> requests() {
    return REQUESTS;
  }

  @Override
  protected final String lastWords(String path) {
    return path.equals("/sse/endless") ? "write: " : "handle";
  }

  @Override
  protected final boolean outlivesItsRequest(String path) {
    return path.equals("/sse/async");
  }

  @Test
  void bodyOfAnnouncedLength_isAStream() {
    RawResponse response = get("/sse/fixed-length");

    assertThat(response.head()).contains("Content-length: 15");
    completeStream("/sse/fixed-length", StreamPayload.ofEvents(response));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sse/too-short", "/sse/too-long"})
  void lengthThatDoesNotHold_isNotTheReadersFault(String path) {
    get(path);

    SpanRecord span = stream("sse_stream " + path);
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.io.IOException")
        .containsEntry(PREFIX + "chunk.count", 1L);
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  @Test
  void exceptionAfterTheBodyWasClosed_isTooLateForAnError() {
    get("/sse/after-close");

    assertThat(stream("sse_stream /sse/after-close").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void responseWithoutBody_isNoStream() {
    get("/sse/no-content");

    SpanRecord server = awaitServerSpan("/sse/no-content");
    get("/sse/sync?n=1");
    stream("sse_stream /sse/sync"); // exported in order: ours would have come before
    assertThat(streamsOf(server.traceId())).isEmpty();
  }

  @Test
  void eventThatIsNotFlushed_isSentWhenItIs() {
    get("/sse/unflushed?firstMs=300");

    assertFirstChunk(stream("sse_stream /sse/unflushed"), 0.3);
  }

  /** Newer JDKs keep the headers until there is something to send with them. */
  @Test
  void headersThatNobodyFlushes_areOutWhenTheReaderHasThem() {
    long start = System.nanoTime();
    Http.leaveWhen("GET", app.url() + "/sse/headers-unflushed?firstMs=1000", "", seen -> true);
    long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);

    stream("sse_stream /sse/headers-unflushed");
    double setup = setupDuration("sse", "/sse/headers-unflushed").max();
    assertThat(setup >= 1.0)
        .as("%s s, the reader waited %s ms", setup, waited)
        .isEqualTo(waited >= 1000);
  }
}
