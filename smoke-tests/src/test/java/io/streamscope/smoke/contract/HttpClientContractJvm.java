/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import io.streamscope.source.ServedRequest;
import io.streamscope.source.StreamSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application with some HTTP clients, all of which have played all their scenarios.
 *
 * @param traits of each client
 * @param facts what the application saw, by client and scenario, a line per fact
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the server of the streams was asked, and how its answers ended
 * @param port where that server listened
 */
record HttpClientContractJvm(
    Map<String, List<String>> traits,
    Map<String, Map<String, List<String>>> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<ServedRequest> requests,
    int port) {

  /** A detail of cells whose telemetry leaves as slowly as by default. */
  static final String DEFAULT_EXPORT = "default-export";

  private static final Set<String> STREAMS =
      Set.of("sse_stream", "ndjson_stream", "chunked_stream");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Four times the idle limit: a busy machine is slow. */
  private static final Duration IDLE = Duration.ofSeconds(16);

  private static final PlayingApp APP =
      new PlayingApp("io.streamscope.httpclients.HttpClients", "http-clients");
  private static final KeptRuns<Key, HttpClientContractJvm> JVMS =
      new KeptRuns<>(HttpClientContractJvm::run);

  /** The JVM of a cell; waits until it is over. */
  static HttpClientContractJvm of(Cell cell) {
    return JVMS.of(key(cell));
  }

  /** Begins it unless it has begun. */
  static void begin(Cell cell) {
    JVMS.begin(key(cell));
  }

  private static Key key(Cell cell) {
    cell.setup().assumeInstalled();
    boolean bare = cell.setup().agentVersion() == null;
    boolean defaultExport = !bare && cell.details().contains(DEFAULT_EXPORT);
    return new Key(cell.classPath(), cell.setup(), cell.details().get(1), defaultExport);
  }

  private static HttpClientContractJvm run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        StreamSource source = StreamSource.start()) {
      Map<String, List<String>> traits = new LinkedHashMap<>();
      Map<String, Map<String, List<String>>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = start(key, sink, source)) {
        for (String client : key.clients.split(" ")) {
          traits.put(client, PlayingApp.lines(app.url() + "/traits?client=" + client));
          facts.put(client, play(app.url(), client));
        }
        if (key.setup.agentVersion() != null) {
          awaitAbandoned(sink, facts);
          PlayingApp.awaitRuns(sink, facts.values().stream().mapToLong(Map::size).sum());
        }
      }
      return new HttpClientContractJvm(
          traits, facts, sink.spans(), sink.metrics(), ended(source), source.port());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Map<String, List<String>> play(String url, String client) {
    Map<String, List<String>> facts = new LinkedHashMap<>();
    for (String scenario : PlayingApp.lines(url + "/scenarios?client=" + client)) {
      facts.put(
          scenario, PlayingApp.lines(url + "/run?client=" + client + "&scenario=" + scenario));
    }
    assertThat(facts).as("scenarios of %s", client).isNotEmpty();
    return facts;
  }

  private static AppUnderTest start(Key key, OtlpSink sink, StreamSource source) {
    AppUnderTest.Builder builder = APP.with(key.classPath, key.setup, sink, source.url());
    if (key.setup.agentVersion() != null) {
      builder
          // of a cancel a client may tell only when the next bytes come
          .options("-Dstreamscope.shutdown.grace=5s")
          .options("-Dstreamscope.stream.idle-limit=4s")
          .options("-Dstreamscope.stream.trace-limit=2s")
          .options("-Dstreamscope.stream.stall-threshold=600ms");
    }
    if (key.defaultExport) {
      builder.options("-Dotel.bsp.schedule.delay=5000");
    }
    return builder.start();
  }

  /** Whoever misses one must say so himself: the other scenarios are worth looking at. */
  private static void awaitAbandoned(OtlpSink sink, Map<String, Map<String, List<String>>> facts) {
    long forgotten =
        facts.values().stream().filter(scenarios -> scenarios.containsKey("abandoned")).count();
    try {
      sink.awaitSpans(
          spans ->
              spans.stream()
                      .filter(
                          span -> "abandoned".equals(span.attribute(HttpClientContractRun.OUTCOME)))
                      .count()
                  >= forgotten,
          IDLE);
    } catch (AssertionError none) {
      assertThat(none).hasMessageContaining("did not come true");
    }
  }

  private static List<ServedRequest> ended(StreamSource source) {
    return source.awaitRequests(
        requests -> requests.stream().allMatch(request -> request.ending() != null), PATIENCE);
  }

  static boolean isStream(SpanRecord span) {
    return STREAMS.contains(span.name().split(" ")[0]);
  }

  /** The spans of all streams. */
  List<SpanRecord> streams() {
    return spans.stream().filter(HttpClientContractJvm::isStream).toList();
  }

  private record Key(String classPath, Setup setup, String clients, boolean defaultExport) {}
}
