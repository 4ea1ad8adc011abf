/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.config.ConfigKey;
import io.streamscope.stream.BoundedLabels;
import io.streamscope.stream.GapBuckets;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamSummary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The GenAI client metrics under the names that the user asked for: conventions v1.41, the
 * unreleased ones, or both. Recorded for every call, sampled or not. Thread-safe.
 */
final class GenAiMetrics {

  private static final List<Long> TOKEN_BOUNDARIES =
      List.of(
          1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L,
          16777216L, 67108864L);

  private static final int LABELS_KEPT = 1_000;

  private final StreamRuntime runtime;
  private final GenAiSemconv semconv;
  private final DoubleHistogram operationDuration;
  private final DoubleHistogram operationFirstChunk;
  private final DoubleHistogram operationChunkGap;
  private final LongHistogram tokenUsage;
  private final DoubleHistogram inferenceDuration;
  private final DoubleHistogram inferenceFirstChunk;
  private final DoubleHistogram inferenceChunkGap;
  private final UsageMetrics usageMetrics;
  private final DoubleCounter cost;
  private final BoundedLabels bounded;
  private final Map<Labels, Attributes> attributes = new ConcurrentHashMap<>();

  GenAiMetrics(StreamRuntime runtime) {
    this.runtime = runtime;
    this.bounded = runtime.labels();
    this.semconv = GenAiSemconv.of(runtime.config().text(ConfigKey.GENAI_SEMCONV));
    Meter meter = runtime.openTelemetry().getMeter("io.streamscope.genai");
    operationDuration = seconds(meter, "gen_ai.client.operation.duration", "Duration of a call");
    operationFirstChunk =
        seconds(
            meter,
            "gen_ai.client.operation.time_to_first_chunk",
            "From the issue of a streamed call to its first chunk");
    operationChunkGap =
        seconds(
            meter,
            "gen_ai.client.operation.time_per_output_chunk",
            "Gaps between the chunks of a streamed call");
    tokenUsage = tokens(meter, "gen_ai.client.token.usage", "Tokens of a call, input and output");
    inferenceDuration = seconds(meter, "gen_ai.client.inference.duration", "Duration of a call");
    inferenceFirstChunk =
        seconds(
            meter,
            "gen_ai.client.inference.time_to_first_chunk",
            "From the issue of a streamed call to its first chunk");
    inferenceChunkGap =
        seconds(
            meter,
            "gen_ai.client.inference.time_per_output_chunk",
            "Gaps between the chunks of a streamed call");
    usageMetrics = new UsageMetrics(meter, TOKEN_BOUNDARIES);
    cost =
        meter
            .counterBuilder("streamscope.genai.cost")
            .ofDoubles()
            .setDescription("What calls cost by the user's price list")
            .build();
  }

  GenAiSemconv semconv() {
    return semconv;
  }

  private static DoubleHistogram seconds(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(GapBuckets.BOUNDARIES)
        .build();
  }

  private static LongHistogram tokens(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .ofLongs()
        .setUnit("{token}")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(TOKEN_BOUNDARIES)
        .build();
  }

  void ended(
      GenAiRequest request,
      GenAiResponse response,
      double durationSeconds,
      @Nullable String errorType,
      Context context) {
    boolean inference = request.operation().isInference();
    Attributes plain = attributes(request, response, null);
    Attributes withError = errorType == null ? plain : attributes(request, response, errorType);
    GenAiUsage usage = response.usage();
    if (semconv.published() || !inference) {
      operationDuration.record(durationSeconds, withError, context);
      tokenUsage(usage.count(TokenKind.INPUT), "input", plain, context);
      tokenUsage(usage.count(TokenKind.OUTPUT), "output", plain, context);
    }
    if (semconv.latest() && inference) {
      inferenceDuration.record(durationSeconds, withError, context);
      usageMetrics.record(usage, plain, context);
    }
  }

  private void tokenUsage(long count, String type, Attributes plain, Context context) {
    if (count >= 0) {
      tokenUsage.record(
          count, plain.toBuilder().put(GenAiAttributes.TOKEN_TYPE, type).build(), context);
    }
  }

