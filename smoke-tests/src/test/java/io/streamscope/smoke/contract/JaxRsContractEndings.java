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
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every way in which the response of a resource can end. */
abstract class JaxRsContractEndings extends JaxRsContractRun {

  JaxRsContractEndings(Cell cell) {
    super(cell);
  }

  @Test
  void failureThatTheApplicationKeepsToItself_isComplete() {
    RawResponse response = get("/sse/error");

    SpanRecord span = stream("sse", "/sse/error");
    assertComplete(span, StreamPayload.ofEvents(response));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
    assertThat(eventNames(span)).endsWith("stream_complete").doesNotContain("exception");
  }

  /** Every implementation keeps it to itself; CXF writes what happened, which is no line. */
  @Test
  void exceptionFromAStreamingOutput_isAnError() {
    RawResponse response = get("/ndjson/error");

    assertThat(response.text()).startsWith("{\"line\":0}\n{\"line\":1}\n");
    SpanRecord span = stream("ndjson", "/ndjson/error");
    assertError(span);
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 20L);
  }

  @Test
  void exceptionFromAResourceThatHasSent_isAnError() {
    RawResponse response = get("/sse/thrown");

    assertThat(response.text()).contains("data: event 0\n\ndata: event 1\n\n");
    SpanRecord span = stream("sse", "/sse/thrown");
    assertError(span);
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
  }

  private static void assertError(SpanRecord span) {
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .doesNotContainKey(PREFIX + "cancel.reason");
    assertThat(event(span, "exception").attributes())
        .containsEntry("exception.type", "java.lang.IllegalStateException")
        .doesNotContainKey("exception.message"); // it may quote the answer
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  @Test
  void deadlineOfTheAsyncResponse_isATimeout() {
    assumeFalse(isAnyOf("jersey"), "Jersey drops the deadline when the first event is sent");
    assumeFalse(isAnyOf("resteasy-4"), "RESTEasy 4 has no AsyncResponse beside a sink");

    get("/sse/deadline?ms=1500"); // the first event has to be out by then

    SpanRecord span = stream("sse", "/sse/deadline");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "timeout")
        .containsEntry(PREFIX + "cancel.reason", "timeout")
        .containsEntry("error.type", "timeout")
        .containsEntry(PREFIX + "chunk.count", 1L)
        .containsEntry(PREFIX + "bytes", 7L);
    assertThat(span.events("exception")).isEmpty();
    assertThat(eventNames(span)).endsWith("stream_timeout");
    SpanRecord server = awaitServerSpan("/sse/deadline");
    assertThat(server.durationNanos() / 1e9).isGreaterThanOrEqualTo(1.4);
  }

  @Test
  void readerThatLeaves_isADisconnect() {
    Predicate<String> twoEvents = Pattern.compile("(?s)event 0.*event 1").asPredicate();
    Http.leaveWhen("GET", app.url() + "/sse/endless", "", twoEvents);

    SpanRecord span = stream("sse", "/sse/endless");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "cancel.reason", "client_disconnect")
        .doesNotContainKey("error.type");
    assertThat(number(span, PREFIX + "chunk.count")).isGreaterThanOrEqualTo(2);
    assertThat(span.events("exception")).isEmpty();
    assertThat(eventNames(span)).endsWith("stream_cancel");
    app.observed("sink closed"); // else Jersey may still write, into the next answer of Tomcat
  }

  @Test
  void sinkThatNobodyCloses_isAbandoned() {
    String name = "sse_stream " + route("/sse/never");
    Predicate<String> exported =
        text ->
            text.contains("event 0")
                && has(named(name)).test(sink.awaitSpans(has(named(name)), PATIENCE));
    Http.leaveWhen("GET", app.url() + "/sse/never", "", exported);

    // nobody tells the container that this request is over: its SERVER span need not be there
    SpanRecord span = onlyExported(name);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle")
        .containsEntry(PREFIX + "chunk.count", 1L)
        .containsEntry(PREFIX + "bytes", 7L);
    assertThat(eventNames(span)).endsWith("stream_abandoned");
  }
}
