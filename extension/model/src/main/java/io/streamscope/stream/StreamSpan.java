/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * One stream, one span. Every method may be called from any thread, in any order, any number of
 * times; the first ending wins and everything after it is ignored. Nothing is ever thrown, and
 * nothing waits: a chunk that meets another one at the same instant is counted aside and its gap is
 * not measured. Memory does not grow with the number of chunks.
 */
public final class StreamSpan implements Abandonable {

  private static final ContextKey<StreamSpan> KEY = ContextKey.named("streamscope-stream");
  private static final int STALL_EVENTS_MAX = 32;
  private static final int SPINS_MAX = 1_000_000;
  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int OVER = 2;
  private static final VarHandle LOCK;
  private static final VarHandle ENDED;
  private static final VarHandle ASIDE_CHUNKS;
  private static final VarHandle ASIDE_BYTES;
  private static final VarHandle ASIDE_HEARTBEATS;
  private static final VarHandle ASIDE_BUSY;
  private static final VarHandle LAST_ACTIVITY;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      LOCK = lookup.findVarHandle(StreamSpan.class, "lock", int.class);
      ENDED = lookup.findVarHandle(StreamSpan.class, "ended", int.class);
      ASIDE_CHUNKS = lookup.findVarHandle(StreamSpan.class, "asideChunks", long.class);
      ASIDE_BYTES = lookup.findVarHandle(StreamSpan.class, "asideBytes", long.class);
      ASIDE_HEARTBEATS = lookup.findVarHandle(StreamSpan.class, "asideHeartbeats", long.class);
      ASIDE_BUSY = lookup.findVarHandle(StreamSpan.class, "asideBusy", long.class);
      LAST_ACTIVITY = lookup.findVarHandle(StreamSpan.class, "lastActivity", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final @Nullable StreamRuntime runtime;
  private final Span span;
  private final Context context;
  private final boolean timed;
  private final boolean outbound;
  private final StreamDirection direction;
  private final StreamStats stats; // guarded by lock
  private final DeltaSampling deltas; // guarded by lock
  private final @Nullable StreamObserver observer;
  private StreamProtocol protocol; // guarded by lock
  private StreamMetrics.@Nullable Labels labels; // guarded by lock
  private long nextDelta; // guarded by lock
  private long deltaChunks; // guarded by lock
  private long deltaBytes; // guarded by lock
  private volatile long lastActivity;
  private volatile int lock;
  private volatile int ended;
  private volatile long asideChunks;
  private volatile long asideBytes;
  private volatile long asideHeartbeats;
  private volatile long asideBusy;

  StreamSpan(StreamRuntime runtime, StreamStart start, Span span) {
    long now = runtime.nanoTime();
    this.runtime = runtime;
    this.span = span;
    this.context = start.parent().with(span).with(KEY, this);
    this.timed = span.isRecording() || runtime.config().metricsEnabled();
    this.direction = start.direction();
    this.outbound = direction == StreamDirection.OUTBOUND;
    this.protocol = start.protocol();
    this.stats = new StreamStats(now, start.requestNanos());
    this.observer = start.observer();
    this.deltas = new DeltaSampling(runtime.deltaEventsMax());
    this.nextDelta = emitsEvents() ? deltas.next() : Long.MAX_VALUE;
    this.lastActivity = now;
    if (runtime.config().metricsEnabled()) {
      this.labels = runtime.metrics().labels(protocol, direction, start.peer());
    }
  }

  private StreamSpan(Context context) {
    this.runtime = null;
    this.span = Span.getInvalid();
    this.context = context;
    this.timed = false;
    this.outbound = false;
    this.direction = StreamDirection.BOTH;
    this.protocol = StreamProtocol.CHUNKED;
    this.stats = new StreamStats(0, 0);
    this.observer = null;
    this.deltas = new DeltaSampling(0);
    this.lock = OVER;
    this.ended = 1;
  }

  /** A stream that nobody watches: every call does nothing, the context is the one given. */
  public static StreamSpan none(Context context) {
    return new StreamSpan(context);
  }

  /** The stream that a context belongs to, null if to none. */
  public static @Nullable StreamSpan fromContext(Context context) {
    return context.get(KEY);
  }

  void opened(@Nullable Object owner) {
    if (runtime == null) {
      return;
    }
    if (labels != null) {
      runtime.metrics().started(labels, context);
    }
    emit("stream_start", Attributes.empty());
    runtime.openStreams().add(this, owner);
  }

  /** The context in which the stream's span is current. */
  public Context context() {
    return context;
  }

  /** The stream's span, for attributes that only an adapter knows. */
  public Span span() {
    return span;
  }

  /** Whether the stream is over. */
  public boolean isOver() {
    return ended != 0;
  }

  /** The model's clock, or 0 if nobody wants this stream to be timed. */
  public long nanoTime() {
    return timed && runtime != null ? runtime.nanoTime() : 0;
  }

  /** Ends the stream when this object is garbage-collected before anything else ends it. */
  public void ownedBy(Object owner) {
    if (runtime != null && !isOver()) {
      runtime.openStreams().owner(this, owner);
    }
  }

  /** Takes back {@link #ownedBy}. */
  public void disowned() {
    if (runtime != null && !isOver()) {
      runtime.openStreams().disowned(this);
    }
  }

  /** What is known of the stream only after its start: its framing and its route or address. */
  public void reclassify(StreamProtocol actual, @Nullable String peer) {
    if (runtime == null || !acquire(HELD)) {
      return;
    }
    try {
      if (protocol != actual) {
        protocol = actual;
        span.updateName(StreamStart.name(actual, peer));
        span.setAttribute(StreamAttributes.PROTOCOL, actual.value());
        StreamMetrics.Labels before = labels;
        if (before != null) {
          StreamMetrics.Labels after = runtime.metrics().labels(actual, direction, peer);
          runtime.metrics().moved(before, after, context);
          labels = after;
        }
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      LOCK.setRelease(this, FREE);
    }
  }

  /** One chunk passed just now. */
  public void chunk(long bytes) {
    if (timed && runtime != null) {
      record(1, bytes, 0, 0, runtime.nanoTime());
    }
  }

  /** One chunk passed at a time that the caller has already read from {@link #nanoTime()}. */
  public void chunk(long bytes, long nanos) {
    if (timed) {
      record(1, bytes, 0, 0, nanos);
    }
  }

  /** Payload passed that is not a chunk: role-only, usage-only. */
  public void bytes(long bytes) {
    if (timed && runtime != null) {
      record(0, bytes, 0, 0, runtime.nanoTime());
    }
  }

  /** A comment or ping passed. */
  public void heartbeat() {
    if (timed && runtime != null) {
      record(0, 0, 1, 0, runtime.nanoTime());
    }
  }

  /**
   * A call in which the application wrote is over.
   *
   * @param chunks completed by the call, may be 0
   * @param startNanos when the call began, from {@link #nanoTime()}
   * @return how long the call took, nanoseconds
   */
  public long sent(long chunks, long bytes, long heartbeats, long startNanos) {
    if (!timed || runtime == null) {
      return 0;
    }
    long now = runtime.nanoTime();
    record(chunks, bytes, heartbeats, now - startNanos, now);
    return now - startNanos;
  }

  /** The application's handler worked on what it was given. */
  public void handled(long busyNanos) {
    if (timed) {
      record(0, 0, 0, busyNanos, 0);
    }
  }

  /** A slow reader blocked a write; part of the time already reported as busy. */
  public void blocked(long nanos) {
    if (timed && acquire(HELD)) {
      stats.blockedNanos += nanos;
      LOCK.setRelease(this, FREE);
    }
  }

  private void record(long chunks, long bytes, long heartbeats, long busy, long nanos) {
    if (!LOCK.compareAndSet(this, FREE, HELD)) {
      aside(chunks, bytes, heartbeats, busy);
      return;
    }
    try {
      if (asideChunks != 0 && runtime != null) {
        mergeAside(nanos != 0 ? nanos : runtime.nanoTime());
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
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      LOCK.setRelease(this, FREE);
    }
  }

  private void add(long chunks, long bytes, long nanos) {
    long gap = stats.add(chunks, bytes, nanos);
    if (runtime != null && gap > runtime.stallNanos()) {
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

  /** Another thread holds the lock for some nanoseconds, or the stream is over. */
  private void aside(long chunks, long bytes, long heartbeats, long busy) {
    if (lock != OVER) {
      ASIDE_CHUNKS.getAndAdd(this, chunks);
      ASIDE_BYTES.getAndAdd(this, bytes);
      ASIDE_HEARTBEATS.getAndAdd(this, heartbeats);
      ASIDE_BUSY.getAndAdd(this, busy);
    }
  }

  private void mergeAside(long nanos) {
    long chunks = (long) ASIDE_CHUNKS.getAndSet(this, 0L);
    long bytes = (long) ASIDE_BYTES.getAndSet(this, 0L);
    stats.heartbeats += (long) ASIDE_HEARTBEATS.getAndSet(this, 0L);
    stats.busyNanos += (long) ASIDE_BUSY.getAndSet(this, 0L);
    if (chunks > 0) {
      add(chunks, bytes, nanos);
    } else {
      stats.bytes += bytes;
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

  private void stalled(long gap) {
    stats.stalls++;
    if (stats.stalls <= STALL_EVENTS_MAX) {
      emit("stall", Attributes.of(StreamEvents.GAP, gap / 1e9));
    } else if (runtime != null) {
      runtime.metrics().dropped("stall_event");
    }
  }

  /** The side that produces the stream ended it. */
  public void complete() {
    end(StreamOutcome.COMPLETE, null, null);
  }

  /** The peer that we write to went away. */
  public void disconnect() {
    end(StreamOutcome.CLIENT_DISCONNECT, null, "client_disconnect");
  }

  /** Our own application stopped it early. */
  public void cancel() {
    end(StreamOutcome.CANCELLED, null, "application");
  }

  /** A deadline ended it. */
  public void timeout() {
    end(StreamOutcome.TIMEOUT, null, "timeout");
  }

  /**
   * An exception or the provider ended it; null when no exception is at hand. A stream that we read
   * and that no longer came in time ends as {@link #timeout()}, with the exception.
   */
  public void fail(@Nullable Throwable error) {
    boolean late = !outbound && StreamOutcome.ofFailure(error) == StreamOutcome.TIMEOUT;
    end(late ? StreamOutcome.TIMEOUT : StreamOutcome.ERROR, error, late ? "timeout" : null);
  }

  @Override
  public void abandon(String reason) {
    end(StreamOutcome.ABANDONED, null, reason);
  }

  @Override
  public long lastActivityNanos() {
    return lastActivity;
  }

  private void end(StreamOutcome outcome, @Nullable Throwable error, @Nullable String reason) {
    if (runtime == null || !ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      runtime.openStreams().remove(this);
      long now = runtime.nanoTime();
      acquire(OVER);
      if (timed) {
        finish(runtime, outcome, error, reason, now);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      span.end();
    }
  }

  private void finish(
      StreamRuntime shared,
      StreamOutcome outcome,
      @Nullable Throwable error,
      @Nullable String reason,
      long now) {
    if (asideChunks != 0 || asideBytes != 0 || asideHeartbeats != 0 || asideBusy != 0) {
      mergeAside(now);
    }
    StreamSummary summary = stats.summary(outcome, error, now);
    if (span.isRecording()) {
      describe(outcome, error, reason, now);
    }
    if (observer != null) {
      try {
        observer.onEnd(summary, span);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
    if (labels != null) {
      shared.metrics().ended(labels, summary, stats.stalls, context);
    }
  }

  private void describe(
      StreamOutcome outcome, @Nullable Throwable error, @Nullable String reason, long now) {
    stats.writeTo(span, now, outbound);
    span.setAttribute(StreamAttributes.OUTCOME, outcome.value());
    if (reason != null) {
      span.setAttribute(StreamAttributes.CANCEL_REASON, reason);
    }
    if (outcome.isFailure()) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(
          StreamAttributes.ERROR_TYPE,
          error == null ? outcome.value() : error.getClass().getName());
    }
    if (error != null) {
      Guard.run(() -> describe(error));
    }
    emit(
        outcome.event(),
        Attributes.of(StreamEvents.CHUNKS, stats.chunks, StreamEvents.BYTES, stats.bytes));
  }

  /** The application's exception may be unable to tell what it is. */
  private void describe(Throwable error) {
    String message = error.getMessage();
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    span.recordException(error);
  }

  /** Waits for the few nanoseconds that another thread may hold the lock; false once it is over. */
  private boolean acquire(int state) {
    for (int spins = 0; spins < SPINS_MAX; spins++) {
      if (LOCK.compareAndSet(this, FREE, state)) {
        return true;
      }
      if (lock == OVER) {
        return false;
      }
      if (spins < 64) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
    return false;
  }

  /** Something happened to the stream that only an adapter knows; goes where its events go. */
  public void event(String name) {
    try {
      emit(name, Attributes.empty());
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  private boolean emitsEvents() {
    return runtime != null && span.isRecording() && runtime.events().enabled();
  }

  private void emit(String name, Attributes attributes) {
    if (runtime != null && emitsEvents()) {
      runtime.events().emit(span, context, name, attributes);
    }
  }
}
