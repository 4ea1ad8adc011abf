/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The streams that have not ended. One daemon thread ends those that nobody ends: their owner was
 * garbage-collected, or nothing happened on them for the idle limit. The same thread publishes what
 * finished streams left behind. Thread-safe.
 */
public final class OpenStreams {

  private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int PAUSES_PER_IDLE_LIMIT = 8;

  private final StreamRuntime runtime;
  private final long idleNanos;
  private final Map<Abandonable, WeakReference<Object>> open = new ConcurrentHashMap<>();
  private final WeakReference<Object> noOwner = new WeakReference<>(this);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition wakeUp = lock.newCondition();
  private boolean started; // guarded by lock

  OpenStreams(StreamRuntime runtime, long idleNanos) {
    this.runtime = runtime;
    this.idleNanos = idleNanos;
  }

  /** How many streams are open. */
  public int size() {
    return open.size();
  }

  /**
   * Watches over something that has begun.
   *
   * @param owner what the application holds on to, weakly referenced; null for nothing
   */
  public void add(Abandonable stream, @Nullable Object owner) {
    open.put(stream, owner == null ? noOwner : new WeakReference<>(owner));
  }

  /** It has ended. */
  public void remove(Abandonable stream) {
    open.remove(stream);
  }

  /** Ends it when this object is garbage-collected; only weakly referenced. */
  public void owner(Abandonable stream, Object owner) {
    open.computeIfPresent(stream, (same, before) -> new WeakReference<>(owner));
  }

  /** Takes back {@link #owner}. */
  public void disowned(Abandonable stream) {
    open.computeIfPresent(stream, (same, before) -> noOwner);
  }

  /**
   * Starts the thread, if it is not running; without it, only {@link #sweep} does its work. A
   * thread keeps what its maker may do, and with it the class loaders that the maker was called
   * from (until JDK 24): the agent side calls this before there is any application.
   */
  public void start() {
    lock.lock();
    try {
      if (started) {
        return;
      }
      started = true;
      Thread thread = new Thread(null, this::sweepForever, "streamscope-sweeper", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  private void sweepForever() {
    long pause =
        Math.max(
            SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, idleNanos / PAUSES_PER_IDLE_LIMIT));
    while (true) {
      pause(pause);
      Guard.run(this::sweep);
    }
  }

  /** Whoever interrupts this thread of ours means another one. */
  private void pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0) {
        left = wakeUp.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Guard.swallowed(interrupted);
    } finally {
      lock.unlock();
    }
  }

  /** Ends what nobody else ends and publishes what is due; the sweeper's work, once. */
  public void sweep() {
    long now = runtime.nanoTime();
    open.forEach((stream, owner) -> Guard.run(() -> sweep(stream, owner, now)));
    runtime.metrics().publishGaps();
  }

  private void sweep(Abandonable stream, WeakReference<Object> owner, long now) {
    if (owner.refersTo(null)) {
      stream.abandon("gc");
    } else if (now - stream.lastActivityNanos() > idleNanos) {
      stream.abandon("idle");
    } else {
      stream.sweep(now);
    }
  }

  /**
   * Waits until all have ended and their requests had a moment to follow.
   *
   * @param graceNanos no longer than this
   */
  public void awaitEnd(long graceNanos) {
    long start = System.nanoTime(); // of a process that ends, whatever clock the streams have
    long emptySince = start;
    for (long now = start; now - start < graceNanos; now = System.nanoTime()) {
      if (!open.isEmpty()) {
        emptySince = now;
      } else if (emptySince == start || now - emptySince > MOMENT_NANOS) {
        return;
      }
      LockSupport.parkNanos(SHORTEST_PAUSE_NANOS);
    }
  }

  /** The process ends: nothing that is still open would be seen otherwise. */
  public void shutdown() {
    abandonIf(stream -> !(stream instanceof StreamSpan)); // what has streams knows how they end
    abandonIf(stream -> true);
    runtime.metrics().publishGaps();
  }

  private void abandonIf(Predicate<Abandonable> which) {
    open.keySet().stream()
        .filter(which)
        .forEach(stream -> Guard.run(() -> stream.abandon("shutdown")));
  }
}
