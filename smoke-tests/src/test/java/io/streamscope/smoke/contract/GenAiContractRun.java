/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One run of the openai-java application and all that it left behind. Runs are kept: whoever asks
 * for the same one again gets it without another JVM.
 *
 * @param facts what the application saw, a line per fact
 * @param spans all that were exported
 * @param metrics the last value of each
 * @param requests what the model server was asked
 * @param port where the model server listened
 */
public record GenAiContractRun(
    List<String> facts,
    List<SpanRecord> spans,
    List<MetricPoint> metrics,
    List<LoggedRequest> requests,
    int port) {

  private static final int SECONDS_MAX = 240;
  private static final String CHAT = "/v1/chat/completions";
  private static final String FACT = "\\[[a-z0-9-]+\\].*";
  private static final Map<Key, GenAiContractRun> RUNS = new ConcurrentHashMap<>();

  /** All scenarios. */
  public static GenAiContractRun of(String classPath, Setup setup, String... options) {
    return of(List.of(), classPath, setup, options);
  }

  /** Some of the scenarios. */
  public static GenAiContractRun of(
      List<String> scenarios, String classPath, Setup setup, String... options) {
    return RUNS.computeIfAbsent(
        new Key(scenarios, classPath, setup, List.of(options)), GenAiContractRun::run);
  }

  private static GenAiContractRun run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm model = FakeLlm.start(FakeLlmOptions.defaults())) {
      AppUnderTest.Builder builder =
          AppUnderTest.of(
                  "io.streamscope.openaiclient.OpenAiClient",
                  AppUnderTest.classesOf("openai-client"),
                  AppUnderTest.libraries(key.classPath))
              .with(key.setup)
              .options(key.options.toArray(String[]::new))
              .arguments(model.baseUrl())
              .arguments(key.scenarios.toArray(String[]::new));
      if (key.setup.agentVersion() != null) {
        builder.exportingTo(sink);
      }
      try (AppUnderTest app = builder.launch()) {
        app.awaitEnd(SECONDS_MAX);
        List<String> facts = app.output().stream().filter(line -> line.matches(FACT)).toList();
        assertThat(facts).as("output of the application").endsWith("[done]");
        return new GenAiContractRun(
            facts,
            sink.spans(),
            sink.metrics(),
            model.awaitRequests(CHAT, calls(facts), Duration.ofSeconds(30)),
            model.port());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One per scenario that is over, and one more for that which makes two. */
  private static int calls(List<String> facts) {
    return (int)
        facts.stream()
            .filter(fact -> fact.endsWith("] over"))
            .mapToInt(fact -> fact.startsWith("[two-at-once]") ? 2 : 1)
            .sum();
  }

  /** What the application saw in one scenario. */
  public List<String> facts(String scenario) {
    return facts.stream().filter(fact -> fact.startsWith("[" + scenario + "] ")).toList();
  }

  /** What the model server was asked by one scenario. */
  public List<LoggedRequest> requests(String scenario) {
    return requests.stream().filter(request -> scenario.equals(model(request))).toList();
  }

  /** The model that a request names. */
  public static String model(LoggedRequest request) {
    return request.body().replaceAll("(?s).*\"model\":\"([^\"]*)\".*", "$1");
  }

  /** The spans of model calls of one scenario, whoever made them. */
  public List<SpanRecord> chats(String scenario) {
    return spans.stream()
        .filter(span -> scenario.equals(span.attribute("gen_ai.request.model")))
        .toList();
  }

  /** All spans of the trace of another one. */
  public List<SpanRecord> traceOf(SpanRecord span) {
    return spans.stream().filter(other -> other.traceId().equals(span.traceId())).toList();
  }

  private record Key(List<String> scenarios, String classPath, Setup setup, List<String> options) {}
}
