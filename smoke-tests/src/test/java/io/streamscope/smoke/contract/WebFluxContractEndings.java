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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Every way in which a published stream can end. */
abstract class WebFluxContractEndings extends WebFluxContractRun {

  WebFluxContractEndings(Cell cell) {
    super(cell);
  }

  @Test
  void publisherThatFails_isAnErrorRecordedOnce() {
    text("/sse/error");

    SpanRecord span = stream("sse_stream /sse/error");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry(PREFIX + "chunk.count", 2L);
    assertThat(span.events("exception")).hasSize(1);
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  @Test
  void publisherThatFailsBeforeTheFirstEvent_isNoStream() {
    text("/sse/error-first");

    SpanRecord server = awaitServerSpan("/sse/error-first");
    assertThat(server.attributes())
        .containsEntry("http.response.status_code", 500L)
        .doesNotContainKey("streamscope.http.streamed");
    assertThatNothingStreamed(server);
  }

  @Test
  void upstreamThatIsReset_isNoReaderThatLeaves() {
    RawResponse.of("http://127.0.0.1:" + text("/raw-port") + "/reset");

    SpanRecord span = onlyExported("sse_stream");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.io.IOException")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void publisherThatOnlyCompletes_isComplete() {
    text("/sse/empty");

    assertThat(stream("sse_stream /sse/empty").attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", 0L);
  }

  @Test
  void publisherThatGivesUpWaiting_isATimeout() {
    text("/sse/timeout");

    SpanRecord span = stream("sse_stream /sse/timeout");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(eventNames(span)).endsWith("stream_timeout");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "timeout")
        .containsEntry(PREFIX + "cancel.reason", "timeout")
        .containsEntry("error.type", "java.util.concurrent.TimeoutException")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void readerThatLeaves_isADisconnect() {
    Http.leaveWhen(
        "GET", app.url() + "/sse/endless?gapMs=10", "", seen -> seen.contains("event 3"));

    SpanRecord span = stream("sse_stream /sse/endless");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "cancel.reason", "client_disconnect");
    assertThat(number(span, PREFIX + "chunk.count")).isGreaterThanOrEqualTo(3);
    assertThat(eventNames(span)).endsWith("stream_cancel");
    assertThat(observed("cancel")).containsOnlyOnce("endless cancel");
  }

  @Test
  void readerThatLeavesDuringSilence_isADisconnect() {
    assumeTrue(isNetty(), "Tomcat notices only when it writes");
    Http.leaveWhen("GET", app.url() + "/sse/never", "", seen -> seen.contains("one"));

    assertThat(stream("sse_stream /sse/never").attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void readerThatLeavesBeforeTheFirstEvent_leavesNoStream() {
    assumeTrue(isNetty(), "Tomcat notices only when it writes");
    URI uri = URI.create(app.url());
    String head = "GET /sse/never-first HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n\r\n";
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      observed("never-first request 1");
      socket.setSoLinger(true, 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }

    assertThatNothingStreamed(awaitServerSpan("/sse/never-first"));
  }

  /** What is exported later than a stream that comes after it was not held back. */
  private void assertThatNothingStreamed(SpanRecord server) {
    text("/sse/flux?n=1");
    stream("sse_stream /sse/flux");
    assertThat(streamsOf(server.traceId())).isEmpty();
  }

  @Test
  void streamThatNobodyEnds_isAbandoned() {
    assumeTrue(!isNetty(), "a server that reads all the time notices that the reader has gone");
    Http.leaveWhen("GET", app.url() + "/sse/never", "", seen -> seen.contains("one"));

    // the request goes on, and so does its SERVER span
    SpanRecord span =
        only(
            sink.awaitSpans(has(named("sse_stream /sse/never")), PATIENCE),
            named("sse_stream /sse/never"));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle");
  }
}
