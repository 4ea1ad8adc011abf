/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.Guard;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one connection that send, where they tell of their message only when they return. A peer
 * may have read a message and closed the connection before the call that sends it has returned:
 * what is told at the end waits until it has, a second at most. Thread-safe.
 */
public final class PendingSends {

  private static final long PATIENCE_NANOS = 1_000_000_000L;

  private final @Nullable TraceField trace;
  private final AtomicInteger sends = new AtomicInteger();
  private volatile @Nullable Runnable last;
  private volatile long sinceNanos;

  /**
   * @param trace which texts are given the trace that they are sent in, null for none
   */
  PendingSends(@Nullable TraceField trace) {
    this.trace = trace;
  }

  /** Whether texts are given the trace that they are sent in. */
  public boolean isTraceWritten() {
    return trace != null;
  }

  /**
   * A whole text is about to be sent: by whoever has the current context.
   *
   * @return what is to be sent instead, with the trace that it is sent in; null, almost always, if
   *     it stays as it is
   */
  public @Nullable String withTrace(@Nullable CharSequence text) {
    TraceField field = trace;
    return field == null || text == null ? null : field.into(text, Span.current().getSpanContext());
  }

  /** A call begins; {@link #ended} must follow, whatever comes of it. */
  public void begun() {
    sends.incrementAndGet();
  }

  /** It is over, and the session knows what it has sent. */
  public void ended() {
    if (sends.decrementAndGet() <= 0) {
      run();
    }
  }

  /** Does something once nothing is being sent any more: at once, if nothing is. */
  void whenOver(Runnable what, long nanos) {
    sinceNanos = nanos;
    last = what;
    if (sends.get() <= 0) {
      run();
    }
  }

  /** Nobody waits any more. */
  void giveUp() {
    run();
  }

  /** A call that does not return is not waited for. */
  void sweep(long nanos) {
    if (last != null && nanos - sinceNanos > PATIENCE_NANOS) {
      run();
    }
  }

  private void run() {
    if (last == null) { // almost always: who sets it asks afterwards how many are sending
      return;
    }
    Runnable what;
    synchronized (this) {
      what = last;
      last = null;
    }
    if (what != null) {
      Guard.run(what);
    }
  }
}
