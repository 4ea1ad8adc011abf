/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import static java.util.Objects.requireNonNull;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.correlation.CallLayer;
import io.streamscope.http.HttpAnswer;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import io.streamscope.http.ServerResponse;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import io.streamscope.stream.StreamTelemetry;

/** A runtime on a real SDK: spans sampled or not, metrics aggregated or off. */
final class Telemetry {

  private final StreamTelemetry streams;
  private final GenAiTelemetry models;
  private final HttpStreamTelemetry http;

  Telemetry(String mode) {
    boolean sampled = mode.startsWith("sampled");
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(sampled ? Sampler.alwaysOn() : Sampler.alwaysOff())
                    .build())
            .setMeterProvider(
                mode.endsWith("no-metrics")
                    ? SdkMeterProvider.builder().build()
                    : SdkMeterProvider.builder().registerMetricReader(new Reader()).build())
            .build();
    StreamscopeConfig config = StreamscopeConfig.defaults();
    if (mode.contains("no-events")) {
      config = config.with(ConfigKey.STREAM_EVENTS, "none");
    }
    if (mode.endsWith("no-metrics")) {
      config = config.withoutMetrics();
    }
    StreamRuntime runtime = new StreamRuntime(sdk, config, System::nanoTime);
    streams = StreamTelemetry.create(runtime, "bench");
    models = GenAiTelemetry.create(runtime, "bench");
    http = HttpStreamTelemetry.create(runtime, "bench");
  }

  /** A request that has just come in. */
  static Context request() {
    return HttpAnswer.begin(Context.root(), System.nanoTime(), context -> "/api/chat", false);
  }

  /** Its answer, an event stream. */
  ServerResponse response(Context request) {
    ServerResponse response = requireNonNull(http.response(request));
    response.decide("text/event-stream", null);
    return response;
  }

  /** An event stream that is read, within a request or without. */
  InboundBody body(Context caller) {
    InboundCall call =
        requireNonNull(
            http.call(caller, new RequestTarget("GET", "events.example.com", 443, "/events")));
    return requireNonNull(call.answered(200, "text/event-stream", null));
  }

  StreamRuntime runtime() {
    return streams.runtime();
  }

  StreamSpan outbound() {
    return streams.start(
        StreamStart.outbound(
            Context.root(), StreamProtocol.SSE, "/api/chat", System.nanoTime(), null));
  }

  GenAiCall call() {
    return models.start(
        new GenAiRequest(
            GenAiOperation.CHAT,
            "openai",
            "gpt-4o-mini",
            "api.openai.com",
            443,
            true,
            Attributes.empty()),
        CallLayer.SDK,
        Context.root());
  }

  /** Makes the SDK aggregate; nobody reads. */
  private static final class Reader implements MetricReader {
    @Override
    public void register(CollectionRegistration registration) {}

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType instrumentType) {
      return AggregationTemporality.CUMULATIVE;
    }
  }
}
