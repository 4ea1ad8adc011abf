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

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every way in which the response of a resource can end. */
abstract class JaxRsContractEndings extends JaxRsContractRun {

  JaxRsContractEndings(String container, String classPath, Setup setup) {
    super(container, classPath, setup);
  }

  @Test
  void failureThatTheApplicationKeepsToItself_isComplete() {
    ServletStreamContractResponse response = get("/sse/error");

    SpanRecord span = stream("sse", "/sse/error");
    assertComplete(span, ServletStreamContractPayload.ofEvents(response));
    assertThat(span.attributes())
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
    assertThat(eventNames(span)).endsWith("stream_complete").doesNotContain("exception");
  }

  /**
   * Every implementation catches it and lets the container end the response in good order; CXF even
   * writes what happened.
   */
  @Test
  void exceptionFromAStreamingOutput_isCompleteAsForTheReader() {
    ServletStreamContractResponse response = get("/ndjson/error");

    assertThat(response.text()).startsWith("{\"line\":0}\n{\"line\":1}\n");
    SpanRecord span = stream("ndjson", "/ndjson/error");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", response.text().lines().count())
        .doesNotContainKey("error.type");
    assertThat(eventNames(span)).endsWith("stream_complete").doesNotContain("exception");
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
    SpanRecord span = streamNamed(name);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "abandoned")
        .containsEntry(PREFIX + "cancel.reason", "idle")
        .containsEntry(PREFIX + "chunk.count", 1L)
        .containsEntry(PREFIX + "bytes", 7L);
    assertThat(eventNames(span)).endsWith("stream_abandoned");
  }
}