  /** What a call costs, on its span and in all; nothing without a price. */
  void cost(GenAiRequest request, GenAiResponse response, Span span, Context context) {
    String model = request.model() == null ? response.model() : request.model();
    GenAiPrices.Price price = GenAiPrices.get().of(request.provider(), model);
    double amount = price == null ? -1 : price.of(response.usage());
    if (price == null || amount < 0) {
      return;
    }
    span.setAttribute(GenAiAttributes.COST, amount);
    AttributesBuilder labels = Attributes.builder().put(GenAiAttributes.CURRENCY, price.currency());
    String label = bounded.admit(GenAiAttributes.REQUEST_MODEL, model);
    if (label != null) {
      labels.put(GenAiAttributes.REQUEST_MODEL, label);
    }
    cost.add(amount, labels.build(), context);
  }

  void streamed(
      GenAiRequest request, GenAiResponse response, StreamSummary summary, Context context) {
    if (summary.chunks() == 0) {
      return;
    }
    Attributes plain = attributes(request, response, null);
    if (semconv.published()) {
      operationFirstChunk.record(summary.secondsToFirstChunk(), plain, context);
      gaps(operationChunkGap, plain, summary);
    }
    if (semconv.latest()) {
      inferenceFirstChunk.record(summary.secondsToFirstChunk(), plain, context);
      gaps(inferenceChunkGap, plain, summary);
    }
  }

  private void gaps(DoubleHistogram histogram, Attributes labels, StreamSummary summary) {
    if (summary.gaps() != null) {
      runtime.metrics().gaps(histogram, labels).add(summary.gaps(), summary.durationNanos());
    }
  }

  /** The labels of the orphan counters. */
  Attributes orphanAttributes(GenAiRequest request) {
    AttributesBuilder builder =
        Attributes.builder().put(GenAiAttributes.PROVIDER_NAME, request.provider());
    String model = bounded.admit(GenAiAttributes.REQUEST_MODEL, request.model());
    if (model != null) {
      builder.put(GenAiAttributes.REQUEST_MODEL, model);
    }
    return builder.build();
  }

  private Attributes attributes(
      GenAiRequest request, GenAiResponse response, @Nullable String errorType) {
    Labels labels =
        new Labels(
            request.operation(),
            request.provider(),
            bounded.admit(GenAiAttributes.REQUEST_MODEL, request.model()),
            bounded.admit(GenAiAttributes.RESPONSE_MODEL, response.model()),
            bounded.admit(StreamAttributes.SERVER_ADDRESS, request.serverAddress()),
            request.serverPort(),
            bounded.admit(StreamAttributes.ERROR_TYPE, errorType));
    Attributes known = attributes.get(labels);
    if (known != null) {
      return known;
    }
    Attributes built = labels.toAttributes();
    if (attributes.size() < LABELS_KEPT) {
      attributes.put(labels, built);
    }
    return built;
  }

  private record Labels(
      GenAiOperation operation,
      String provider,
      @Nullable String requestModel,
      @Nullable String responseModel,
      @Nullable String address,
      int port,
      @Nullable String errorType) {

    Attributes toAttributes() {
      AttributesBuilder builder =
          Attributes.builder()
              .put(GenAiAttributes.OPERATION_NAME, operation.value())
              .put(GenAiAttributes.PROVIDER_NAME, provider);
      if (requestModel != null) {
        builder.put(GenAiAttributes.REQUEST_MODEL, requestModel);
      }
      if (responseModel != null) {
        builder.put(GenAiAttributes.RESPONSE_MODEL, responseModel);
      }
      if (address != null) {
        builder.put(StreamAttributes.SERVER_ADDRESS, address);
        if (port > 0) {
          builder.put(StreamAttributes.SERVER_PORT, port);
        }
      }
      if (errorType != null) {
        builder.put(StreamAttributes.ERROR_TYPE, errorType);
      }
      return builder.build();
    }
  }
}
