/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns what happens to one stream into totals, events, attributes and metrics. Not thread-safe:
 * {@link StreamSpan}'s lock guards it, but for {@link #aside}, {@link #nanoTime}, {@link
 * #openStreams} and {@link #lastActivityNanos}.
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
  private final StreamSide side;
  private final WallClock wallClock;
  private final StreamStats stats; // guarded by the stream's lock
  private final long stallNanos;
  private final DeltaSampling deltas; // guarded by the stream's lock
  private final @Nullable StreamObserver observer;
  private final @Nullable KeptEvents events; // guarded by the stream's lock; null if not on spans
  private StreamProtocol protocol; // guarded by the stream's lock
  private @Nullable String peer; // guarded by the stream's lock
  private StreamMetrics.@Nullable Labels labels; // guarded by the stream's lock
  private long nextDelta; // guarded by the stream's lock
  private long deltaChunks; // guarded by the stream's lock
  private long deltaBytes; // guarded by the stream's lock
  private volatile @Nullable AsideCounts aside; // null unless two threads have met
  private volatile long lastActivity;

  StreamRecorder(
      StreamRuntime runtime, StreamStart start, StreamTimes times, Span span, Context context) {
    this.runtime = runtime;
    this.clock = runtime.clock();
    this.span = span;
    this.context = context;
    this.direction = start.direction();
    this.side = start.side();
    this.wallClock = times.wallClock();
    this.protocol = start.protocol();
    this.peer = start.peer();
    this.stats = new StreamStats(times.startNanos(), start.requestNanos());
    this.stallNanos = runtime.stallNanos();
    this.observer = start.observer();
    this.deltas = new DeltaSampling(runtime.deltaEventsMax());
    this.events =
        span.isRecording() && runtime.events().onSpan() ? new KeptEvents(times.startNanos()) : null;
    this.nextDelta = emitsEvents() ? deltas.next() : Long.MAX_VALUE;
    this.lastActivity = nanoTime();
    if (runtime.config().metricsEnabled()) {
      this.labels = runtime.metrics().labels(protocol, direction, side, start.peer());
    }
  }

  long nanoTime() {
    return clock.getAsLong();
  }

  OpenStreams openStreams() {
    return runtime.openStreams();
  }

  WallClock wallClock() {
    return wallClock;
  }

  long lastActivityNanos() {
    return lastActivity;
  }

  void opened() {
    if (labels != null) {
      runtime.metrics().started(labels, context);
    }
    emit(StreamEvent.STREAM_START, 0, 0, 0, stats.startNanos);
  }

  void reclassify(StreamProtocol actual, @Nullable String actualPeer) {
    if (protocol != actual || !Objects.equals(peer, actualPeer)) {
      protocol = actual;
      peer = actualPeer;
      span.updateName(StreamStart.name(actual, peer));
      span.setAttribute(StreamAttributes.PROTOCOL, actual.value());
      if (peer != null && side == StreamSide.SERVER) {
        span.setAttribute(StreamAttributes.HTTP_ROUTE, peer);
      }
      StreamMetrics.Labels before = labels;
      if (before != null) {
        StreamMetrics.Labels after = runtime.metrics().labels(actual, direction, side, peer);
        runtime.metrics().moved(before, after, context);
        labels = after;
      }
    }
  }

  /** What passed while another thread held the lock. */
  void aside(long chunks, long bytes, long heartbeats, long busy, long nanos) {
    AsideCounts last = aside;
    while (!ASIDE.compareAndSet(
        this, last, AsideCounts.after(last, chunks, bytes, heartbeats, busy, nanos))) {
      last = aside;
    }
  }

  /** What passed just now; the time is 0 if nobody read it. */
  void record(long chunks, long bytes, long heartbeats, long busy, long nanos) {
    if (aside != null) {
      mergeAside();
    }
    count(chunks, bytes, heartbeats, busy, nanos);
  }

  private void mergeAside() {
    AsideCounts last = (AsideCounts) ASIDE.getAndSet(this, null);
    AsideCounts call = last == null ? null : last.reversed();
    while (call != null) {
      count(call.chunks(), call.bytes(), call.heartbeats(), call.busy(), call.nanos());
      call = call.before();
    }
  }

  private void count(long chunks, long bytes, long heartbeats, long busy, long nanos) {
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

  void requestedUntil(long nanos) {
    if (stats.chunks == 0) {
      stats.requestNanos = nanos;
    }
  }

  void blocked(long nanos) {
    stats.blockedNanos += nanos;
  }

  /** The stream is over: nothing else is called from here on. */
  void finish(StreamEnding ending, long now) {
    if (aside != null) {
      mergeAside();
    }
    StreamSummary summary = stats.summary(ending, protocol, now);
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

  private void add(long chunks, long bytes, long nanos) {
    long gap = stats.add(chunks, bytes, nanos);
    if (gap > stallNanos) {
      stalled(gap, nanos);
    }
    if (stats.chunks == chunks) {
      first(bytes, nanos);
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

  private void stalled(long gap, long nanos) {
    stats.stalls++;
    if (stats.stalls <= STALL_EVENTS_MAX) {
      emit(StreamEvent.STALL, gap, 0, 0, nanos);
    } else {
      runtime.metrics().dropped("stall_event");
    }
  }

  private void first(long bytes, long nanos) {
    deltaChunks = stats.chunks;
    deltaBytes = stats.bytes;
    emit(StreamEvent.FIRST_CHUNK, bytes, 0, 0, nanos);
  }

  private void delta(long nanos) {
    if (deltas.sample(stats.chunks, nanos)) {
      emit(
          StreamEvent.DELTA,
          stats.chunks,
          stats.chunks - deltaChunks,
          stats.bytes - deltaBytes,
          nanos);
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
    if (events != null) {
      events.drainTo(this::addToSpan);
    }
    Failure failure = ending.failure();
    if (failure != null) {
      failure.writeTo(span, wallClock.epochNanos(now));
    } else if (ending.outcome().isFailure()) {
      Failure.said(ending.outcome().value(), null).writeTo(span, wallClock.epochNanos(now));
    }
    Attributes totals =
        Attributes.of(StreamEvent.CHUNKS, stats.chunks, StreamEvent.BYTES, stats.bytes);
    if (events != null) {
      addToSpan(ending.outcome().event(), totals, now);
    } else {
      log(ending.outcome().event(), totals, now);
    }
  }

  private void emit(StreamEvent kind, long first, long second, long third, long nanos) {
    if (events != null) {
      events.add(kind, first, second, third, nanos);
    } else if (emitsEvents()) {
      log(kind.text(), kind.attributes(first, second, third), nanos);
    }
  }

  /** Something happened that only an adapter knows. */
  void note(String name, Attributes attributes) {
    if (events != null) {
      if (!events.add(name, attributes, nanoTime())) {
        runtime.metrics().dropped("event");
      }
    } else {
      log(name, attributes, nanoTime());
    }
  }

  private void addToSpan(String name, Attributes attributes, long nanos) {
    span.addEvent(name, attributes, wallClock.epochNanos(nanos), TimeUnit.NANOSECONDS);
  }

  private void log(String name, Attributes attributes, long nanos) {
    if (emitsEvents()) {
      runtime.events().log(context, name, attributes, wallClock.epochNanos(nanos));
    }
  }

  private boolean emitsEvents() {
    return events != null || (span.isRecording() && runtime.events().asLogs());
  }
}
