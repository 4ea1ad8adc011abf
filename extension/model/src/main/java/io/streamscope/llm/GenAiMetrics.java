/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
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
  private final boolean published;
  private final boolean latest;
  private final DoubleHistogram operationDuration;
  private final DoubleHistogram operationFirstChunk;
  private final DoubleHistogram operationChunkGap;
  private final LongHistogram tokenUsage;
  private final DoubleHistogram inferenceDuration;
  private final DoubleHistogram inferenceFirstChunk;
  private final DoubleHistogram inferenceChunkGap;
  private final LongCounter inputTokens;
  private final LongCounter outputTokens;
  private final LongHistogram inputTokensPerCall;
  private final LongHistogram outputTokensPerCall;
  private final BoundedLabels bounded;
  private final Map<Labels, Attributes> attributes = new ConcurrentHashMap<>();

  GenAiMetrics(StreamRuntime runtime) {
    this.runtime = runtime;
    this.bounded = runtime.labels();
    String semconv = runtime.config().text(ConfigKey.GENAI_SEMCONV);
    this.published = !semconv.equals("latest");
    this.latest = !semconv.equals("v1.41");
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
    inputTokens =
        counter(meter, "gen_ai.client.inference.usage.input_tokens", "Input tokens of all calls");
    outputTokens =
        counter(meter, "gen_ai.client.inference.usage.output_tokens", "Output tokens of all calls");
    inputTokensPerCall =
        tokens(meter, "gen_ai.client.inference.operation.input_tokens", "Input tokens of a call");
    outputTokensPerCall =
        tokens(meter, "gen_ai.client.inference.operation.output_tokens", "Output tokens of a call");
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

  private static LongCounter counter(Meter meter, String name, String description) {
    return meter.counterBuilder(name).setUnit("{token}").setDescription(description).build();
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
    if (published || !inference) {
      operationDuration.record(durationSeconds, withError, context);
      tokenUsage(usage.inputTokens(), "input", plain, context);
      tokenUsage(usage.outputTokens(), "output", plain, context);
    }
    if (latest && inference) {
      inferenceDuration.record(durationSeconds, withError, context);
      usage(inputTokens, inputTokensPerCall, usage.inputTokens(), plain, context);
      usage(outputTokens, outputTokensPerCall, usage.outputTokens(), plain, context);
    }
  }

  private void tokenUsage(long count, String type, Attributes plain, Context context) {
    if (count >= 0) {
      tokenUsage.record(
          count, plain.toBuilder().put(GenAiAttributes.TOKEN_TYPE, type).build(), context);
    }
  }

  private static void usage(
      LongCounter counter, LongHistogram perCall, long count, Attributes plain, Context context) {
    String modality = count < 0 ? "unknown" : "text";
    counter.add(
        Math.max(0, count),
        plain.toBuilder().put(GenAiAttributes.TOKEN_MODALITY, modality).build(),
        context);
    if (count >= 0) {
      perCall.record(count, plain, context);
    }
  }

  void streamed(
      GenAiRequest request, GenAiResponse response, StreamSummary summary, Context context) {
    if (summary.chunks() == 0) {
      return;
    }
    Attributes plain = attributes(request, response, null);
    if (published) {
      operationFirstChunk.record(summary.secondsToFirstChunk(), plain, context);
      gaps(operationChunkGap, plain, summary);
    }
    if (latest) {
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
