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
import io.streamscope.smoke.support.Http;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All scenarios of one HTTP client in one JVM, and all that they left behind. Runs are kept:
 * whoever asks for the same one again gets it without another JVM.
 *
 * @param facts what the application saw, by scenario, a line per fact
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the server of the streams was asked, and how its answers ended
 * @param port where that server listened
 */
public record HttpClientContractRun(
    Map<String, List<String>> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<ServedRequest> requests,
    int port) {

  static final String OUTCOME = "streamscope.stream.outcome";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Three times the idle limit: a busy machine is slow. */
  private static final Duration IDLE = Duration.ofSeconds(12);

  private static final Map<Key, CompletableFuture<HttpClientContractRun>> RUNS =
      new ConcurrentHashMap<>();

  /**
   * A run; waits for it.
   *
   * @param client its name
   * @param classPath module with its library, empty if it is the JDK's
   */
  public static HttpClientContractRun of(String client, String classPath, Setup setup) {
    try {
      return begin(client, classPath, setup).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** Begins a run unless it has begun. */
  static CompletableFuture<HttpClientContractRun> begin(
      String client, String classPath, Setup setup) {
    return RUNS.computeIfAbsent(
        new Key(client, classPath, setup),
        key ->
            CompletableFuture.supplyAsync(
                () -> run(key), task -> new Thread(task, "run of " + client).start()));
  }

  private static HttpClientContractRun run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        StreamSource source = StreamSource.start()) {
      Map<String, List<String>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = start(key, sink, source)) {
        for (String scenario : lines(app.url() + "/scenarios")) {
          facts.put(scenario, lines(app.url() + "/run?scenario=" + scenario));
        }
        assertThat(facts).as("scenarios").isNotEmpty();
        if (key.setup.agentVersion() != null && facts.containsKey("abandoned")) {
          awaitAbandoned(sink);
        }
      }
      return new HttpClientContractRun(
          facts, sink.spans(), sink.metrics(), ended(source), source.port());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static AppUnderTest start(Key key, OtlpSink sink, StreamSource source) {
    String libraries =
        key.classPath.isEmpty() ? "" : AppUnderTest.classPathOf("classpaths/" + key.classPath);
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                "io.streamscope.httpclients.HttpClients",
                AppUnderTest.classesOf("http-clients"),
                libraries)
            .with(key.setup)
            .options("-Dstreamscope.stream.idle-limit=4s")
            .options("-Dstreamscope.stream.stall-threshold=150ms")
            .arguments(key.client, source.url());
    if (key.setup.agentVersion() != null) {
      builder.exportingTo(sink);
    }
    return builder.start();
  }

  private static List<String> lines(String url) {
    return Http.body(Http.get(url)).lines().filter(line -> !line.isBlank()).toList();
  }

  /** Whoever finds none must say so himself: the other scenarios are worth looking at. */
  private static void awaitAbandoned(OtlpSink sink) {
    try {
      sink.awaitSpans(
          spans -> spans.stream().anyMatch(span -> "abandoned".equals(span.attribute(OUTCOME))),
          IDLE);
    } catch (AssertionError none) {
      assertThat(none).hasMessageContaining("did not come true");
    }
  }

  private static List<ServedRequest> ended(StreamSource source) {
    return source.awaitRequests(
        requests -> requests.stream().allMatch(request -> request.ending() != null), PATIENCE);
  }

  /** Whether the client plays this scenario. */
  public boolean plays(String scenario) {
    return facts.containsKey(scenario);
  }

  /** Whether the client calls the application, instead of being called. */
  public boolean pushes() {
    return plays("cancel-in-callback");
  }

  /** What the server was asked by one scenario. */
  public List<ServedRequest> requests(String scenario) {
    return requests.stream().filter(request -> scenario.equals(request.knob("scenario"))).toList();
  }

  /** The spans of the streams of one trace. */
  public List<SpanRecord> streams(String traceId) {
    return streams().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The spans of all streams. */
  public List<SpanRecord> streams() {
    Set<String> words = Set.of("sse_stream", "ndjson_stream", "chunked_stream");
    return spans.stream().filter(span -> words.contains(span.name().split(" ")[0])).toList();
  }

  /** Whether a span was exported. */
  boolean has(String spanId) {
    return spans.stream().anyMatch(span -> span.spanId().equals(spanId));
  }

  /** A span by its id. */
  public SpanRecord span(String spanId) {
    return spans.stream()
        .filter(span -> span.spanId().equals(spanId))
        .findAny()
        .orElseThrow(() -> new AssertionError("no span " + spanId + " in " + spans));
  }

  private record Key(String client, String classPath, Setup setup) {}
}
