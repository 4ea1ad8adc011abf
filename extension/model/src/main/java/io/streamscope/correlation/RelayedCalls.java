/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.StreamAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which call feeds a stream, and so which chunk was the first relayed one. What a stream
 * begins with need not be its answer: a status event is written when only a rewritten question has
 * been answered, or while the tool calls of an earlier round are being read. So a call is taken for
 * the feeder
 *
 * <ul>
 *   <li>rather if its answer is still being read while we write than if it is over, and rather if
 *       it is a model's than if nobody knows what it is,
 *   <li>of those that are still being read the first that was passed on more than once; until then,
 *       the last,
 *   <li>of others one that was made after something of the earlier one had been written; what was
 *       made beside it is a title, or the like.
 * </ul>
 *
 * <p>Remembers two calls. Not thread-safe: the lock of the stream guards it.
 */
final class RelayedCalls {

  private final RelayLags lags = new RelayLags();
  private @Nullable Relayed feeder;
  private @Nullable Relayed displaced;

  /** Whether nothing was relayed so far. */
  boolean isEmpty() {
    return feeder == null;
  }

  /** The call that certainly feeds the stream and still does, null if there is none. */
  @Nullable Feed flowing() {
    Relayed found = feeder;
    return found != null && found.isCertain() && found.call.isModel() && found.call.isFlowing()
        ? found.call
        : null;
  }

  /**
   * A chunk of ours was written after one of that call was read.
   *
   * @param lag how much later
   */
  void relayed(Feed call, long nanos, long lag) {
    Relayed before = feeder;
    if (before != null && before.call == call) {
      again(before, lag);
      return;
    }
    Relayed other = displaced;
    if (other != null && other.call == call) {
      again(other, lag);
    } else {
      other = new Relayed(call, nanos, lag);
    }
    if (before == null || other.displaces(before)) {
      feeder = other;
      displaced = before;
    } else if (other.rank == before.rank) {
      displaced = other;
    }
  }

  /** What was passed on only once may not have been: its lag counts with the next one. */
  private void again(Relayed relayed, long lag) {
    if (relayed.count == 1) {
      lags.add(relayed.firstLag);
    }
    relayed.count++;
    lags.add(lag);
  }

  /** The lags of what was passed on for certain; after the end, of the feeder in any case. */
  RelayLags lags() {
    return lags;
  }

  /** Says on the span of the stream which model feeds it and what it waited for. */
  void explainOn(Span span) {
    Relayed found = feeder;
    if (found == null) {
      return;
    }
    if (found.count == 1) {
      lags.add(found.firstLag);
    }
    Feed call = found.call;
    call.nameModelOn(span);
    long before = call.startNanos() - call.requestNanos();
    long model = call.firstChunkNanos() - call.startNanos();
    long relay = found.firstNanos - call.firstChunkNanos();
    if (before < 0 || model < 0 || relay < 0) {
      return;
    }
    span.setAttribute(StreamAttributes.FIRST_CHUNK_TIME, (before + model + relay) / 1e9);
    span.setAttribute(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL, before / 1e9);
    span.setAttribute(StreamAttributes.FIRST_CHUNK_MODEL_CALLS_BEFORE, call.modelCallsBefore());
    span.setAttribute(
        StreamAttributes.FIRST_CHUNK_RETRIEVAL,
        Math.min(before, call.retrievalNanosBefore()) / 1e9);
    span.setAttribute(StreamAttributes.FIRST_CHUNK_MODEL, model / 1e9);
    span.setAttribute(StreamAttributes.FIRST_CHUNK_RELAY, relay / 1e9);
  }

  /** A call of which something was passed on. */
  private static final class Relayed {

    private final Feed call;
    private final long firstNanos;
    private final int rank;
    private final boolean flowing;
    private final long firstLag;
    private long count = 1;

    Relayed(Feed call, long firstNanos, long firstLag) {
      this.call = call;
      this.firstNanos = firstNanos;
      this.firstLag = firstLag;
      this.flowing = call.isFlowing();
      this.rank = !call.isModel() ? 0 : flowing ? 2 : 1;
    }

    boolean isCertain() {
      return flowing && count > 1;
    }

    boolean displaces(Relayed other) {
      if (rank != other.rank) {
        return rank > other.rank;
      }
      return flowing ? !other.isCertain() : call.startNanos() >= other.firstNanos;
    }
  }
}
