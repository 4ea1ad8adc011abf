/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every way to ask for a chat completion, as spans and metrics tell of it. */
public abstract class GenAiContract extends GenAiContractEndings {

  private static final Map<String, Object> SHAPE =
      Map.of("streamscope.stream.protocol", "sse", "streamscope.stream.direction", "inbound");

  /** A contract for one version of the library and one way of running. */
  protected GenAiContract(String classPath, Setup setup) {
    super(classPath, setup);
  }

  private MetricPoint metric(String name, Map<String, Object> attributes) {
    List<MetricPoint> found =
        run().metrics().stream()
            .filter(point -> point.name().equals(name) && point.attributes().equals(attributes))
            .toList();
    assertThat(found).as(() -> name + attributes + " of " + points(name)).hasSize(1);
    return found.get(0);
  }

  private List<MetricPoint> points(String name) {
    return run().metrics().stream().filter(point -> point.name().equals(name)).toList();
  }

  /** The attributes of a call that was answered, and more. */
  private Map<String, Object> answered(String model, String... more) {
    Map<String, Object> attributes = asked(model, more);
    attributes.put("gen_ai.response.model", model);
    return attributes;
  }

  private Map<String, Object> asked(String model, String... more) {
    Map<String, Object> attributes = new TreeMap<>();
    attributes.put("gen_ai.operation.name", "chat");
    attributes.put("gen_ai.provider.name", "openai");
    attributes.put("gen_ai.request.model", model);
    attributes.put("server.address", "127.0.0.1");
    attributes.put("server.port", (long) run().port());
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return attributes;
  }

  private List<SpanRecord> streams() {
    return run().spans().stream()
        .filter(span -> span.attribute("streamscope.stream.outcome") != null)
        .toList();
  }

  private long total(ToLongFunction<SpanRecord> what) {
    return streams().stream().mapToLong(what).sum();
  }

  @Test
  void duration_isRecordedOncePerCall() {
    String name = "gen_ai.client.operation.duration";
    MetricPoint stream = metric(name, answered("stream"));

    assertThat(stream.unit()).isEqualTo("s");
    assertThat(stream.count()).isEqualTo(1);
    assertThat(metric(name, answered("blocking")).count()).isEqualTo(1);
    assertThat(metric(name, answered("two-at-once")).count()).isEqualTo(2);
    assertThat(metric(name, answered("early-close")).count()).isEqualTo(1);
    assertThat(metric(name, asked("unread")).count()).isEqualTo(1);
    assertThat(
            metric(name, asked("stream-429", "error.type", "com.openai.errors.RateLimitException"))
                .count())
        .isEqualTo(1);
    assertThat(points(name).stream().mapToLong(MetricPoint::count).sum())
        .isEqualTo(run().requests().size());
  }

  @Test
  void tokens_areRecordedOnlyAsReported() {
    String name = "gen_ai.client.token.usage";
    MetricPoint input = metric(name, answered("cached-tokens", "gen_ai.token.type", "input"));
    MetricPoint output = metric(name, answered("cached-tokens", "gen_ai.token.type", "output"));

    assertThat(input.unit()).isEqualTo("{token}");
    assertThat(input.count()).isEqualTo(1);
    assertThat(input.sum()).isEqualTo(7);
    assertThat(output.sum()).isEqualTo(9);
    assertThat(points(name))
        .extracting(point -> point.attributes().get("gen_ai.request.model"))
        .doesNotContain("stream-no-usage", "early-close", "stream-429");
  }

  @Test
  void longDocument_isCountedAsCut() {
    assertThat(metric("streamscope.telemetry.dropped", Map.of("reason", "document")).sum())
        .isEqualTo(1);
  }

  @Test
  void firstChunkAndGaps_areRecordedForStreams() {
    String first = "gen_ai.client.operation.time_to_first_chunk";
    String gap = "gen_ai.client.operation.time_per_output_chunk";

    assertThat(metric(first, answered("slow-first-chunk")).sum()).isBetween(0.4, 2.4);
    assertThat(metric(first, answered("many")).count()).isEqualTo(1);
    assertThat(metric(gap, answered("many")).count()).isEqualTo(19_999);
    assertThat(metric(gap, answered("stream")).count()).isEqualTo(12);
    assertThat(points(first))
        .extracting(point -> point.attributes().get("gen_ai.request.model"))
        .doesNotContain("blocking", "unread", "raw-abandoned", "stream-429");
    assertThat(points(gap)).extracting(MetricPoint::unit).containsOnly("s");
  }

  @Test
  void streamMetrics_areTheSumOfTheSpans() {
    assertThat(metric("streamscope.stream.chunks", SHAPE).sum())
        .isEqualTo(total(span -> (long) number(span, "streamscope.stream.chunk.count")));
    assertThat(metric("streamscope.stream.bytes", SHAPE).sum())
        .isEqualTo(total(span -> (long) number(span, "streamscope.stream.bytes")));
    assertThat(metric("streamscope.stream.stalls", SHAPE).sum())
        .isEqualTo(total(span -> (long) number(span, "streamscope.stream.stall.count")));
    assertThat(metric("streamscope.stream.chunk_gap", SHAPE).count())
        .isEqualTo(
            total(span -> Math.max(0, (long) number(span, "streamscope.stream.chunk.count") - 1)));
    assertThat(metric("streamscope.stream.active", SHAPE).sum()).isZero();
  }

  @Test
  void streamDuration_isRecordedPerOutcome() {
    Map<Object, Long> spans =
        streams().stream()
            .collect(
                Collectors.groupingBy(
                    span -> span.attributes().get("streamscope.stream.outcome"),
                    Collectors.counting()));
    Map<Object, Long> recorded =
        points("streamscope.stream.duration").stream()
            .collect(
                Collectors.toMap(
                    point -> point.attributes().get("streamscope.stream.outcome"),
                    MetricPoint::count));

    assertThat(recorded)
        .isEqualTo(spans)
        .containsOnlyKeys("complete", "cancelled", "error", "timeout", "abandoned");
    assertThat(points("streamscope.stream.duration"))
        .allSatisfy(
            point ->
                assertThat(point.attributes())
                    .containsOnlyKeys(
                        "streamscope.stream.protocol",
                        "streamscope.stream.direction",
                        "streamscope.stream.outcome",
                        "server.address"));
  }

  @Test
  void labels_holdNoIdAndNoAddressOfACall() {
    assertThat(run().metrics())
        .filteredOn(point -> point.name().startsWith("streamscope."))
        .allSatisfy(
            point ->
                assertThat(point.attributes().toString())
                    .doesNotContain("chatcmpl-")
                    .doesNotContain("/v1/"));
  }

  @Test
  void everyModelCall_hasExactlyOneSpan() {
    Map<Object, Long> spans =
        run().spans().stream()
            .filter(span -> span.attribute("gen_ai.operation.name") != null)
            .collect(
                Collectors.groupingBy(
                    span -> span.attributes().get("gen_ai.request.model"), Collectors.counting()));
    Map<Object, Long> calls =
        run().requests().stream()
            .collect(Collectors.groupingBy(GenAiContractRun::model, Collectors.counting()));

    assertThat(spans).isEqualTo(calls);
  }
}
