/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.contract.ServletStreamContract;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.Spans;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams do not poison the latency of other requests ({@code docs/latency.md}). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LatencySmokeTest {

  private static final String DURATION = "http.server.request.duration";
  private static final String STREAMED = "streamscope.http.streamed";
  private static final int SHORT_REQUESTS = 10;
  private static final double STREAM_SECONDS = 2.0;

  private List<MetricPoint> split;

  @BeforeAll
  void runOnce() throws IOException {
    split = run(Setup.NEWEST);
  }

  private static List<MetricPoint> run(Setup setup, String... options) throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            ServletStreamContract.application("tomcat", "servlet-streams", "tomcat-10.1.61")
                .with(setup)
                .exportingTo(sink)
                .options(options)
                .start()) {
      for (int i = 0; i < SHORT_REQUESTS; i++) {
        Http.get(app.url() + "/json");
      }
      Http.get(app.url() + "/sse/async?n=5&gapMs=500");
      Predicate<MetricPoint> ofTheStream =
          point ->
              point.name().equals(DURATION)
                  && "/sse/async".equals(point.attributes().get("http.route"));
      return sink
          .awaitMetrics(points -> points.stream().anyMatch(ofTheStream), Spans.PATIENCE)
          .stream()
          .filter(point -> point.name().equals(DURATION))
          .toList();
    }
  }

  private static List<MetricPoint> streamed(List<MetricPoint> points) {
    return points.stream()
        .filter(point -> Boolean.TRUE.equals(point.attributes().get(STREAMED)))
        .toList();
  }

  private static List<MetricPoint> others(List<MetricPoint> points) {
    return points.stream().filter(point -> !point.attributes().containsKey(STREAMED)).toList();
  }

  @Test
  void streamedRequest_isASeriesOfItsOwn() throws IOException {
    List<MetricPoint> points = split;

    assertThat(streamed(points)).hasSize(1);
    assertThat(streamed(points).get(0).attributes()).containsEntry("http.route", "/sse/async");
    assertThat(streamed(points).get(0).count()).isEqualTo(1);
    assertThat(streamed(points).get(0).max()).isGreaterThan(STREAM_SECONDS);
    assertThat(others(points).stream().mapToLong(MetricPoint::count).sum())
        .isEqualTo(SHORT_REQUESTS);
    assertThat(others(points)).allSatisfy(point -> assertThat(point.max()).isLessThan(2.0));
  }

  @Test
  void otherAttributesAndBuckets_areThoseOfTheAgentAlone() throws IOException {
    List<MetricPoint> whole = run(Setup.NEWEST, "-Dstreamscope.http.split-request-duration=false");

    assertThat(streamed(whole)).isEmpty();
    assertThat(json(split).attributes()).isEqualTo(json(whole).attributes());
    assertThat(json(split).bounds()).isEqualTo(json(whole).bounds());
    assertThat(json(split).unit()).isEqualTo(json(whole).unit());
  }

  private static MetricPoint json(List<MetricPoint> points) {
    return points.stream()
        .filter(point -> "/json".equals(point.attributes().get("http.route")))
        .findFirst()
        .orElseThrow();
  }
}
