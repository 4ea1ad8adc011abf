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

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server without any framework has to show: no routes, and every liberty of Netty. */
@Tested("server: Netty")
public abstract class NettyContract extends ServerContract {

  private static final String STREAM = "sse_stream";
  private static final List<String> PATHS =
      List.of("/chunked", "/direct", "/full", "/empty", "/json", "/delimited", "/cut", "/fail");

  /** A contract for one class path and one way of running. */
  protected NettyContract(Cell cell) {
    super(cell);
  }

  /** The application on Vert.x or on Netty alone, not yet started. */
  public static AppUnderTest.Builder application(String server, String classPath) {
    return AppUnderTest.of(
            "io.streamscope.netty.NettyStreams",
            AppUnderTest.classesOf("netty-streams"),
            AppUnderTest.libraries(classPath))
        .arguments(server);
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return application("netty", cell().classPath());
  }

  @Override
  final List<String> observe(AppUnderTest application) {
    return PATHS.stream()
        .map(path -> path + " -> " + RawResponse.of(application.url() + path).stable())
        .toList();
  }

  @Override
  final boolean tellsItsHeap() {
    return false;
  }

  @ParameterizedTest
  @CsvSource({"/chunked,2,14", "/direct,2,10008", "/full,2,14", "/delimited,2,14"})
  void responseToItsEnd_isACompleteStream(String path, long chunks, long bytes) {
    Http.get(app.url() + path);

    SpanRecord span = stream(path);
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", "sse")
        .containsEntry(PREFIX + "direction", "outbound")
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", chunks)
        .containsEntry(PREFIX + "bytes", bytes)
        .doesNotContainKeys("http.route", "error.type");
  }

  @ParameterizedTest
  @CsvSource({"/cut,java.io.IOException", "/fail,java.lang.IllegalStateException"})
  void connectionThatTheServerCloses_isAnError(String path, String type) {
    Http.get(app.url() + path);

    SpanRecord span = stream(path);
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", type)
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
    assertThat(span.events("exception")).hasSize(1);
    assertThat(span.events("exception").get(0).attributes())
        .containsEntry("exception.type", type)
        .doesNotContainKey("exception.message"); // it may quote the answer
  }

  /** The application closes too, because of the exception that it gets to see. */
  @Test
  void readerThatLeaves_isADisconnect() {
    Http.leaveWhen("GET", app.url() + "/never", "", seen -> seen.contains("event 1"));

    SpanRecord span = stream("/never");
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "chunk.count", 2L)
        .doesNotContainKey("error.type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/empty", "/json"})
  void otherResponses_areNoStreams(String path) {
    Http.get(app.url() + path);
    Http.get(app.url() + "/chunked");

    SpanRecord other = stream("/chunked"); // exported in order: ours would have come before
    assertThat(sink.spans())
        .filteredOn(span -> span.attribute(PREFIX + "protocol") != null)
        .containsExactly(other);
  }

  private SpanRecord stream(String path) {
    SpanRecord server = awaitServerSpan(path);
    SpanRecord span = only(sink.awaitSpans(has(named(STREAM)), PATIENCE), named(STREAM));
    assertThat(span.parentSpanId()).isEqualTo(server.spanId());
    assertThat(span.traceId()).isEqualTo(server.traceId());
    return span;
  }
}
