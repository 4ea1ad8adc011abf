/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The application with one SDK, which has played its scenarios.
 *
 * @param facts what the application saw, by scenario, which is named {@code <way>.<fault>} and so
 *     is the model that it asks
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the model server was asked
 * @param output what the process printed, but for what the application saw
 * @param port where that server listened
 */
record ModelSdkContractRun(
    Map<String, List<String>> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<LoggedRequest> requests,
    AppOutput output,
    int port) {

  private static final Set<String> TRIED_AGAIN =
      Set.of("status-429", "status-500", "retry-then-fine", "retry-after");
  private static final String NO_ANSWER = "no-answer";

  /** What the application does not wait for may be read to its end all the same. */
  private static final Set<String> READ_ON = Set.of("cancel", "early-close", "leave");

  /** What the application has left may be read on, or found later. */
  private static final Set<String> LATE = Set.of("forget", "early-close", "leave");

  /** So may the answer to a future; OkHttp holds one that nobody reads until its time is over. */
  private static final Set<String> LEFT = Set.of("cancel");

  /**
   * Longer than usual: that an HTTP span belongs below a call which got no answer is known when the
   * client gives up, a moment after that span has ended.
   */
  private static final String EXPORT_DELAY = "-Dotel.bsp.schedule.delay=2000";

  /** The sweeper looks once a second; a busy machine is slow. */
  private static final Duration SWEPT = Duration.ofSeconds(16);

  /** Its answer has been sent. */
  private static final Duration EXPORTED = Duration.ofSeconds(4);

  private static final PlayingApp APP =
      new PlayingApp("io.streamscope.sdkclients.SdkClients", "sdk-clients");
  private static final KeptRuns<Key, ModelSdkContractRun> RUNS =
      new KeptRuns<>(ModelSdkContractRun::run);

  /** The run of a cell; waits until it is over. */
  static ModelSdkContractRun of(Cell cell, Play play) {
    return RUNS.of(key(cell, play));
  }

  /** Begins it unless it has begun. */
  static void begin(Cell cell, Play play) {
    RUNS.begin(key(cell, play));
  }

  private static Key key(Cell cell, Play play) {
    cell.setup().assumeInstalled();
    boolean alone = cell.setup().agentVersion() == null;
    return new Key(
        cell.classPath(), cell.setup(), alone ? new Play(play.scenarios(), List.of()) : play);
  }

  private static ModelSdkContractRun run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      Map<String, List<String>> facts = new LinkedHashMap<>();
      AppUnderTest app = start(key, sink, server);
      try (app) {
        for (String scenario : PlayingApp.lines(app.url() + "/scenarios")) {
          if (scenario.matches(key.play.scenarios())) {
            facts.put(scenario, PlayingApp.lines(app.url() + "/run?scenario=" + scenario));
          }
        }
        awaitCancelled(server, facts);
        if (key.setup.agentVersion() != null) {
          awaitForgotten(sink, facts, LATE, SWEPT);
          awaitForgotten(sink, facts, LEFT, EXPORTED);
          PlayingApp.awaitRuns(sink, facts.size());
        }
      }
      List<LoggedRequest> requests = requests(server, facts.keySet());
      AppOutput output = AppOutput.of(app.output());
      return new ModelSdkContractRun(
          facts, sink.spans(), sink.metrics(), requests, output, server.port());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static AppUnderTest start(Key key, OtlpSink sink, FakeLlm server) {
    return APP.with(key.classPath, key.setup, sink, server.rootUrl())
        .options(EXPORT_DELAY)
        .options(key.play.options().toArray(String[]::new))
        .start();
  }

  /** What the application does not wait for any more still ends as it would. */
  private static void awaitCancelled(FakeLlm server, Map<String, List<String>> facts) {
    facts.keySet().stream()
        .filter(scenario -> READ_ON.contains(fault(scenario)))
        .forEach(scenario -> awaitRequests(server, scenario, 1));
  }

  /** Says of which scenario a request is missing; all that there are would be too long to read. */
  private static void awaitRequests(FakeLlm server, String scenario, int count) {
    try {
      server.awaitRequests(
          request -> request.header("x-fake-run").equals(scenario), count, PATIENCE);
    } catch (IllegalStateException missing) {
      throw new AssertionError("fewer than %d requests of %s".formatted(count, scenario));
    }
  }

  /** Whoever misses one must say so himself: the other scenarios are worth looking at. */
  private static void awaitForgotten(
      OtlpSink sink, Map<String, List<String>> facts, Set<String> faults, Duration patience) {
    List<String> forgotten =
        facts.keySet().stream().filter(scenario -> faults.contains(fault(scenario))).toList();
    try {
      sink.awaitSpans(
          spans -> forgotten.stream().noneMatch(model -> calls(spans, model).isEmpty()), patience);
    } catch (AssertionError none) {
      assertThat(none).hasMessageContaining("did not come true");
    }
  }

  /** All of them, now that the application has gone; a large body is not kept. */
  private static List<LoggedRequest> requests(FakeLlm server, Set<String> scenarios) {
    for (String scenario : scenarios) {
      if (!isMocked(scenario)) {
        awaitRequests(server, scenario, requestsAtLeast(scenario, scenarios));
      }
    }
    return server.requests().stream().map(AskedModels::legible).toList();
  }

  static String way(String scenario) {
    return scenario.substring(0, scenario.indexOf('.'));
  }

  static String fault(String scenario) {
    return scenario.substring(scenario.indexOf('.') + 1);
  }

  /** Whether nobody is asked. */
  static boolean isMocked(String scenario) {
    return way(scenario).endsWith("-mocked");
  }

  /** The models that a scenario asks, in that order. */
  static List<String> models(String scenario) {
    if (isMocked(scenario)) {
      return List.of();
    }
    return Set.of("then-compose", "fallback").contains(fault(scenario))
        ? List.of(scenario, scenario + ".second")
        : List.of(scenario);
  }

  private static int requestsAtLeast(String scenario, Set<String> scenarios) {
    boolean triesAgain = scenarios.stream().anyMatch(any -> any.endsWith(".retry-then-fine"));
    return triesAgain && TRIED_AGAIN.contains(fault(scenario)) ? 2 : models(scenario).size();
  }

  /**
   * How many requests a call takes: the SDK tries twice if it tries again at all; whether it does
   * when it gets no answer is its own affair.
   */
  int attempts(String scenario) {
    if (fault(scenario).equals(NO_ANSWER)) {
      return Math.max(1, requests(scenario).size());
    }
    return requestsAtLeast(scenario, facts.keySet()) / Math.max(1, models(scenario).size());
  }

  /** What the model server was asked in one scenario. */
  List<LoggedRequest> requests(String scenario) {
    return requests.stream()
        .filter(request -> request.header("x-fake-run").equals(scenario))
        .toList();
  }

  /** The spans of calls to a model, whoever made them, in the order in which they began. */
  List<SpanRecord> calls(String model) {
    return calls(spans, model);
  }

  private static List<SpanRecord> calls(List<SpanRecord> spans, String model) {
    return spans.stream()
        .filter(ModelSdkContractRun::isCall)
        .filter(span -> model.equals(span.attribute("gen_ai.request.model")))
        .sorted(Comparator.comparingLong(SpanRecord::startNanos))
        .toList();
  }

  static boolean isCall(SpanRecord span) {
    return span.attribute("gen_ai.operation.name") != null;
  }

  /** All spans of the trace of one scenario. */
  List<SpanRecord> trace(String scenario) {
    Set<String> traces =
        Set.copyOf(
            spans.stream()
                .filter(span -> span.kind().equals("SERVER"))
                .filter(span -> ("scenario=" + scenario).equals(span.attribute("url.query")))
                .map(SpanRecord::traceId)
                .toList());
    assertThat(traces).as("traces of %s", scenario).hasSize(1);
    return spans.stream().filter(span -> traces.contains(span.traceId())).toList();
  }

  /** The values of a metric for one model. */
  List<MetricPoint> metric(String name, String model) {
    return metrics.stream()
        .filter(point -> point.name().equals(name))
        .filter(point -> model.equals(point.attributes().get("gen_ai.request.model")))
        .toList();
  }

  /**
   * What is played, and how.
   *
   * @param scenarios a pattern of their names
   * @param options of the JVM, if there is an agent
   */
  record Play(String scenarios, List<String> options) {

    /** All that the application can. */
    static final Play ALL = new Play(".*", List.of());

    Play with(String... more) {
      List<String> all = new ArrayList<>(options);
      all.addAll(List.of(more));
      return new Play(scenarios, List.copyOf(all));
    }
  }

  private record Key(String classPath, Setup setup, Play play) {}
}
