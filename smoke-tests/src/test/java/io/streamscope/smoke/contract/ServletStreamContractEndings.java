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
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a response can end. */
abstract class ServletStreamContractEndings extends ServletStreamContractShapes {

  ServletStreamContractEndings(String container, String classPath, Setup setup) {
    super(container, classPath, setup);
  }

  @ParameterizedTest
  @CsvSource({"/sse/endless,gapMs=10", "/sse/endless-unflushed,gapMs=5&bytes=20000"})
  void readerThatLeaves_isADisconnect(String path, String query) {
    Predicate<String> twoEvents = Pattern.compile("(?s)\n\n.*\n\n").asPredicate();
    Http.leaveWhen("GET", app.url() + path + "?" + query, "", twoEvents);

    SpanRecord span = stream("sse_stream " + path);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "cancel.reason", "client_disconnect")
        .doesNotContainKey("error.type");
    assertThat(number(span, PREFIX + "chunk.count")).isGreaterThanOrEqualTo(2);
    assertThat(span.events("exception")).isEmpty();
    assertThat(eventNames(span)).endsWith("stream_cancel");
  }

  @Test
  void deadlineOfTheAsyncRequest_isATimeout() {
    assumeTrue(isServlet(), "Netty has no deadline for a response");
    getUntilExported("/sse/timeout?ms=300", "sse_stream /sse/timeout");

    // some versions of Jetty leave such a request open: its SERVER span need not be there
    SpanRecord span = onlyExported("sse_stream /sse/timeout");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "timeout")
        .containsEntry(PREFIX + "cancel.reason", "timeout")
        .containsEntry(PREFIX + "chunk.count", 1L)
        .containsEntry(PREFIX + "bytes", 7L);
    assertThat(eventNames(span)).endsWith("stream_timeout");
    assertThat(span.durationNanos() / 1e9).isGreaterThanOrEqualTo(0.25);
  }

  @Test
  void exceptionFromTheServlet_isAnErrorRecordedOnce() {
    assumeTrue(isServlet(), "Vert.x keeps to itself what its handlers throw");
    get("/sse/error");

    SpanRecord span = stream("sse_stream /sse/error");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
    assertThat(event(span, "exception").attributes())
        .containsEntry("exception.type", "java.lang.IllegalStateException")
        .containsEntry("exception.message", "no more answers");
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  /** Containers differ in what becomes of it: some report an error, others run into a timeout. */
  @Test
  void exceptionFromATaskOfTheContainer_endsAsTheContainerTellsTheApplication() {
    assumeTrue(isServlet(), "Vert.x keeps to itself what its handlers throw");
    Http.send("DELETE", app.url() + "/observed", "");

    ServletStreamContractResponse.of(app.url() + "/sse/async-error?ms=700");

    SpanRecord span = onlyExported("sse_stream /sse/async-error");
    String observed = Http.body(Http.get(app.url() + "/observed"));
    assertThat(observed).containsAnyOf("onTimeout", "onError");
    boolean error = observed.contains("onError");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", error ? "error" : "timeout")
        .containsEntry(PREFIX + "chunk.count", 2L);
    if (error) {
      assertThat(span.attributes()).containsEntry("error.type", "java.lang.IllegalStateException");
    }
    assertThat(eventNames(span)).endsWith(error ? "stream_error" : "stream_timeout");
  }

  @Test
  void responseThatNobodyCompletes_isAbandoned() {
    getUntilExported("/sse/never", "sse_stream /sse/never");

    SpanRecord span = onlyExported("sse_stream /sse/never");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle")
        .containsEntry(PREFIX + "chunk.count", 1L);
    assertThat(eventNames(span)).endsWith("stream_abandoned");
  }

  @Test
  void readerThatPauses_blocksTheWriter() {
    assumeTrue(isServlet(), "Netty queues what its reader does not take");
    ServletStreamContractResponse response =
        ServletStreamContractResponse.withPause(app.url() + "/sse/slow-reader", 500);

    SpanRecord span =
        completeStream("/sse/slow-reader", ServletStreamContractPayload.ofEvents(response));
    assertThat(response.body()).hasSizeGreaterThan(20_000_000);
    assertThat(number(span, PREFIX + "blocked_time"))
        .isBetween(0.2, number(span, PREFIX + "busy_time"));
  }

  private SpanRecord onlyExported(String name) {
    return only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
  }
}
