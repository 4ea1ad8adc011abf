/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of streams, recorded for every stream, sampled or not. Labels are built once and
 * reused; their number is bounded. Thread-safe.
 */
public final class StreamMetrics {

  private final DoubleHistogram duration;
  private final DoubleHistogram timeToFirstChunk;
  private final DoubleHistogram chunkGap;
  private final DoubleHistogram relayLag;
  private final DoubleHistogram setUp;
  private final LongCounter chunks;
  private final LongCounter bytes;
  private final LongUpDownCounter active;
  private final LongCounter stalls;
  private final LongCounter orphanedStreams;
  private final LongCounter orphanedChunks;
  private final LongCounter contextLost;
  private final LongCounter dropped;
  private final BoundedLabels bounded;
  private final Map<LabelKey, Labels> labels = new ConcurrentHashMap<>();
  private final Map<GapKey, GapAccumulator> gaps = new ConcurrentHashMap<>();

  StreamMetrics(Meter meter, BoundedLabels bounded) {
    this.bounded = bounded;
    duration = histogram(meter, "streamscope.stream.duration", "Duration of a stream");
    timeToFirstChunk =
        histogram(
            meter, "streamscope.stream.time_to_first_chunk", "From the request to the first chunk");
    chunkGap = histogram(meter, "streamscope.stream.chunk_gap", "Gaps between chunks");
    relayLag =
        histogram(
            meter, "streamscope.stream.relay_lag", "Model chunk read to our next chunk written");
    setUp =
        histogram(
            meter,
            "streamscope.http.server.setup.duration",
            "Request start to the first byte of a streamed response written");
    chunks = counter(meter, "streamscope.stream.chunks", "{chunk}", "Chunks of all streams");
    bytes = counter(meter, "streamscope.stream.bytes", "By", "Payload bytes of all streams");
    active =
        meter
            .upDownCounterBuilder("streamscope.stream.active")
            .setUnit("{stream}")
            .setDescription("Open streams")
            .build();
    stalls = counter(meter, "streamscope.stream.stalls", "{stall}", "Gaps over the threshold");
    orphanedStreams =
        counter(
            meter,
            "streamscope.orphaned.streams",
            "{stream}",
            "Model calls that went on after their consumer had gone");
    orphanedChunks =
        counter(meter, "streamscope.orphaned.chunks", "{chunk}", "Model chunks nobody read");
    contextLost =
        counter(
            meter,
            "streamscope.context.lost",
            "{stream}",
            "Streams and calls that should have had a parent and had none");
    dropped =
        counter(
            meter, "streamscope.telemetry.dropped", "{item}", "What a limit of Streamscope cut");
  }

  private static DoubleHistogram histogram(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(GapBuckets.BOUNDARIES)
        .build();
  }

  private static LongCounter counter(Meter meter, String name, String unit, String description) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(description).build();
  }

  Labels labels(
      StreamProtocol protocol, StreamDirection direction, StreamSide side, @Nullable String peer) {
    String admitted = bounded.admit(side.peerKey(), peer);
    LabelKey key = new LabelKey(protocol, direction, side, admitted);
    Labels known = labels.get(key);
    return known != null ? known : labels.computeIfAbsent(key, this::newLabels);
  }

  private Labels newLabels(LabelKey key) {
    Attributes shape =
        Attributes.of(
            StreamAttributes.PROTOCOL, key.protocol.value(),
            StreamAttributes.DIRECTION, key.direction.value());
    Attributes peer =
        key.peer == null ? shape : shape.toBuilder().put(key.side.peerKey(), key.peer).build();
    Attributes setUpLabels = peer.toBuilder().removeIf(StreamAttributes.DIRECTION::equals).build();
    return new Labels(shape, peer, setUpLabels, StreamOutcome.labels(peer), gaps(chunkGap, shape));
  }

  /** The accumulator of one gap histogram and label set; the same one for the same arguments. */
  public GapAccumulator gaps(DoubleHistogram histogram, Attributes attributes) {
    return gaps.computeIfAbsent(
        new GapKey(histogram, attributes),
        key -> new GapAccumulator(histogram, attributes, count -> dropped("gap", count)));
  }

  /** Where the relay lags of finished outbound streams go. */
  public GapAccumulator relayLags(StreamProtocol protocol) {
    return gaps(relayLag, Attributes.of(StreamAttributes.PROTOCOL, protocol.value()));
  }

  void started(Labels labels, Context context) {
    active.add(1, labels.shape, context);
  }

  void moved(Labels from, Labels to, Context context) {
    active.add(-1, from.shape, context);
    active.add(1, to.shape, context);
  }

  void ended(Labels labels, StreamSummary summary, long stallCount, Context context) {
    active.add(-1, labels.shape, context);
    duration.record(
        summary.durationNanos() / 1e9, labels.outcomes[summary.outcome().ordinal()], context);
    if (summary.chunks() > 0) {
      timeToFirstChunk.record(summary.secondsToFirstChunk(), labels.peer, context);
      chunks.add(summary.chunks(), labels.shape, context);
    }
    if (summary.bytes() > 0) {
      bytes.add(summary.bytes(), labels.shape, context);
    }
    if (stallCount > 0) {
      stalls.add(stallCount, labels.shape, context);
    }
    if (summary.gaps() != null) {
      labels.gaps.add(summary.gaps(), summary.durationNanos());
    }
  }

  /** The first byte of a streamed response was written so many nanoseconds after its request. */
  public void setUp(StreamProtocol protocol, @Nullable String route, long nanos, Context context) {
    setUp.record(
        nanos / 1e9,
        labels(protocol, StreamDirection.OUTBOUND, StreamSide.SERVER, route).setUp,
        context);
  }

  /** A model call went on for nobody; the attributes name provider and model. */
  public void orphaned(long chunkCount, Attributes attributes) {
    orphanedStreams.add(1, attributes);
    orphanedChunks.add(chunkCount, attributes);
  }

  /** A stream or call that should have had a parent had none. */
  public void contextLost(String module) {
    contextLost.add(1, Attributes.of(StreamAttributes.MODULE, module));
  }

  /** A limit of ours cut something. */
  public void dropped(String reason) {
    dropped(reason, 1);
  }

  /** It has cut so many. */
  public void dropped(String reason, long count) {
    dropped.add(count, Attributes.of(StreamAttributes.REASON, reason));
  }

  void publishGaps() {
    gaps.values().forEach(GapAccumulator::publish);
  }

  private record LabelKey(
      StreamProtocol protocol, StreamDirection direction, StreamSide side, @Nullable String peer) {}

  /** The prebuilt label sets of one kind of stream. */
  record Labels(
      Attributes shape,
      Attributes peer,
      Attributes setUp,
      Attributes[] outcomes,
      GapAccumulator gaps) {}

  private record GapKey(DoubleHistogram histogram, Attributes attributes) {}
}
