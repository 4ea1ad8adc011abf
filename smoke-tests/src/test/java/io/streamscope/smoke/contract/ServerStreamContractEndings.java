/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way in which a response can end. */
abstract class ServerStreamContractEndings extends ServerStreamContractShapes {

  ServerStreamContractEndings(Cell cell) {
    super(cell);
  }

  @ParameterizedTest
  @CsvSource({"/sse/endless,gapMs=10", "/sse/endless-unflushed,gapMs=5&bytes=20000"})
  void readerThatLeaves_isADisconnect(String path, String query) {
    app.observed(""); // what it wrote down before
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
    app.observed(lastWords(path)); // else it may still write, into another answer of its container
  }

  @Test
  void exceptionFromTheApplication_isAnErrorRecordedOnce() {
    assumeTrue(tellsFailures(), "the server keeps to itself what its handlers throw");
    get("/sse/error");

    SpanRecord span = stream("sse_stream /sse/error");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException")
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(event(span, "exception").attributes())
        .containsEntry("exception.type", "java.lang.IllegalStateException")
        .doesNotContainKey("exception.message"); // it may quote the answer
    assertThat(eventNames(span)).endsWith("stream_error");
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
    assumeTrue(waitsForReaders(), "the server queues what its reader does not take");
    RawResponse response = RawResponse.withPause(app.url() + "/sse/slow-reader", 500);

    SpanRecord span = completeStream("/sse/slow-reader", StreamPayload.ofEvents(response));
    assertThat(response.body()).hasSizeGreaterThan(20_000_000);
    assertThat(number(span, PREFIX + "blocked_time"))
        .isBetween(0.2, number(span, PREFIX + "busy_time"));
  }
}
