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
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server that streams with plain servlets, and what only servlets can do. */
@Tested("server: servlets on %s")
public abstract class ServletStreamContract extends ServerStreamContract {

  private static final String RESPONSE =
      "io.opentelemetry.javaagent.bootstrap.streamscope.http.ServerResponse";
  private static final int CONNECTIONS = 8;

  private static final List<ObservedRequest> REQUESTS =
      List.of(
          new ObservedRequest("/sse/async?n=5&gapMs=5", "onComplete"),
          new ObservedRequest("/sse/async?n=0", "onComplete"),
          new ObservedRequest("/sse/thread?n=3", "onComplete"),
          new ObservedRequest("/sse/sync?n=3", ""),
          new ObservedRequest("/sse/writer?n=3", "onComplete"),
          new ObservedRequest("/sse/pieces?n=3", "onComplete"),
          new ObservedRequest("/sse/split?n=3", "onComplete"),
          new ObservedRequest("/sse/rich", "onComplete"),
          new ObservedRequest("/sse/big?n=3&bytes=300000", "onComplete"),
          new ObservedRequest("/sse/nonblocking?n=2000", "onComplete"),
          new ObservedRequest("/sse/headers-first?n=2&firstMs=20", "onComplete"),
          new ObservedRequest("/sse/dispatch", ""),
          new ObservedRequest("/sse/gzip?n=3", ""),
          new ObservedRequest("/sse/cached?n=3", ""),
          new ObservedRequest("/sse/timeout?ms=200", ""),
          new ObservedRequest("/sse/error", "service"),
          new ObservedRequest("/ndjson?n=3", "onComplete"),
          new ObservedRequest("/stream-json?n=3", "onComplete"),
          new ObservedRequest("/jsonl?n=3", "onComplete"),
          new ObservedRequest("/json", ""),
          new ObservedRequest("/text?n=3", "onComplete"),
          new ObservedRequest("/sse/split?n=2", "onComplete", "GET"));

  /** A contract for a cell whose details are a container and the test app for its servlets. */
  protected ServletStreamContract(Cell cell) {
    super(cell);
  }

  /** The application in a container, not yet started. */
  public static AppUnderTest.Builder application(String container, String app, String classPath) {
    return AppUnderTest.of(
            "io.streamscope.servlet.ServletStreams",
            AppUnderTest.classesOf(app),
            AppUnderTest.libraries(classPath))
        .arguments(container);
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return application(cell().detail(), cell().details().get(2), cell().classPath());
  }

  @Override
  final List<ObservedRequest> requests() {
    return REQUESTS;
  }

  @Test
  void eventsWrittenWithoutBlocking_areCountedAsTheReaderSeesThem() {
    assertCounted("/sse/nonblocking?n=50");
  }

  @Test
  void requestDispatchedToAnotherServlet_isOneStream() {
    RawResponse response = get("/sse/dispatch");

    SpanRecord server = awaitServerSpan("/sse/dispatch");
    SpanRecord span = stream("sse_stream " + server.attribute("http.route"));
    assertThat(span.parentSpanId()).isEqualTo(server.spanId());
    assertThat(span.attributes()).containsEntry(PREFIX + "outcome", "complete");
    assertTotals(span, StreamPayload.ofEvents(response));
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

    RawResponse.of(app.url() + "/sse/async-error?ms=700");

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

  /** Tomcat uses its objects again, and keeps them meanwhile. */
  @Test
  void streamsThatAreOver_areNotKept() throws IOException {
    assumeTrue(cell().detail().equals("tomcat"), "only Tomcat has a pool of responses");
    long before = app.instances(RESPONSE); // other tests leave requests that never end
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.url() + "/sse/async?n=3&gapMs=700")).build();

    List<CompletableFuture<HttpResponse<InputStream>>> answers =
        Stream.generate(() -> client.sendAsync(request, BodyHandlers.ofInputStream()))
            .limit(CONNECTIONS)
            .toList();
    answers.forEach(CompletableFuture::join);
    assertThat(app.instances(RESPONSE)).isGreaterThanOrEqualTo(CONNECTIONS);
    for (CompletableFuture<HttpResponse<InputStream>> answer : answers) {
      assertThat(answer.join().body().readAllBytes()).isNotEmpty();
    }

    long most = Math.max(before, CONNECTIONS / 2);
    assertThat(app.awaitInstances(RESPONSE, most)).isLessThanOrEqualTo(most);
    assertThat(client.version()).isNotNull(); // its connections have been open until now
  }

  /** Containers differ in what becomes of it; to none of them has the reader gone. */
  @Test
  void upstreamThatIsReset_isNoReaderThatLeaves() {
    RawResponse.of(app.url() + "/sse/upstream-reset");

    SpanRecord span = onlyExported("sse_stream /sse/upstream-reset");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attribute(PREFIX + "outcome")).isIn("error", "timeout");
    assertThat(span.attributes()).containsEntry(PREFIX + "chunk.count", 1L);
    if (cell().detail().equals("tomcat")) {
      assertThat(span.attributes()).containsEntry("error.type", "java.io.IOException");
    }
  }
}
