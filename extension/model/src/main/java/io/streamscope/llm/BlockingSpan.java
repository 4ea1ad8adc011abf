/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.Abandonable;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.WallClock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The span of a call whose answer comes as a whole: what the stream is to a streamed one. Every
 * method may be called from any thread; the first ending wins; nothing is thrown.
 */
final class BlockingSpan implements Abandonable {

  private final StreamRuntime runtime;
  private final Span span;
  private final WallClock wallClock;
  private final Owner owner;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile long answeredNanos;

  BlockingSpan(StreamRuntime runtime, Span span, WallClock wallClock, Owner owner) {
    this.runtime = runtime;
    this.span = span;
    this.wallClock = wallClock;
    this.owner = owner;
  }

  /** From now on it is watched over. */
  void opened() {
    runtime.openStreams().add(this, null);
  }

  boolean isOver() {
    return ended.get();
  }

  void ownedBy(Object holder) {
    if (!ended.get()) {
      runtime.openStreams().owner(this, holder);
    }
  }

  void disowned() {
    runtime.openStreams().disowned(this);
  }

  /** The answer is there; somebody has yet to read it. */
  void answerArrived() {
    answeredNanos = runtime.nanoTime();
  }

  @Override
  public long lastActivityNanos() {
    long answered = answeredNanos;
    return answered == 0 ? runtime.nanoTime() : answered; // a model may think for long
  }

  @Override
  public void abandon(String reason) {
    owner.abandoned(reason);
  }

  /**
   * It is over.
   *
   * @param failure why it failed, null if it did not
   * @param outcome null if all is well, or if the failure says it
   * @param reason why it was stopped, null if it was not
   */
  void end(@Nullable Failure failure, @Nullable StreamOutcome outcome, @Nullable String reason) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long now = runtime.nanoTime();
    Guard.run(() -> describe(failure, outcome, reason, now));
    Guard.end(span, wallClock.epochNanos(now));
  }

  private void describe(
      @Nullable Failure failure,
      @Nullable StreamOutcome outcome,
      @Nullable String reason,
      long now) {
    runtime.openStreams().remove(this);
    if (outcome != null) {
      span.setAttribute(StreamAttributes.OUTCOME, outcome.value());
    }
    if (reason != null) {
      span.setAttribute(StreamAttributes.CANCEL_REASON, reason);
    }
    if (failure != null) {
      failure.writeTo(span, wallClock.epochNanos(now));
    }
    owner.ended(failure, failure == null && outcome == null, now);
  }

  /** Whose span it is. */
  interface Owner {

    /** Nobody is left to end it. */
    void abandoned(String reason);

    /**
     * It is about to end.
     *
     * @param answered whether the answer has come
     */
    void ended(@Nullable Failure failure, boolean answered, long nanos);
  }
}
