/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one server request did, as far as it explains the time to the first chunk of its answer:
 * when it came in, what retrieval took, which calls were made and when their chunks arrived.
 * Travels in the {@link Context} from the SERVER span to every call below it, so that the stream
 * the user reads meets the model stream that feeds it. Thread-safe; constant memory.
 */
public final class RequestTimeline {

  private static final ContextKey<RequestTimeline> KEY = ContextKey.named("streamscope-request");
  private static final int OPEN_CALLS_MAX = 64;

  private volatile long startNanos;
  private final Object lock = new Object();
  private @Nullable List<Feed> openCalls; // guarded by lock; null before the first
  private int modelCalls; // guarded by lock
  private int retrievals; // guarded by lock
  private long retrievalSince; // guarded by lock
  private long retrievalNanos; // guarded by lock
  private long goneNanos; // guarded by lock
  private volatile @Nullable Feed lastStreamedModel;
  private volatile @Nullable Feed lastModel;
  private volatile @Nullable Feed lastPlainStream;
  private volatile SpanContext serverSpan = SpanContext.getInvalid();

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

  /** The SERVER span of a request has started; it is current in the context. */
  public static void serverSpanStarted(Context context) {
    RequestTimeline timeline = fromContext(context);
    if (timeline != null) {
      timeline.serverSpan = Span.fromContext(context).getSpanContext();
    }
  }

  /** The SERVER span of the request, invalid if nobody told of it. */
  SpanContext serverSpan() {
    return serverSpan;
  }

  /** When the request came in, by the model's clock. */
  public long startNanos() {
    return startNanos;
  }

  /** The request has gone on until now: what is made of it is measured from here. */
  public void requestedUntil(long nanos) {
    startNanos = nanos;
  }

  /** Whether something is under way of which an answer may come. */
  public boolean isBusy() {
    synchronized (lock) {
      return retrievals > 0 || (openCalls != null && !openCalls.isEmpty());
    }
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

  /** How many model calls were made so far. */
  int modelCalls() {
    synchronized (lock) {
      return modelCalls;
    }
  }

  /** A call is made. If nobody is left to read its answer, it is told so at once. */
  void opened(Feed call) {
    long gone;
    synchronized (lock) {
      gone = goneNanos;
      if (call.isModel()) {
        modelCalls++;
      }
      List<Feed> open = openCalls;
      if (open == null) {
        open = new ArrayList<>(2);
        openCalls = open;
      }
      if (open.size() < OPEN_CALLS_MAX) {
        open.add(call);
      }
    }
    if (gone != 0) {
      call.downstreamGone(gone);
    }
  }

  /** A call is over. */
  void closed(Feed call) {
    synchronized (lock) {
      if (openCalls != null) {
        openCalls.remove(call);
      }
    }
  }

  /** A chunk of an answer, or all of it, was read; almost always of the same call as before. */
  void answered(Feed call) {
    if (!call.isModel()) {
      if (lastPlainStream != call) {
        lastPlainStream = call;
      }
      return;
    }
    if (lastModel != call) {
      lastModel = call;
    }
    if (call.kind() == Feed.Kind.STREAMED_MODEL && lastStreamedModel != call) {
      lastStreamedModel = call;
    }
  }

  /**
   * The call whose answer is being passed on, if anything is: a streamed answer of a model that is
   * still being read; else that of the model which answered last; a stream without a model only
   * where no model has answered. Null before any did.
   */
  @Nullable Feed feeding() {
    Feed streamed = lastStreamedModel;
    if (streamed != null && streamed.isFlowing()) {
      return streamed;
    }
    Feed model = lastModel;
    return model != null ? model : lastPlainStream;
  }

  /** Nobody is left to read the answer to this request; calls that go on do so for nobody. */
  public void downstreamGone(long nanos) {
    List<Feed> orphans;
    synchronized (lock) {
      if (goneNanos == 0) {
        goneNanos = nanos;
      }
      orphans = openCalls == null ? List.of() : List.copyOf(openCalls);
    }
    orphans.forEach(call -> call.downstreamGone(nanos));
  }
}
