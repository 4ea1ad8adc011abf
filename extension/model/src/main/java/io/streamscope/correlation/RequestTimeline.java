/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.stream.StreamSpan;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
  private static final VarHandle UNRELAYED;

  static {
    try {
      UNRELAYED =
          MethodHandles.lookup().findVarHandle(RequestTimeline.class, "unrelayedNanos", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final long startNanos;
  private final Routes routes;
  private final boolean headOnly;
  private final Object lock = new Object();
  private final List<ModelCall> openCalls = new ArrayList<>(2); // guarded by lock
  private int retrievals; // guarded by lock
  private long retrievalSince; // guarded by lock
  private long retrievalNanos; // guarded by lock
  private long goneNanos; // guarded by lock
  private volatile @Nullable ModelCall lastAnswering;
  private volatile long unrelayedNanos;
  private volatile @Nullable ResponseStream response;
  private volatile boolean served;
  private volatile @Nullable Throwable failure;

  private RequestTimeline(long startNanos, Routes routes, boolean headOnly) {
    this.startNanos = startNanos;
    this.routes = routes;
    this.headOnly = headOnly;
  }

  /**
   * A context for a request that has just come in.
   *
   * @param routes tells the request's route, null while unknown, from a context of the request
   */
  public static Context start(Context context, long nanos, Routes routes) {
    return start(context, nanos, routes, false);
  }

  /**
   * The same.
   *
   * @param headOnly whether the client asks for nothing but the headers
   */
  public static Context start(Context context, long nanos, Routes routes, boolean headOnly) {
    return context.with(KEY, new RequestTimeline(nanos, routes, headOnly));
  }

  /** The request that a context belongs to, null if to none. */
  public static @Nullable RequestTimeline fromContext(Context context) {
    return context.get(KEY);
  }

  /** When the request came in, by the model's clock. */
  public long startNanos() {
    return startNanos;
  }

  /** The route of the request as its SERVER span has it, null while unknown. */
  public @Nullable String route(Context context) {
    return routes.of(context);
  }

  /** Whether the response has no body, whatever its headers say: it answers a {@code HEAD}. */
  public boolean isHeadOnly() {
    return headOnly;
  }

  /** The server that writes the response is watched: it knows when the last byte is out. */
  public void servedByWatchedServer() {
    served = true;
  }

  /** Whether {@link #servedByWatchedServer} was called. */
  public boolean isServedByWatchedServer() {
    return served;
  }

  /**
   * The application failed while it answered, and its framework keeps that to itself: the server
   * will end the response as if all were well.
   */
  public void failed(Throwable cause) {
    failure = cause;
  }

  /** What {@link #failed} was told last, null if nothing. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** The request is answered by a stream. */
  public void answeredBy(StreamSpan stream, boolean countsItself) {
    response = new ResponseStream(stream, countsItself);
  }

  /** The stream that answers the request, null if there is none so far. */
  public @Nullable ResponseStream response() {
    return response;
  }

  /** Where the agent keeps the route of a request. */
  public interface Routes {

    /** The route, null while unknown. */
    @Nullable String of(Context context);
  }

  /**
   * The stream that answers a request.
   *
   * @param countsItself whether whoever opened it also reports its chunks, and how long sending
   *     them takes
   */
  public record ResponseStream(StreamSpan stream, boolean countsItself) {}

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
      UNRELAYED.setRelease(this, nanos);
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
      UNRELAYED.setRelease(this, 0L);
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
