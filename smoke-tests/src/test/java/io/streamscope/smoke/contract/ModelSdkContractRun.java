/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application with one SDK, which has played all its scenarios.
 *
 * @param facts what the application saw, by scenario, which is named {@code <way>.<fault>} and so
 *     is the model that it asks
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the model server was asked
 * @param port where that server listened
 */
record ModelSdkContractRun(
    Map<String, List<String>> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<LoggedRequest> requests,
    int port) {

  private static final Set<String> TRIED_AGAIN =
      Set.of("status-429", "status-500", "retry-then-fine");

  private static final Map<Key, CompletableFuture<ModelSdkContractRun>> RUNS =
      new ConcurrentHashMap<>();

  /** The run of a cell; waits until it is over. */
  static ModelSdkContractRun of(Cell cell) {
    try {
      return begin(cell).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failure.getCause() instanceof Error cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** Begins it unless it has begun. */
  static CompletableFuture<ModelSdkContractRun> begin(Cell cell) {
    cell.setup().assumeInstalled();
    Key key = new Key(cell.classPath(), cell.setup());
    return RUNS.computeIfAbsent(
        key,
        unused ->
            CompletableFuture.supplyAsync(
                () -> run(key), task -> new Thread(task, key.toString()).start()));
  }

  private static ModelSdkContractRun run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      Map<String, List<String>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = start(key, sink, server)) {
        for (String scenario : lines(app.url() + "/scenarios")) {
          facts.put(scenario, lines(app.url() + "/run?scenario=" + scenario));
        }
        if (key.setup.agentVersion() != null) {
          sink.awaitSpans(spans -> runs(spans) >= facts.size(), PATIENCE);
        }
      }
      return new ModelSdkContractRun(
          facts,
          sink.spans(),
          sink.metrics(),
          server.awaitRequests(facts.size(), PATIENCE),
          server.port());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static AppUnderTest start(Key key, OtlpSink sink, FakeLlm server) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                "io.streamscope.sdkclients.SdkClients",
                AppUnderTest.classesOf("sdk-clients"),
                AppUnderTest.libraries(key.classPath))
            .with(key.setup)
            .arguments(server.rootUrl());
    if (key.setup.agentVersion() != null) {
      builder.exportingTo(sink);
    }
    return builder.start();
  }

  private static List<String> lines(String url) {
    return Http.body(Http.get(url)).lines().filter(line -> !line.isBlank()).toList();
  }

  /** The SERVER span of the last scenario ends after the answer that we have read. */
  private static long runs(List<SpanRecord> spans) {
    return spans.stream().filter(span -> span.name().equals("GET /run")).count();
  }

  /** How often the server has to be asked: the SDK tries twice if it tries again at all. */
  int attempts(String scenario) {
    boolean triesAgain = facts.keySet().stream().anyMatch(any -> any.endsWith(".retry-then-fine"));
    return triesAgain && TRIED_AGAIN.contains(scenario.substring(scenario.indexOf('.') + 1))
        ? 2
        : 1;
  }

  /** What the model server was asked in one scenario. */
  List<LoggedRequest> requests(String scenario) {
    return requests.stream()
        .filter(request -> request.header("x-fake-run").equals(scenario))
        .toList();
  }

  /** The spans of calls to the model of one scenario, whoever made them. */
  List<SpanRecord> calls(String scenario) {
    return spans.stream()
        .filter(span -> span.attribute("gen_ai.operation.name") != null)
        .filter(span -> scenario.equals(span.attribute("gen_ai.request.model")))
        .toList();
  }

  /** The spans of clients in the trace of a call, but for the calls of models themselves. */
  List<SpanRecord> httpSpans(SpanRecord call) {
    return spans.stream()
        .filter(span -> span.traceId().equals(call.traceId()))
        .filter(span -> span.kind().equals("CLIENT"))
        .filter(span -> span.attribute("gen_ai.operation.name") == null)
        .toList();
  }

  /** The values of a metric for the model of one scenario. */
  List<MetricPoint> metric(String name, String scenario) {
    return metrics.stream()
        .filter(point -> point.name().equals(name))
        .filter(point -> scenario.equals(point.attributes().get("gen_ai.request.model")))
        .toList();
  }

  private record Key(String classPath, Setup setup) {}
}
