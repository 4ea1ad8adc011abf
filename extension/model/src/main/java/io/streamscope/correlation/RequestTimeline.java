/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in one server request, as far as it explains the time to the first chunk: when it
 * came in, what retrieval took, which model calls were made and when their chunks arrived. Travels
 * in the {@link Context} from the SERVER span to every call below it, so that the stream the user
 * reads meets the model stream that feeds it. Thread-safe; constant memory.
 */
public final class RequestTimeline {

  private static final ContextKey<RequestTimeline> KEY = ContextKey.named("streamscope-request");
  private static final int OPEN_CALLS_MAX = 64;

  private final long startNanos;
  private final Object lock = new Object();
  private final List<ModelCall> openCalls = new ArrayList<>(2); // guarded by lock
  private int retrievals; // guarded by lock
  private long retrievalSince; // guarded by lock
  private long retrievalNanos; // guarded by lock
  private long goneNanos; // guarded by lock
  private volatile @Nullable ModelCall lastAnswering;
  private volatile long unrelayedNanos;

  private RequestTimeline(long startNanos) {
    this.startNanos = startNanos;
  }

  /** A context for a request that has just come in. */
  public static Context start(Context context, long nanos) {
    return context.with(KEY, new RequestTimeline(nanos));
  }

  /** The request that a context belongs to, null if to none. */
  public static @Nullable RequestTimeline fromContext(Context context) {
    return context.get(KEY);
  }

  /** When the request came in, by the model's clock. */
  public long startNanos() {
    return startNanos;
  }

  /** Something that looks up knowledge begins; may nest and overlap. */
  public void retrievalStarted(long nanos) {
    synchronized (lock) {
      if (retrievals++ == 0) {
        retrievalSince = nanos;
      }
    }
  }

  /** It is over. */
  public void retrievalEnded(long nanos) {
    synchronized (lock) {
      if (retrievals > 0 && --retrievals == 0) {
        retrievalNanos += Math.max(0, nanos - retrievalSince);
      }
    }
  }

  /** Time inside retrieval so far; what overlaps counts once. */
  public long retrievalNanos(long nanos) {
    synchronized (lock) {
      return retrievals == 0
          ? retrievalNanos
          : retrievalNanos + Math.max(0, nanos - retrievalSince);
    }
  }

  /** A model call is made. If nobody is left to read its answer, it is told so at once. */
  public void modelStarted(ModelCall call) {
    long gone;
    synchronized (lock) {
      gone = goneNanos;
      if (openCalls.size() < OPEN_CALLS_MAX) {
        openCalls.add(call);
      }
    }
    if (gone != 0) {
      call.downstreamGone(call.startNanos());
    }
  }

  /** A model call is over. */
  public void modelEnded(ModelCall call) {
    synchronized (lock) {
      openCalls.remove(call);
    }
  }

  /** A chunk of a model's answer, or all of it, was read. */
  public void modelAnswered(ModelCall call, long nanos) {
    if (lastAnswering != call) {
      lastAnswering = call;
    }
    if (unrelayedNanos == 0) {
      unrelayedNanos = nanos;
    }
  }

  /** The model call whose answer arrived last, null before any did. */
  @Nullable ModelCall lastAnswering() {
    return lastAnswering;
  }

  /** When the oldest model chunk arrived that was not relayed yet, 0 if there is none. */
  long takeUnrelayed() {
    long nanos = unrelayedNanos;
    if (nanos != 0) {
      unrelayedNanos = 0;
    }
    return nanos;
  }

  /** The reader of this request's stream has gone; model calls that go on do so for nobody. */
  void downstreamGone(long nanos) {
    List<ModelCall> orphans;
    synchronized (lock) {
      goneNanos = nanos;
      orphans = List.copyOf(openCalls);
    }
    orphans.forEach(call -> call.downstreamGone(nanos));
  }
}
