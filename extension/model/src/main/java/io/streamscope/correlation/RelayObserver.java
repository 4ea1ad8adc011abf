/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.stream.StreamMetrics;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSummary;
import org.jspecify.annotations.Nullable;

/**
 * Joins an outbound stream with the model call that feeds it: explains the time to the first
 * relayed chunk, measures how long model chunks wait to be passed on, and tells the model call when
 * its reader has gone ({@code docs/attributes.md}). Another request than the one that the stream
 * answers may feed it: whose context is current while we write. One per stream; called under the
 * stream's lock.
 */
public final class RelayObserver implements StreamObserver {

  private final RequestTimeline timeline;
  private final StreamMetrics metrics;
  private @Nullable RelayedCalls relayed; // null until something was read
  private @Nullable FeedingRequests others; // null until another request has written
  private long lastNanos;

  /** Follows a stream of the request that the timeline belongs to. */
  public RelayObserver(RequestTimeline timeline, StreamMetrics metrics) {
    this.timeline = timeline;
    this.metrics = metrics;
  }

  @Override
  public void onChunks(long count, long nanos) {
    long previous = lastNanos;
    lastNanos = nanos;
    RequestTimeline writer = writer(Context.current());
    RelayedCalls calls = relayed;
    Feed call = calls == null ? null : calls.flowing();
    if (call == null) {
      call = writer.feeding();
    }
    if (call == null) {
      return;
    }
    if (calls == null) {
      calls = new RelayedCalls();
      relayed = calls;
    }
    long unrelayed = call.takeUnrelayed();
    if (unrelayed != 0) {
      // what was read before our last chunk has been followed by that one, whosever it was
      calls.relayed(call, nanos, Math.max(0, nanos - Math.max(unrelayed, previous)));
    } else if (calls.isEmpty()) {
      calls.relayed(call, nanos, RelayLags.NONE); // another stream has taken it
    }
  }

  /** The request in whose context this chunk is written, if that made a call; else our own. */
  private RequestTimeline writer(Context context) {
    RequestTimeline current = RequestTimeline.fromContext(context);
    if (current == null || current == timeline) {
      return timeline;
    }
    FeedingRequests requests = others;
    if (requests == null) {
      requests = new FeedingRequests();
      others = requests;
    }
    requests.wrote(current, context);
    return current.feeding() == null ? timeline : current;
  }

  @Override
  public void onEnd(StreamSummary summary, Span span) {
    RelayedCalls calls = relayed;
    if (calls != null) {
      calls.explainOn(span);
      RelayLags lags = calls.lags();
      if (!lags.isEmpty()) {
        lags.report(span, metrics.relayLags(summary.protocol()), summary.durationNanos());
      }
      relayed = null; // the application may keep what keeps the stream
    }
    if (others != null) {
      others.linkFrom(span);
    }
    if (isReaderGone(summary.outcome())) {
      timeline.downstreamGone(summary.endNanos());
    }
    others = null;
  }

  /** A stream that nobody ended may well have a reader. */
  private static boolean isReaderGone(StreamOutcome outcome) {
    return outcome != StreamOutcome.COMPLETE && outcome != StreamOutcome.ABANDONED;
  }
}
