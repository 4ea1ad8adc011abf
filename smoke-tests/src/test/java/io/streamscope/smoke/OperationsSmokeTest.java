/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.JdkServerStreamContract;
import io.streamscope.smoke.contract.SseServerContract;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.OutsideVersion;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator does with Streamscope, well or badly. */
class OperationsSmokeTest {

  private static final String STREAM = "sse_stream /sse/async";
  private static final String EMITTED = "sse_stream /sse/pool";
  private static final int CLOSED_PORT = 9;

  /** One that is quick to start. */
  private static AppUnderTest.Builder app(Setup setup) {
    return JdkServerStreamContract.applicationOnJdkServer().with(setup);
  }

  /** One whose streams two of our modules know. */
  private static AppUnderTest.Builder springApp(Setup setup) {
    return SseServerContract.application("boot-3.5").with(setup);
  }

  @Test
  void valueNobodyUnderstands_isAWarningAndTheDefault() throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            app(Setup.NEWEST)
                .exportingTo(sink)
                .options("-Dstreamscope.stream.events=spam", "-Dstreamscope.stream.idle-limit=soon")
                .start()) {
      Http.get(app.url() + "/sse/async?n=2");

      SpanRecord span = only(sink.awaitSpans(has(named(STREAM)), PATIENCE), named(STREAM));
      assertThat(span.events("stream_complete")).hasSize(1);
      assertThat(app.output())
          .filteredOn(line -> line.contains("WARN") && line.contains("streamscope."))
          .hasSize(2)
          .anyMatch(
              line ->
                  line.contains("streamscope.stream.events=spam")
                      && line.contains("accepted: span, log, none"));
    }
  }

  @Test
  void switchedOff_nothingOfOursIsThere(@TempDir Path directory) throws IOException {
    Path classes = directory.resolve("classes.log"); // in the output it would tear lines apart
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            app(Setup.FLOOR)
                .exportingTo(sink)
                .options("-Dstreamscope.enabled=false")
                .options("-Xlog:class+load:file=" + classes + ":none:filecount=0")
                .start()) {
      Http.get(app.url() + "/sse/async?n=2");

      List<SpanRecord> spans = sink.awaitSpans(has(named("GET /sse/async")), PATIENCE);
      assertThat(spans).noneMatch(span -> span.scopeName().startsWith("io.streamscope"));
    }
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> line.startsWith("io.streamscope.jdkserver.JdkServerStreams "))
        .noneMatch(line -> line.contains(".javahttpserver.v11_0.JavaHttpServerResponse "));
  }

  @Test
  void oneModuleSwitchedOff_onlyItIsGone() throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            springApp(Setup.NEWEST)
                .exportingTo(sink)
                .options("-Dotel.instrumentation.spring-webmvc-stream.enabled=false")
                .start()) {
      Http.get(app.url() + "/sse/pool?n=2");

      assertThat(sink.awaitSpans(has(named("GET /sse/pool")).and(has(named(EMITTED))), PATIENCE))
          .filteredOn(span -> span.scopeName().startsWith("io.streamscope"))
          .extracting(SpanRecord::scopeName)
          .containsExactly("io.streamscope.tomcat-stream-9.0"); // the server sees it too
      assertThat(app.output())
          .filteredOn(line -> line.contains("Streamscope"))
          .singleElement()
          .asString()
          .matches(
              ".*INFO.*Streamscope \\d+\\.\\d+\\.\\d+\\S* is active: anthropic-.*, tomcat-stream, .*")
          .doesNotContain("spring-webmvc-stream");
    }
  }

  @Test
  void bothModulesOfAStreamSwitchedOff_nothingIsLeft() throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            springApp(Setup.NEWEST)
                .exportingTo(sink)
                .options("-Dotel.instrumentation.spring-webmvc-stream.enabled=false")
                .options("-Dotel.instrumentation.tomcat-stream.enabled=false")
                .start()) {
      Http.get(app.url() + "/sse/pool?n=2");

      assertThat(sink.awaitSpans(has(named("GET /sse/pool")), PATIENCE))
          .noneMatch(span -> span.scopeName().startsWith("io.streamscope"));
    }
  }

  @Test
  void shutdownWithGrace_letsStreamsAndTheirRequestsEnd() throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            app(Setup.NEWEST)
                .exportingTo(sink)
                .options("-Dstreamscope.shutdown.grace=30s")
                .start()) {
      AtomicReference<Thread> terminating = new AtomicReference<>();
      String answer =
          Http.leaveWhen(
              "GET",
              app.url() + "/sse/async?n=4&gapMs=500",
              "",
              soFar -> {
                if (soFar.contains("event 0") && terminating.get() == null) {
                  terminating.set(new Thread(() -> app.close(60)));
                  terminating.get().start(); // SIGTERM, while three events are still to come
                }
                return false;
              });

      assertThat(answer).contains("event 3");
      List<SpanRecord> spans =
          sink.awaitSpans(has(named(STREAM)).and(has(named("GET /sse/async"))), PATIENCE);
      assertThat(only(spans, named(STREAM)).attributes())
          .containsEntry("streamscope.stream.outcome", "complete")
          .containsEntry("streamscope.stream.chunk.count", 4L);
    }
  }

  @Test
  void collectorThatIsDown_harmsNobody() {
    try (AppUnderTest app =
        app(Setup.NEWEST)
            .options("-Dotel.exporter.otlp.endpoint=http://127.0.0.1:" + CLOSED_PORT)
            .start()) {
      assertThat(Http.body(Http.get(app.url() + "/sse/async?n=2")))
          .isEqualTo("data: event 0\n\ndata: event 1\n\n");
    }
  }

  @Test
  void libraryOutsideTheRange_isOneLineInTheLog() {
    try (AppUnderTest app =
        AppUnderTest.of(
                OutsideVersion.class.getName(),
                Path.of("target/test-classes").toAbsolutePath().toString(),
                AppUnderTest.libraries("langchain4j-0.25"))
            .with(Setup.NEWEST)
            .options("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none")
            .options("-Dotel.logs.exporter=none")
            .launch()) {
      app.awaitEnd(60);

      assertThat(app.output()).contains("added and found 1");
      assertThat(app.output())
          .filteredOn(line -> line.contains("Streamscope") && !line.contains("is active"))
          .singleElement()
          .asString()
          .contains("INFO")
          .contains("langchain4j-retrieval is off");
    }
  }

  static Stream<Setup> agents() {
    return Setup.MATRIX ? Stream.of(Setup.FLOOR, Setup.NEWEST) : Stream.of(Setup.FLOOR);
  }

  @ParameterizedTest
  @MethodSource("agents")
  void declarativeFile_configuresUsToo(Setup setup, @TempDir Path directory) throws IOException {
    try (OtlpSink sink = new OtlpSink()) {
      Path file = directory.resolve("otel.yaml");
      Files.writeString(
          file,
          """
          file_format: "1.0"
          tracer_provider:
            processors:
              - batch:
                  schedule_delay: 100
                  exporter:
                    otlp_http:
                      endpoint: %s/v1/traces
          instrumentation/development:
            java:
              streamscope:
                stream:
                  events: none
                  stall_threshold: 100ms
          """
              .formatted(sink.endpoint()));
      try (AppUnderTest app = app(setup).options("-Dotel.config.file=" + file).start()) {
        Http.get(app.url() + "/sse/async?n=2&gapMs=800");

        SpanRecord span = only(sink.awaitSpans(has(named(STREAM)), PATIENCE), named(STREAM));
        assertThat(span.events()).isEmpty();
        assertThat(span.attributes()).containsEntry("streamscope.stream.stall.count", 1L);
      }
    }
  }

  @Test
  void unsampledStreams_haveTheSameMetrics() throws IOException {
    Map<String, String> sampled = metrics("always_on");
    Map<String, String> unsampled = metrics("always_off");

    assertThat(sampled).hasSizeGreaterThan(8);
    assertThat(unsampled).isEqualTo(sampled);
  }

  private static Map<String, String> metrics(String sampler) throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            app(Setup.NEWEST)
                .exportingTo(sink)
                .options("-Dotel.traces.sampler=" + sampler)
                .start()) {
      Http.get(app.url() + "/sse/async?n=20");
      Http.get(app.url() + "/sse/split?n=3");
      Http.get(app.url() + "/sse/error");
      Http.get(app.url() + "/ndjson?n=3");
      List<MetricPoint> points =
          sink.awaitMetrics(
              seen -> gapsOf(seen) == 19 + 2 + 1 + 2, PATIENCE); // published a moment after the end
      return points.stream()
          .filter(point -> point.name().startsWith("streamscope."))
          .collect(
              Collectors.toMap(
                  point -> point.name() + new TreeMap<>(point.attributes()),
                  point ->
                      point.type().equals("histogram")
                          ? "count " + point.count()
                          : "sum " + point.sum(),
                  (first, second) -> second,
                  TreeMap::new));
    }
  }

  private static long gapsOf(List<MetricPoint> points) {
    return points.stream()
        .filter(point -> point.name().equals("streamscope.stream.chunk_gap"))
        .mapToLong(MetricPoint::count)
        .sum();
  }
}
