/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** The chat gateway with its model server, and questions to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChatGatewayContractRun {

  private static final String DEBUG = "debug";

  private final Cell cell;
  Path classLog;
  OtlpSink sink;
  FakeLlm model;
  private double orphans;
  private double orphanedChunks;

  @SuppressWarnings("NullAway.Init") // without its JDK no test gets as far as this
  private AppUnderTest gateway;

  ChatGatewayContractRun(Cell cell) {
    if (!Set.of(DEBUG).containsAll(cell.details())) {
      throw new IllegalArgumentException("unknown detail among " + cell.details());
    }
    this.cell = cell;
  }

  @BeforeAll
  void start() throws IOException {
    Path logs = Path.of(System.getProperty("logs.directory"));
    Files.createDirectories(logs);
    classLog = Files.createTempFile(logs, "classes-", ".log");
    sink = new OtlpSink();
    model = FakeLlm.start(FakeLlmOptions.defaults());
    if (cell.setup().java() == null) {
      return;
    }
    gateway =
        AppUnderTest.of(
                "io.streamscope.gateway.ChatGateway",
                AppUnderTest.classesOf("chat-gateway"),
                AppUnderTest.classPathOf("chat-gateway"))
            .with(cell.setup())
            .withEveryModule()
            .exportingTo(sink)
            .options("-Dotel.javaagent.debug=" + cell.details().contains(DEBUG))
            .options("-Dstreamscope.websocket.propagation.field=traceparent")
            .options("-Xlog:class+load:file=" + classLog + ":none:filecount=0")
            .arguments("--server.port=0", "--gateway.model-url=" + model.baseUrl())
            .start();
    ask(""); // classes load once, before times are compared
    trace();
  }

  @AfterAll
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (model != null) {
      model.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  /** Not before all: Maven says nothing of tests that a class with a missing JDK leaves out. */
  @BeforeEach
  void forget() {
    assumeTrue(cell.setup().java() != null, () -> "no JDK " + cell.setup().javaVersion());
    sink.clear();
    model.clearRequests();
  }

  final String url() {
    return gateway.url();
  }

  final String ask(String knobs) {
    return Http.send("POST", gateway.url() + "/api/chat", question(knobs));
  }

  private static String question(String knobs) {
    return "{\"message\":\"How long is the warranty?\"" + knobs + "}";
  }

  final List<SpanRecord> trace() {
    return sink.awaitSpans(
        spans ->
            has(named("POST /api/chat")).test(spans)
                && has(named("sse_stream /api/chat")).test(spans)
                && has(named("chat gpt-4o-mini")).test(spans),
        PATIENCE);
  }

  static SpanRecord outbound(List<SpanRecord> trace) {
    return only(trace, named("sse_stream /api/chat"));
  }

  static SpanRecord chat(List<SpanRecord> trace) {
    return only(trace, named("chat gpt-4o-mini"));
  }

  final void leave(String knobs) {
    Http.leaveWhen(
        "POST", gateway.url() + "/api/chat", question(knobs), seen -> seen.contains("\"text\""));
  }

  /** The metrics count one more stream that nobody reads, and its chunks. */
  final void orphaned(SpanRecord chat) {
    orphans++;
    orphanedChunks += number(chat, "streamscope.orphaned.chunk.count");
    counts("streamscope.orphaned.streams", orphans);
    counts("streamscope.orphaned.chunks", orphanedChunks);
  }

  /** A counter of this provider and model, the only ones there are. */
  private void counts(String name, double value) {
    Map<String, Object> labels =
        Map.of("gen_ai.provider.name", "openai", "gen_ai.request.model", "gpt-4o-mini");
    List<MetricPoint> found =
        sink
            .awaitMetrics(
                points ->
                    points.stream()
                        .anyMatch(point -> point.name().equals(name) && point.sum() >= value),
                PATIENCE)
            .stream()
            .filter(point -> point.name().equals(name))
            .toList();
    assertThat(found).extracting(MetricPoint::attributes).containsExactly(labels);
    assertThat(found.get(0).sum()).as(name).isEqualTo(value);
  }
}
