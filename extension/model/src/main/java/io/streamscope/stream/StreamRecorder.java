/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens to one stream into totals, events, attributes and metrics. Not thread-safe:
 * {@link StreamSpan}'s lock guards it, but for {@link #aside}, {@link #emit}, {@link #nanoTime},
 * {@link #openStreams} and {@link #lastActivityNanos}.
 */
final class StreamRecorder {

  private static final int STALL_EVENTS_MAX = 32;
  private static final VarHandle LAST_ACTIVITY;
  private static final VarHandle ASIDE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LAST_ACTIVITY = lookup.findVarHandle(StreamRecorder.class, "lastActivity", long.class);
      ASIDE = lookup.findVarHandle(StreamRecorder.class, "aside", AsideCounts.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final StreamRuntime runtime;
  private final LongSupplier clock;
  private final Span span;
  private final Context context;
  private final StreamDirection direction;
  private final StreamStats stats; // guarded by the stream's lock
  private final long stallNanos;
  private final DeltaSampling deltas; // guarded by the stream's lock
  private final @Nullable StreamObserver observer;
  private StreamProtocol protocol; // guarded by the stream's lock
  private @Nullable String peer; // guarded by the stream's lock
  private StreamMetrics.@Nullable Labels labels; // guarded by the stream's lock
  private long nextDelta; // guarded by the stream's lock
  private long deltaChunks; // guarded by the stream's lock
  private long deltaBytes; // guarded by the stream's lock
  private volatile @Nullable AsideCounts aside; // null until two threads have met
  private volatile long lastActivity;

  StreamRecorder(
      StreamRuntime runtime, StreamStart start, long startNanos, Span span, Context context) {
    this.runtime = runtime;
    this.clock = runtime.clock();
    this.span = span;
    this.context = context;
    this.direction = start.direction();
    this.protocol = start.protocol();
    this.peer = start.peer();
    this.stats = new StreamStats(startNanos, start.requestNanos());
    this.stallNanos = runtime.stallNanos();
    this.observer = start.observer();
    this.deltas = new DeltaSampling(runtime.deltaEventsMax());
    this.nextDelta = emitsEvents() ? deltas.next() : Long.MAX_VALUE;
    this.lastActivity = nanoTime();
    if (runtime.config().metricsEnabled()) {
      this.labels = runtime.metrics().labels(protocol, direction, start.peer());
    }
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  OpenStreams openStreams() {
    return runtime.openStreams();
  }

  long lastActivityNanos() {
    return lastActivity;
  }

  void opened() {
    if (labels != null) {
      runtime.metrics().started(labels, context);
    }
    emit("stream_start", Attributes.empty());
  }

  void reclassify(StreamProtocol actual, @Nullable String actualPeer) {
    if (protocol != actual || !Objects.equals(peer, actualPeer)) {
      protocol = actual;
      peer = actualPeer;
      span.updateName(StreamStart.name(actual, peer));
      span.setAttribute(StreamAttributes.PROTOCOL, actual.value());
      if (peer != null && direction == StreamDirection.OUTBOUND) {
        span.setAttribute(StreamAttributes.HTTP_ROUTE, peer);
      }
      StreamMetrics.Labels before = labels;
      if (before != null) {
        StreamMetrics.Labels after = runtime.metrics().labels(actual, direction, peer);
        runtime.metrics().moved(before, after, context);
        labels = after;
      }
    }
  }

  /** What passed while another thread held the lock. */
  void aside(long chunks, long bytes, long heartbeats, long busy) {
    AsideCounts counts = aside;
    if (counts == null) {
      ASIDE.compareAndSet(this, (AsideCounts) null, new AsideCounts());
      counts = Objects.requireNonNull(aside);
    }
    counts.add(chunks, bytes, heartbeats, busy);
  }

  /** What passed just now; the time is 0 if nobody read it. */
  void record(long chunks, long bytes, long heartbeats, long busy, long nanos) {
    AsideCounts counts = aside;
    if (counts != null && counts.hasChunks()) {
      merge(counts, nanos != 0 ? nanos : nanoTime());
    }
    stats.heartbeats += heartbeats;
    stats.busyNanos += busy;
    if (chunks > 0) {
      add(chunks, bytes, nanos);
    } else {
      stats.bytes += bytes;
    }
    if (nanos != 0) {
      LAST_ACTIVITY.setOpaque(this, nanos);
    }
  }

  void blocked(long nanos) {
    stats.blockedNanos += nanos;
  }

  /** The stream is over: nothing else is called from here on. */
  void finish(StreamEnding ending, long now) {
    AsideCounts counts = aside;
    if (counts != null && !counts.isEmpty()) {
      merge(counts, now);
    }
    StreamSummary summary = stats.summary(ending.outcome(), ending.error(), now);
    if (span.isRecording()) {
      describe(ending, now);
    }
    if (observer != null) {
      try {
        observer.onEnd(summary, span);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
    if (labels != null) {
      runtime.metrics().ended(labels, summary, stats.stalls, context);
    }
  }

  private void merge(AsideCounts counts, long nanos) {
    long chunks = counts.takeChunks();
    long bytes = counts.takeBytes();
    stats.heartbeats += counts.takeHeartbeats();
    stats.busyNanos += counts.takeBusy();
    if (chunks > 0) {
      add(chunks, bytes, nanos);
    } else {
      stats.bytes += bytes;
    }
  }

  private void add(long chunks, long bytes, long nanos) {
    long gap = stats.add(chunks, bytes, nanos);
    if (gap > stallNanos) {
      stalled(gap);
    }
    if (stats.chunks == chunks) {
      first(bytes);
    } else if (stats.chunks >= nextDelta) {
      delta(nanos);
    }
    if (observer != null) {
      try {
        observer.onChunks(chunks, nanos);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
  }

  private void stalled(long gap) {
    stats.stalls++;
    if (stats.stalls <= STALL_EVENTS_MAX) {
      emit("stall", Attributes.of(StreamEvents.GAP, gap / 1e9));
    } else {
      runtime.metrics().dropped("stall_event");
    }
  }

  private void first(long bytes) {
    deltaChunks = stats.chunks;
    deltaBytes = stats.bytes;
    emit("first_chunk", Attributes.of(StreamEvents.BYTES, bytes));
  }

  private void delta(long nanos) {
    if (deltas.sample(stats.chunks, nanos)) {
      emit(
          "delta",
          Attributes.of(
              StreamEvents.INDEX, stats.chunks,
              StreamEvents.CHUNKS, stats.chunks - deltaChunks,
              StreamEvents.BYTES, stats.bytes - deltaBytes));
      deltaChunks = stats.chunks;
      deltaBytes = stats.bytes;
      nextDelta = deltas.next();
    }
  }

  private void describe(StreamEnding ending, long now) {
    stats.writeTo(span, now, direction == StreamDirection.OUTBOUND);
    span.setAttribute(StreamAttributes.OUTCOME, ending.outcome().value());
    String reason = ending.reason();
    if (reason != null) {
      span.setAttribute(StreamAttributes.CANCEL_REASON, reason);
    }
    if (ending.outcome().isFailure()) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(StreamAttributes.ERROR_TYPE, ending.errorType());
    }
    Throwable error = ending.error();
    if (error != null) {
      Guard.run(() -> describe(error));
    }
    emit(
        ending.outcome().event(),
        Attributes.of(StreamEvents.CHUNKS, stats.chunks, StreamEvents.BYTES, stats.bytes));
  }

  /** The application's exception may be unable to tell what it is. */
  private void describe(Throwable error) {
    String message = error.getMessage();
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    span.recordException(error);
  }

  void emit(String name, Attributes attributes) {
    if (emitsEvents()) {
      runtime.events().emit(span, context, name, attributes);
    }
  }

  private boolean emitsEvents() {
    return span.isRecording() && runtime.events().enabled();
  }
}
