/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One implementation of JAX-RS in one container, and questions about what it exported. */
@Tested("server: JAX-RS on %s")
abstract class JaxRsContractRun extends ServerContract {

  private static final List<ObservedRequest> REQUESTS =
      List.of(
          new ObservedRequest("/sse/sink?n=5&gapMs=5", ""),
          new ObservedRequest(
              "/sse/sink?n=0&firstMs=50", ""), // closed sooner, RESTEasy may answer 204
          new ObservedRequest("/sse/rich", ""),
          new ObservedRequest("/sse/error", "answer: "),
          new ObservedRequest("/sse/thrown", "method: "),
          new ObservedRequest("/ndjson?n=3", ""),
          new ObservedRequest("/ndjson/error", "lines: "),
          new ObservedRequest("/json", ""));

  JaxRsContractRun(Cell cell) {
    super(cell);
  }

  /** The application in a container, not yet started. */
  @Override
  protected final AppUnderTest.Builder application() {
    return AppUnderTest.of(
            "io.streamscope.jaxrs.JaxRsStreams",
            AppUnderTest.classesOf(cell().details().get(2)),
            AppUnderTest.libraries(cell().classPath()))
        .arguments(cell().detail());
  }

  /** Whether one of those, with or without a version, is the implementation of JAX-RS. */
  final boolean isAnyOf(String... implementations) {
    return Stream.of(implementations)
        .anyMatch(name -> cell().classPath().startsWith("jaxrs-" + name));
  }

  /** What the stock agent says of a path: it knows the resources, but not those of CXF 4. */
  final String route(String path) {
    return isAnyOf("cxf-4") ? "/*" : path;
  }

  @Override
  final List<String> observe(AppUnderTest application) {
    List<String> seen = new ArrayList<>();
    REQUESTS.forEach(request -> request.observe(application, seen));
    String relay = application.url() + "/relay?url=" + application.url() + "/sse/sink?n=3";
    seen.add("/relay -> " + RawResponse.of(relay).stable());
    seen.add(ObservedRequest.leave(application, "/sse/endless", "send"));
    return seen;
  }

  @Override
  final boolean tellsItsHeap() {
    return false;
  }

  /** Classes load once, before times are compared. */
  @Override
  final void warmUp() {
    stream("sse", "/relay");
  }

  /** The only stream that was written for the only request of that path. */
  SpanRecord stream(String protocol, String path) {
    return streamBelow(awaitServerSpan(path), protocol, path);
  }

  /** The only stream that was written for that request; it is over, so nothing can follow. */
  SpanRecord streamBelow(SpanRecord server, String protocol, String path) {
    Predicate<SpanRecord> written =
        span ->
            server.spanId().equals(span.parentSpanId())
                && "outbound".equals(span.attribute(PREFIX + "direction"));
    SpanRecord span = only(sink.awaitSpans(has(written), PATIENCE), written);
    assertThat(server.attribute("http.route")).isEqualTo(route(path));
    assertThat(span.name()).isEqualTo(protocol + "_stream " + route(path));
    assertThat(span.traceId()).isEqualTo(server.traceId());
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "protocol", protocol)
        .containsEntry("http.route", route(path));
    return span;
  }

  /** The stream of a response that was written to its end, with the totals of what was read. */
  void assertComplete(SpanRecord span, StreamPayload payload) {
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", payload.chunks())
        .containsEntry(PREFIX + "bytes", payload.bytes())
        .doesNotContainKeys(PREFIX + "cancel.reason", "error.type");
    if (payload.comments() == 0) {
      assertThat(span.attributes()).doesNotContainKey(PREFIX + "heartbeat.count");
    } else {
      assertThat(span.attributes()).containsEntry(PREFIX + "heartbeat.count", payload.comments());
    }
  }
}
