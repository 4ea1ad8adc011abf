/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import org.junit.jupiter.api.Test;

/** A server that streams with plain servlets, and what only servlets can do. */
public abstract class ServletStreamContract extends ServerStreamContract {

  private final String container;
  private final String classPath;

  /** A contract for one container, its class path and one way of running. */
  protected ServletStreamContract(String container, String classPath, Setup setup) {
    super("servlets on " + container.replaceAll("\\d", ""), classPath, setup);
    this.container = container;
    this.classPath = classPath;
  }

  /** The application in a container, not yet started. */
  public static AppUnderTest.Builder application(String container, String classPath) {
    boolean javax = classPath.matches("(tomcat-9|jetty-10|undertow-2\\.2)\\..*");
    return AppUnderTest.of(
            "io.streamscope.servlet.ServletStreams",
            AppUnderTest.classesOf(javax ? "servlet-streams-javax" : "servlet-streams"),
            AppUnderTest.classPathOf("classpaths/" + classPath))
        .arguments(container);
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return application(container, classPath);
  }

  @Test
  void eventsWrittenWithoutBlocking_areCountedAsTheReaderSeesThem() {
    assertCounted("/sse/nonblocking?n=50");
  }

  @Test
  void requestDispatchedToAnotherServlet_isOneStream() {
    ServletStreamContractResponse response = get("/sse/dispatch");

    SpanRecord server = awaitServerSpan("/sse/dispatch");
    SpanRecord span = stream("sse_stream " + server.attribute("http.route"));
    assertThat(span.parentSpanId()).isEqualTo(server.spanId());
    assertThat(span.attributes()).containsEntry(PREFIX + "outcome", "complete");
    assertTotals(span, ServletStreamContractPayload.ofEvents(response));
    assertThat(number(span, PREFIX + "chunk.count")).isEqualTo(3);
  }

  @Test
  void deadlineOfTheAsyncRequest_isATimeout() {
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

  /** Containers differ in what becomes of it: some report an error, others run into a timeout. */
  @Test
  void exceptionFromATaskOfTheContainer_endsAsTheContainerTellsTheApplication() {
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
}
