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

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** An application that streams with Spring WebFlux, and what arrives of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebFluxContractRun implements Tested {

  static final String PREFIX = "streamscope.stream.";

  private final String classPath;
  private final Setup setup;
  OtlpSink sink;
  AppUnderTest app;

  WebFluxContractRun(String classPath, Setup setup) {
    this.classPath = classPath;
    this.setup = setup;
  }

  @Override
  public final Cell tested() {
    return new Cell("server: WebFlux on " + classPath.replaceAll(".*-", ""), classPath, setup);
  }

  /** The application on the server of that class path, not yet started. */
  public static AppUnderTest.Builder application(String classPath) {
    return AppUnderTest.of(
        "io.streamscope.webflux.WebFluxStreams",
        AppUnderTest.classesOf("webflux-streams"),
        AppUnderTest.classPathOf("classpaths/" + classPath));
  }

  boolean isNetty() {
    return classPath.endsWith("-netty");
  }

  @BeforeAll
  void start() throws IOException {
    sink = new OtlpSink();
    app =
        application(classPath)
            .with(setup)
            .exportingTo(sink)
            .options("-Dstreamscope.stream.idle-limit=3s")
            .options("-Dstreamscope.stream.stall-threshold=400ms")
            .start();
    // classes load once, before times are compared
    for (String path : List.of("/relay", "/relay-webclient")) {
      Http.get(app.url() + path + "?url=" + app.url() + "/sse/flux?n=1");
      sink.awaitSpans(has(named("sse_stream " + path)), PATIENCE);
    }
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  @BeforeEach
  void forget() {
    Http.send("DELETE", app.url() + "/observed", "");
    sink.clear();
  }

  String get(String pathAndQuery) {
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

  SpanRecord parentOf(SpanRecord span) {
    Predicate<SpanRecord> isParent = other -> other.spanId().equals(span.parentSpanId());
    return only(sink.awaitSpans(has(isParent), PATIENCE), isParent);
  }

  /** What the application's publisher saw, once the line is among it. */
  List<String> observed(String awaited) {
    String lines = get("/observed");
    for (int attempts = 0; attempts < 1000 && !lines.contains(awaited); attempts++) {
      lines = get("/observed");
    }
    return List.of(lines.substring(2, lines.length() - 2).split("\",\""));
  }
}
