/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamSummary;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call as the request that it is made in sees it: what it brings may feed the stream that answers
 * the request. Whoever makes the call has one of these and reports to it. Thread-safe; chunks and
 * the end of a streamed call come under its stream's lock.
 */
public final class Feed {

  /** What a call brings. */
  public enum Kind {
    /** The answer of a model, piece by piece. */
    STREAMED_MODEL,
    /** The answer of a model, all of it at once. */
    BLOCKING_MODEL,
    /** A stream of which nobody knows what is behind it. */
    PLAIN_STREAM
  }

  private final Kind kind;
  private final @Nullable RequestTimeline timeline;
  private final Consumer<Span> model;
  private final long startNanos;
  private final long retrievalNanosBefore;
  private final int modelCallsBefore;
  private final Orphan orphan = new Orphan();
  private volatile @Nullable StreamSpan stream; // null if the call is not streamed
  private volatile long firstChunkNanos;
  private volatile long unrelayedNanos;
  private volatile boolean over;

  private Feed(
      Kind kind, @Nullable RequestTimeline timeline, long startNanos, Consumer<Span> model) {
    this.kind = kind;
    this.timeline = timeline;
    this.startNanos = startNanos;
    this.model = model;
    this.retrievalNanosBefore = timeline == null ? 0 : timeline.retrievalNanos(startNanos);
    this.modelCallsBefore = timeline == null ? 0 : timeline.modelCalls();
  }

  /**
   * A call that is made in a context; {@link #opened} has to follow.
   *
   * @param startNanos when it was made, by the model's clock
   * @param model says on the stream that the call feeds which model was asked
   */
  public static Feed of(Context context, Kind kind, long startNanos, Consumer<Span> model) {
    return new Feed(kind, RequestTimeline.fromContext(context), startNanos, model);
  }

  /** A call that feeds nothing, of which only the first chunk is of interest. */
  public static Feed none() {
    return new Feed(Kind.BLOCKING_MODEL, null, 0, span -> {});
  }

  /**
   * The call has its span.
   *
   * @param own the stream of a streamed call, null for another
   */
  public void opened(@Nullable StreamSpan own) {
    stream = own;
    if (timeline != null) {
      timeline.opened(this);
    }
  }

  /** Chunks of a streamed answer were read. */
  public void onChunks(long count, long nanos) {
    answered(nanos);
    orphan.onChunks(count);
  }

  /** A chunk of the answer, or all of it, was read. */
  public void answered(long nanos) {
    if (firstChunkNanos == 0) {
      firstChunkNanos = nanos;
    }
    if (timeline != null) {
      if (unrelayedNanos == 0) {
        unrelayedNanos = nanos;
      }
      timeline.answered(this);
    }
  }

  /** The call is over, answered or not. */
  public void over() {
    over = true;
    if (timeline != null) {
      timeline.closed(this);
    }
  }

  /**
   * A streamed call is over: says so on its span if nobody stopped it after its reader had gone.
   *
   * @return whether nobody did
   */
  public boolean onEnd(StreamSummary summary, Span span) {
    over();
    return orphan.onEnd(summary, span);
  }

  /** Chunks that arrived for nobody. */
  public long orphanedChunks() {
    return orphan.chunks();
  }

  /** Whether any of the answer has arrived. */
  public boolean isAnswered() {
    return firstChunkNanos != 0;
  }

  /** Whoever was to read the answer has gone. A blocking call cannot be stopped half-way. */
  void downstreamGone(long nanos) {
    StreamSpan own = stream;
    if (own != null && !over && !orphan.isOrphaned()) {
      orphan.orphaned(Math.max(startNanos, nanos));
      own.event("downstream_disconnected");
    }
  }

  Kind kind() {
    return kind;
  }

  boolean isModel() {
    return kind != Kind.PLAIN_STREAM;
  }

  /** Whether more may come of it. */
  boolean isFlowing() {
    return !over && kind != Kind.BLOCKING_MODEL;
  }

  /** When the request came in that the call was made in. */
  long requestNanos() {
    return timeline == null ? startNanos : timeline.startNanos();
  }

  long startNanos() {
    return startNanos;
  }

  long retrievalNanosBefore() {
    return retrievalNanosBefore;
  }

  /** How many model calls the request had made before this one. */
  int modelCallsBefore() {
    return modelCallsBefore;
  }

  /** When its first chunk, or its whole answer, arrived; 0 before that. */
  long firstChunkNanos() {
    return firstChunkNanos;
  }

  /** When the oldest chunk arrived that was not relayed yet, 0 if there is none. */
  long takeUnrelayed() {
    long nanos = unrelayedNanos;
    if (nanos != 0) {
      unrelayedNanos = 0;
    }
    return nanos;
  }

  /** Says on the stream that this call feeds which model was asked. */
  void nameModelOn(Span fed) {
    model.accept(fed);
  }
}
