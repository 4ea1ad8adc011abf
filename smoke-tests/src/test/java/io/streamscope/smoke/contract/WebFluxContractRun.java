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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** An application that streams with Spring WebFlux, and what arrives of it. */
@Tested("server: WebFlux")
abstract class WebFluxContractRun extends ServerContract {

  private static final List<ObservedRequest> REQUESTS =
      List.of(
          new ObservedRequest("/sse/flux?n=5&gapMs=5", "flux complete"),
          new ObservedRequest("/sse/flux?n=3&firstMs=20", "flux complete"),
          new ObservedRequest("/sse/flux?n=0", "flux complete"),
          new ObservedRequest("/sse/events", "events complete"),
          new ObservedRequest("/ndjson?n=3", "ndjson complete"),
          new ObservedRequest("/stream-json?n=3", "stream-json complete"),
          new ObservedRequest("/sse/error", "error error"),
          new ObservedRequest("/sse/error-first", "error-first error"),
          new ObservedRequest("/sse/empty", "empty complete"),
          new ObservedRequest("/sse/timeout", "timeout error"),
          new ObservedRequest("/sse/functional", "functional complete"),
          new ObservedRequest("/sse/twice", "twice complete"),
          new ObservedRequest("/sse/twice", "twice complete"),
          new ObservedRequest("/mono-json", ""));

  WebFluxContractRun(Cell cell) {
    super(cell);
  }

  /** The application on the server of that class path, not yet started. */
  public static AppUnderTest.Builder application(String classPath) {
    return AppUnderTest.of(
        "io.streamscope.webflux.WebFluxStreams",
        AppUnderTest.classesOf("webflux-streams"),
        AppUnderTest.libraries(classPath));
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return application(cell().classPath());
  }

  final boolean isNetty() {
    return cell().classPath().endsWith("-netty");
  }

  /** The bytes and what each publisher sees: subscriptions, requests, signals, exceptions. */
  @Override
  final List<String> observe(AppUnderTest application) {
    List<String> seen = new ArrayList<>();
    for (ObservedRequest request : REQUESTS) {
      String url = application.url() + request.path();
      seen.add(request.path() + " -> " + stable(Http.get(url)));
      seen.add(application.observed(request.awaited()));
    }
    for (String relay : List.of("/relay", "/relay-webclient")) {
      String url = application.url() + relay + "?url=" + application.url() + "/sse/flux?n=3";
      seen.add(relay + " -> " + stable(Http.get(url)));
      seen.add(application.observed(relay.substring(1) + " complete"));
    }
    String endless = application.url() + "/sse/endless?gapMs=10";
    Http.leaveWhen("GET", endless, "", text -> text.contains("event 3"));
    String observed = application.observed("endless cancel");
    seen.add(observed.replaceAll("\"endless request \\d+\",", ""));
    return seen;
  }

  /** Without what Spring makes up for each request. */
  private static String stable(String response) {
    return Http.stable(response)
        .replaceAll("Content-Length: \\d+(?=[\\s\\S]*\"timestamp\")", "Content-Length")
        .replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\"")
        .replaceAll("\"requestId\":\"[^\"]*\"", "\"requestId\"");
  }

  /** Classes load once, before times are compared. */
  @Override
  final void warmUp() {
    for (String path : List.of("/relay", "/relay-webclient")) {
      sink.awaitSpans(has(named("sse_stream " + path)), PATIENCE);
    }
  }

  @BeforeEach
  void forgetWhatItSaw() {
    Http.send("DELETE", app.url() + "/observed", "");
  }

  String text(String pathAndQuery) {
    return Http.body(Http.get(app.url() + pathAndQuery));
  }

  /** The only stream of that name; its SERVER span is over too, so nothing else can follow. */
  SpanRecord stream(String name) {
    SpanRecord span = only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
    SpanRecord server = parentOf(span);
    assertThat(server.kind()).isEqualTo("SERVER");
    assertThat(outboundStreamsOf(server)).containsExactly(span);
    return span;
  }

  private List<SpanRecord> outboundStreamsOf(SpanRecord server) {
    return sink.trace(server.traceId()).stream()
        .filter(span -> server.spanId().equals(span.parentSpanId()))
        .filter(span -> "outbound".equals(span.attribute(PREFIX + "direction")))
        .toList();
  }

  /** What the application's publisher saw, once the line is among it. */
  List<String> observed(String awaited) {
    String lines = text("/observed");
    for (int attempts = 0; attempts < 1000 && !lines.contains(awaited); attempts++) {
      lines = text("/observed");
    }
    return List.of(lines.substring(2, lines.length() - 2).split("\",\""));
  }
}
