/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** A runtime of its own for a test: a real SDK that keeps what it exports, and a fake clock. */
public final class RecordedTelemetry {

  private final FakeClock clock = new FakeClock();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
  private final InMemoryLogRecordExporter logs = InMemoryLogRecordExporter.create();
  private final StreamRuntime runtime;
  private final StreamTelemetry streams;

  private RecordedTelemetry(StreamscopeConfig config, Sampler sampler, SpanProcessor... ofTheUser) {
    SdkTracerProviderBuilder tracers =
        SdkTracerProvider.builder()
            .setSampler(sampler)
            .addSpanProcessor(SimpleSpanProcessor.create(spans));
    for (SpanProcessor processor : ofTheUser) {
      tracers.addSpanProcessor(processor);
    }
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .setTracerProvider(tracers.build())
            .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .addLogRecordProcessor(SimpleLogRecordProcessor.create(logs))
                    .build())
            .build();
    this.runtime = new StreamRuntime(sdk, config, clock);
    this.streams = StreamTelemetry.create(runtime, "test");
  }

  /** Everything sampled, default settings. */
  public static RecordedTelemetry create() {
    return sampled(StreamscopeConfig.defaults());
  }

  /** Everything sampled, one setting changed. */
  public static RecordedTelemetry with(ConfigKey key, String value) {
    return sampled(StreamscopeConfig.defaults().with(key, value));
  }

  /** Everything sampled. */
  public static RecordedTelemetry sampled(StreamscopeConfig config) {
    return new RecordedTelemetry(config, Sampler.alwaysOn());
  }

  /** Everything sampled, and a span processor of the user's. */
  public static RecordedTelemetry processed(SpanProcessor ofTheUser) {
    return new RecordedTelemetry(StreamscopeConfig.defaults(), Sampler.alwaysOn(), ofTheUser);
  }

  /** Nothing sampled. */
  public static RecordedTelemetry unsampled(StreamscopeConfig config) {
    return new RecordedTelemetry(config, Sampler.alwaysOff());
  }

  public FakeClock clock() {
    return clock;
  }

  public StreamRuntime runtime() {
    return runtime;
  }

  public StreamTelemetry streams() {
    return streams;
  }

  /** An outbound SSE stream of the route {@code /chat} whose request comes in now. */
  public StreamSpan open() {
    return open(null);
  }

  /** The same with an observer. */
  public StreamSpan open(StreamObserver observer) {
    return streams.start(
        StreamStart.outbound(
            Context.root(), StreamProtocol.SSE, "/chat", clock.getAsLong(), observer));
  }

  /** The spans that have ended. */
  public List<SpanData> spans() {
    return spans.getFinishedSpanItems();
  }

  /** The one span that has ended. */
  public SpanData span() {
    assertThat(spans()).hasSize(1);
    return spans().get(0);
  }

  /** The names of the events of the one span. */
  public List<String> eventNames() {
    return span().getEvents().stream().map(EventData::getName).toList();
  }

  /** The events of that name on the one span. */
  public List<EventData> events(String name) {
    return span().getEvents().stream().filter(event -> event.getName().equals(name)).toList();
  }

  public List<LogRecordData> logs() {
    return logs.getFinishedLogRecordItems();
  }

  /** All metrics by name, with what finished streams have left to be published. */
  public Map<String, MetricData> metrics() {
    runtime.openStreams().sweep();
    return metrics.collectAllMetrics().stream()
        .collect(toMap(MetricData::getName, Function.identity()));
  }

  /** The value of a counter for exactly these attributes; 0 if there is none. */
  public long counter(String name, Attributes attributes) {
    MetricData metric = metrics().get(name);
    return metric == null
        ? 0
        : metric.getLongSumData().getPoints().stream()
            .filter(point -> point.getAttributes().equals(attributes))
            .mapToLong(LongPointData::getValue)
            .sum();
  }

  /** The points of a histogram by their attributes. */
  public Map<Attributes, HistogramPointData> histogram(String name) {
    MetricData metric = metrics().get(name);
    assertThat(metric).as(name).isNotNull();
    return metric.getHistogramData().getPoints().stream()
        .collect(toMap(HistogramPointData::getAttributes, Function.identity()));
  }

  /** All metrics as text: everything but times and exemplars. */
  public Map<String, List<String>> metricTexts() {
    Map<String, List<String>> texts = new TreeMap<>();
    metrics().forEach((name, metric) -> texts.put(name, texts(metric)));
    return texts;
  }

  private static List<String> texts(MetricData metric) {
    String head =
        metric.getInstrumentationScopeInfo().getName()
            + "|"
            + metric.getType()
            + "|"
            + metric.getUnit()
            + "|"
            + metric.getDescription()
            + "|";
    return metric.getData().getPoints().stream()
        .map(
            point ->
                point instanceof HistogramPointData histogram
                    ? text(histogram)
                    : point.getAttributes() + "=" + ((LongPointData) point).getValue())
        .map(head::concat)
        .sorted()
        .toList();
  }

  private static String text(HistogramPointData point) {
    return "%s count=%d sum=%s min=%s max=%s buckets=%s%s"
        .formatted(
            point.getAttributes(),
            point.getCount(),
            point.getSum(),
            point.getMin(),
            point.getMax(),
            point.getBoundaries(),
            point.getCounts());
  }
}
