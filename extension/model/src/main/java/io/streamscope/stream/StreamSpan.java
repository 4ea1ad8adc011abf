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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream, one span. Every method may be called from any thread, in any order, any number of
 * times; the first ending wins and everything after it is ignored. Nothing is ever thrown, and
 * nothing waits: a chunk that meets another one at the same instant is counted aside and its gap is
 * not measured. Memory does not grow with the number of chunks.
 */
public final class StreamSpan extends StreamLock implements Abandonable {

  private static final VarHandle ENDED;

  static {
    try {
      ENDED = MethodHandles.lookup().findVarHandle(StreamSpan.class, "ended", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final @Nullable StreamRecorder recorder; // guarded by lock; null if nobody watches
  private final Span span;
  private final Context context;
  private final boolean timed;
  private final boolean outbound;
  private volatile int ended;

  StreamSpan(
      StreamRuntime runtime, StreamStart start, StreamTimes times, Span span, Context context) {
    super(false);
    this.span = span;
    this.context = context;
    this.timed = span.isRecording() || runtime.config().metricsEnabled();
    this.outbound = start.direction() == StreamDirection.OUTBOUND;
    this.recorder = new StreamRecorder(runtime, start, times, span, context);
  }

  private StreamSpan(Context context) {
    super(true);
    this.recorder = null;
    this.span = Span.getInvalid();
    this.context = context;
    this.timed = false;
    this.outbound = false;
    this.ended = 1;
  }

  /** A stream that nobody watches: every call does nothing, the context is the one given. */
  public static StreamSpan none(Context context) {
    return new StreamSpan(context);
  }

  void opened(@Nullable Object owner) {
    if (recorder != null) {
      recorder.opened();
      recorder.openStreams().add(this, owner);
    }
  }

  /** The context in which the stream's span is current. */
  public Context context() {
    return context;
  }

  /** The stream's span, for attributes that only an adapter knows. */
  public Span span() {
    return span;
  }

  /** That of the stream's span, for others beside or below it; null if nobody watches. */
  public @Nullable WallClock wallClock() {
    return recorder == null ? null : recorder.wallClock();
  }

  /** Whether the stream is over. */
  public boolean isOver() {
    return ended != 0;
  }

  /** The model's clock, or 0 if nobody wants this stream to be timed. */
  public long nanoTime() {
    return timed && recorder != null ? recorder.nanoTime() : 0;
  }

  /** Ends the stream when this object is garbage-collected before anything else ends it. */
  public void ownedBy(Object owner) {
    if (recorder != null && !isOver()) {
      recorder.openStreams().owner(this, owner);
    }
  }

  /** Takes back {@link #ownedBy}. */
  public void disowned() {
    if (recorder != null && !isOver()) {
      recorder.openStreams().disowned(this);
    }
  }

  /** What is known of the stream only after its start: its framing and its route or address. */
  public void reclassify(StreamProtocol actual, @Nullable String peer) {
    held(open -> open.reclassify(actual, peer));
  }

  private void held(Consumer<StreamRecorder> work) {
    if (recorder == null || !hold()) {
      return;
    }
    try {
      work.accept(recorder);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      release();
    }
  }

  /** One chunk passed just now. */
  public void chunk(long bytes) {
    if (timed && recorder != null) {
      record(1, bytes, 0, 0, recorder.nanoTime());
    }
  }

  /** One chunk passed at a time that the caller has already read from {@link #nanoTime()}. */
  public void chunk(long bytes, long nanos) {
    arrived(1, bytes, 0, nanos);
  }

  /** A comment or ping passed. */
  public void heartbeat() {
    if (timed && recorder != null) {
      record(0, 0, 1, 0, recorder.nanoTime());
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
    if (!timed || recorder == null) {
      return 0;
    }
    long now = recorder.nanoTime();
    record(chunks, bytes, heartbeats, now - startNanos, now);
    return now - startNanos;
  }

  /** The same of a call of which is known when it was over, and how long it took. */
  public void sentBy(long chunks, long bytes, long busyNanos, long nanos) {
    if (timed) {
      record(chunks, bytes, 0, busyNanos, nanos);
    }
  }

  /** The request has gone on until now: what comes first of the answer is measured from here. */
  public void requestedUntil(long nanos) {
    held(open -> open.requestedUntil(nanos));
  }

  /** Chunks arrived together, at a time read from {@link #nanoTime()}. */
  public void arrived(long chunks, long bytes, long heartbeats, long nanos) {
    if (timed) {
      record(chunks, bytes, heartbeats, 0, nanos);
    }
  }

  /** The application's handler worked on what it was given. */
  public void handled(long busyNanos) {
    if (timed) {
      record(0, 0, 0, busyNanos, 0);
    }
  }

  /** A slow reader blocked a write; part of the time already reported as busy. */
  public void blocked(long nanos) {
    if (timed && recorder != null && hold()) {
      recorder.blocked(nanos);
      release();
    }
  }

  /** Counts it aside if another thread holds the lock for some nanoseconds. */
  private void record(long chunks, long bytes, long heartbeats, long busy, long nanos) {
    if (recorder == null) {
      return;
    }
    if (!tryHold()) {
      if (!isHeldForGood()) {
        recorder.aside(chunks, bytes, heartbeats, busy, nanos);
      }
      return;
    }
    try {
      recorder.record(chunks, bytes, heartbeats, busy, nanos);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      release();
    }
  }

  /** The side that produces the stream ended it. */
  public void complete() {
    end(StreamEnding.of(StreamOutcome.COMPLETE, null));
  }

  /** The peer that we write to went away. */
  public void disconnect() {
    end(StreamEnding.of(StreamOutcome.CLIENT_DISCONNECT, "client_disconnect"));
  }

  /** Our own application stopped it early; or has dropped it, if a cleaner does that for it. */
  public void cancel() {
    if (CleanerThread.isCurrent()) {
      abandon("gc");
    } else {
      end(StreamEnding.of(StreamOutcome.CANCELLED, "application"));
    }
  }

  /** A deadline ended it. */
  public void timeout() {
    end(StreamEnding.of(StreamOutcome.TIMEOUT, "timeout"));
  }

  /** An exception or the provider ended it; null when no exception is at hand. */
  public void fail(@Nullable Throwable error) {
    if (error == null) {
      end(StreamEnding.of(StreamOutcome.ERROR, null));
    } else {
      failWith(Failure.of(error));
    }
  }

  /** The same, of what is known about the failure; some are a {@link #timeout()}. */
  public void failWith(Failure failure) {
    end(StreamEnding.failed(failure, outbound));
  }

  /** The peer said that it failed, in its own way; {@code error.type} is what it said. */
  public void failAs(String errorType) {
    end(new StreamEnding(StreamOutcome.ERROR, Failure.said(errorType, null), null));
  }

  @Override
  public void abandon(String reason) {
    end(StreamEnding.of(StreamOutcome.ABANDONED, reason));
  }

  @Override
  public long lastActivityNanos() {
    return recorder == null ? 0 : recorder.lastActivityNanos();
  }

  private void end(StreamEnding ending) {
    if (recorder != null && !isOver()) {
      end(ending, recorder.nanoTime());
    }
  }

  /** The stream was over at a time that may have passed: only later could that be told. */
  public void end(StreamEnding ending, long now) {
    if (recorder == null || !ENDED.compareAndSet(this, 0, 1)) {
      return;
    }
    try {
      recorder.openStreams().remove(this);
      holdForGood();
      if (timed) {
        recorder.finish(ending, now);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    Guard.end(span, recorder.wallClock().epochNanos(now));
  }

  /** Something happened to the stream that only an adapter knows; goes where its events go. */
  public void event(String name) {
    held(open -> open.note(name, Attributes.empty()));
  }
}
