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
import io.streamscope.sink.SpanRecord.SpanEvent;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One implementation of JAX-RS in one container, and questions about what it exported. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JaxRsContractRun implements Tested {

  static final String PREFIX = "streamscope.stream.";

  private final String container;
  private final String classPath;
  private final Setup setup;
  OtlpSink sink;
  AppUnderTest app;

  JaxRsContractRun(String container, String classPath, Setup setup) {
    this.container = container;
    this.classPath = classPath;
    this.setup = setup;
  }

  @Override
  public final Cell tested() {
    return new Cell("server: JAX-RS on " + container.replaceAll("\\d", ""), classPath, setup);
  }

  /** The application in that container, not yet started. */
  public static AppUnderTest.Builder application(String container, String classPath) {
    boolean javax = classPath.matches("jaxrs-(jersey-2|resteasy-4|cxf-3)\\..*");
    return AppUnderTest.of(
            "io.streamscope.jaxrs.JaxRsStreams",
            AppUnderTest.classesOf(javax ? "jaxrs-streams-javax" : "jaxrs-streams"),
            AppUnderTest.classPathOf("classpaths/" + classPath))
        .arguments(container);
  }

  /** Whether one of those, with or without a version, is the implementation of JAX-RS. */
  boolean isAnyOf(String... implementations) {
    return Stream.of(implementations).anyMatch(name -> classPath.startsWith("jaxrs-" + name));
  }

  /** What the stock agent says of a path: it knows the resources, or only the servlet. */
  protected String route(String path) {
    return path;
  }

  @BeforeAll
  void start() throws IOException {
    sink = new OtlpSink();
    app =
        application(container, classPath)
            .with(setup)
            .exportingTo(sink)
            .options("-Dstreamscope.stream.idle-limit=3s")
            .start();
    // classes load once, before times are compared
    Http.get(app.url() + "/relay?url=" + app.url() + "/sse/sink");
    stream("sse", "/relay");
    stream("sse", "/sse/sink");
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
    sink.clear();
  }

  ServletStreamContractResponse get(String pathAndQuery) {
    return ServletStreamContractResponse.of(app.url() + pathAndQuery);
  }

  SpanRecord awaitServerSpan(String path) {
    return only(sink.awaitSpans(has(isServer(path)), PATIENCE), isServer(path));
  }

  static Predicate<SpanRecord> isServer(String path) {
    return span -> span.kind().equals("SERVER") && path.equals(span.attribute("url.path"));
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

  /** The only stream of a path whose request may still be open. */
  SpanRecord streamNamed(String name) {
    return only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
  }

  List<SpanRecord> streamsOf(String traceId) {
    return sink.trace(traceId).stream()
        .filter(span -> span.attribute(PREFIX + "protocol") != null)
        .toList();
  }

  /** The stream of a response that was written to its end, with the totals of what was read. */
  void assertComplete(SpanRecord span, ServletStreamContractPayload payload) {
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

  static SpanEvent event(SpanRecord span, String name) {
    assertThat(span.events(name)).as("%s of %s", name, span).hasSize(1);
    return span.events(name).get(0);
  }
}
