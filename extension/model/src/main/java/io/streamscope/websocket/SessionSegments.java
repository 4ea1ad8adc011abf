/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.streamscope.stream.StreamDirection;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSide;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import io.streamscope.stream.TraceCut;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a session, one after the other, each linked with the one before. A part ends when it
 * has been long enough, and the next one begins when something passes: of a session on which
 * nothing does, only numbers and a span context are kept. Thread-safe.
 */
final class SessionSegments {

  private final WebSocketTelemetry telemetry;
  private final WebSocketPeer peer;
  private final MessageTallies tallies;
  private final Consumer<Span> describe;
  private Context parent; // guarded by this
  private int number; // guarded by this
  private SpanContext before = SpanContext.getInvalid(); // guarded by this
  private volatile @Nullable SessionSegment open; // null while nothing passes

  /**
   * @param handshake what opened the connection
   * @param describe tells on the span of a part that ends what is known of the whole session
   */
  SessionSegments(
      WebSocketTelemetry telemetry,
      Context handshake,
      WebSocketPeer peer,
      MessageTallies tallies,
      Consumer<Span> describe) {
    this.telemetry = telemetry;
    this.peer = peer;
    this.tallies = tallies;
    this.describe = describe;
    this.parent = peer.side() == StreamSide.CLIENT ? handshake : onlySpanOf(handshake);
  }

  /** The request that opened the connection is over, the connection is not. */
  private static Context onlySpanOf(Context context) {
    return Context.root().with(Span.wrap(Span.fromContext(context).getSpanContext()));
  }

  /** The part that something which passes at this time belongs to. */
  SessionSegment at(long nanos) {
    SessionSegment current = open;
    return current == null || current.isDue(nanos) ? next(nanos) : current;
  }

  /** A handler of the application has run, for so long. */
  void handled(long nanos) {
    SessionSegment current = open;
    if (current != null) {
      current.stream().handled(nanos);
    }
  }

  private synchronized SessionSegment next(long nanos) {
    SessionSegment current = open;
    if (current != null && !current.isDue(nanos)) {
      return current;
    }
    endOpen(StreamEnding.of(StreamOutcome.COMPLETE, null), nanos);
    long due = nanos + telemetry.settings().segmentNanos();
    SessionSegment next = new SessionSegment(tallies, ++number, due, describe);
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                new StreamStart(
                    peer.named(StreamProtocol.WEBSOCKET.spanName()),
                    SpanKind.INTERNAL,
                    parent,
                    StreamProtocol.WEBSOCKET,
                    StreamDirection.BOTH,
                    peer.side(),
                    peer.label(),
                    nanos,
                    peer.attributes(),
                    next));
    if (before.isValid()) {
      stream.span().addLink(before);
    }
    long traceLimit = telemetry.streams().runtime().traceLimitNanos();
    next.begun(stream, new TraceCut(stream, nanos, traceLimit));
    open = next;
    return next;
  }

  private void endOpen(StreamEnding ending, long nanos) {
    SessionSegment current = open;
    if (current != null) {
      open = null;
      before = current.stream().span().getSpanContext();
      parent = onlySpanOf(parent);
      current.stream().end(ending, nanos);
    }
  }

  /** Ends the open part if it has been long enough. */
  void sweep(long nanos) {
    SessionSegment current = open;
    if (current != null && current.isDue(nanos)) {
      synchronized (this) {
        if (open == current) {
          endOpen(StreamEnding.of(StreamOutcome.COMPLETE, null), nanos);
        }
      }
    }
  }

  /** The session is over; if it was silent, a last part says how. */
  synchronized void end(StreamEnding ending, long nanos) {
    at(nanos);
    endOpen(ending, nanos);
  }
}
