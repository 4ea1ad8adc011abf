/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.StreamDirection;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSide;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The turns of a session that are not over: few, and no more than a handful. Thread-safe, but for
 * {@link #of} and {@link #goneOn}: messages come in one at a time.
 */
final class SessionTurns {

  private static final int OPEN_MAX = 16;
  private static final AtomicLongFieldUpdater<SessionTurns> CUT =
      AtomicLongFieldUpdater.newUpdater(SessionTurns.class, "cut");

  private final WebSocketTelemetry telemetry;
  private final WebSocketPeer peer;
  private final Attributes labels;
  private final TurnBudget budget;
  private final ArrayDeque<WebSocketTurn> open = new ArrayDeque<>(1); // guarded by this
  private volatile long cut; // messages for which there was no turn; written where they come in
  private long cutTold; // guarded by this
  private @Nullable String name; // of their spans; null before the first
  private volatile @Nullable WebSocketTurn latest;
  private volatile @Nullable WebSocketTurn current; // of the message that came last

  /**
   * @param labels of its metrics
   */
  SessionTurns(WebSocketTelemetry telemetry, WebSocketPeer peer, Attributes labels, long nanos) {
    this.telemetry = telemetry;
    this.peer = peer;
    this.labels = labels;
    this.budget = new TurnBudget(nanos);
  }

  /**
   * The turn that a message begins, or goes on with; null if it causes none, or there are too many.
   *
   * @param session the part of the session that the message belongs to
   */
  @Nullable WebSocketTurn of(
      MessageMeaning meaning, MessageType type, long bytes, StreamSpan session, long nanos) {
    return switch (meaning.kind()) {
      case QUESTION -> {
        WebSocketTurn turn = of(type, bytes, session, meaning.sender(), nanos);
        if (turn != null) {
          turn.messageId(meaning.id());
        }
        yield turn;
      }
      case MORE -> goneOn(bytes, nanos);
      case HEARTBEAT -> {
        session.heartbeat();
        yield null;
      }
      case PROTOCOL -> null;
    };
  }

  private @Nullable WebSocketTurn of(
      MessageType type, long bytes, StreamSpan session, Context sender, long nanos) {
    WebSocketTurn last = current;
    if (last != null && last.goesOnWith(type) && !last.isOver()) {
      last.asked(1, bytes, nanos);
      return last;
    }
    current = null;
    if (!budget.take(nanos)) {
      CUT.lazySet(this, cut + 1);
      return null;
    }
    WebSocketTurn turn = begin(type, session, sender, nanos);
    turn.asked(1, bytes, nanos);
    add(turn);
    return turn;
  }

  /** The turn of the message of which this is a further part, null if it has none. */
  @Nullable WebSocketTurn goneOn(long bytes, long nanos) {
    WebSocketTurn last = current;
    if (last == null || last.isOver()) {
      return null;
    }
    last.asked(0, bytes, nanos);
    return last;
  }

  private WebSocketTurn begin(MessageType type, StreamSpan session, Context sender, long nanos) {
    boolean below =
        telemetry.settings().turnsBelowSession()
            && !Span.fromContext(sender).getSpanContext().isValid();
    Context start = RequestTimeline.start(below ? session.context() : sender, nanos);
    RequestTimeline timeline = Objects.requireNonNull(RequestTimeline.fromContext(start));
    WebSocketTurn turn = new WebSocketTurn(this, timeline, type);
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                new StreamStart(
                    name(),
                    SpanKind.CONSUMER,
                    start,
                    StreamProtocol.WEBSOCKET,
                    StreamDirection.OUTBOUND,
                    StreamSide.SERVER,
                    peer.label(),
                    nanos,
                    peer.attributes(),
                    turn));
    if (!below) {
      stream.span().addLink(session.span().getSpanContext());
    }
    turn.begun(stream, nanos);
    return turn;
  }

  private String name() {
    String known = name;
    if (known == null) {
      known = peer.named("websocket_turn");
      name = known;
    }
    return known;
  }

  /** Those that were answered are over when the next one begins. */
  private void add(WebSocketTurn turn) {
    List<WebSocketTurn> over = List.of();
    synchronized (this) {
      if (!open.isEmpty()) {
        over = makeRoom();
      }
      open.addLast(turn);
      latest = turn;
      current = turn;
    }
    over.forEach(WebSocketTurn::end);
  }

  private List<WebSocketTurn> makeRoom() {
    List<WebSocketTurn> over = new ArrayList<>(1);
    open.removeIf(other -> other.isAnswered() && over.add(other));
    if (open.size() >= OPEN_MAX) {
      over.add(open.removeFirst());
    }
    return over;
  }

  /**
   * The one that a message is an answer to: that of the context, else the last one.
   *
   * @param startNanos when the application began to send it
   */
  @Nullable WebSocketTurn answeredIn(Context context, long startNanos) {
    WebSocketTurn last = latest;
    if (last == null) {
      return null;
    }
    WebSocketTurn turn = WebSocketTurn.of(context, this);
    if (turn != null) {
      return turn;
    }
    WebSocketTurn asked = last.isAskedBy(startNanos) ? last : openAt(startNanos);
    return asked == null || asked.isOver() ? null : asked;
  }

  /** The last one that had begun by then: the peer may ask again before our call has returned. */
  private synchronized @Nullable WebSocketTurn openAt(long nanos) {
    Iterator<WebSocketTurn> backwards = open.descendingIterator();
    while (backwards.hasNext()) {
      WebSocketTurn turn = backwards.next();
      if (turn.isAskedBy(nanos)) {
        return turn;
      }
    }
    return null;
  }

  /** It has ended, for whatever reason. */
  void ended(WebSocketTurn turn, StreamOutcome outcome, long durationNanos) {
    synchronized (this) {
      open.remove(turn);
    }
    telemetry.metrics().turnEnded(labels, outcome, durationNanos);
  }

  /** Ends those of which nothing will come. */
  void sweep(long nanos) {
    tellCut();
    if (latest == null && current == null) {
      return;
    }
    long quiet = telemetry.settings().quietNanos();
    List<WebSocketTurn> over = new ArrayList<>(1);
    synchronized (this) {
      open.removeIf(turn -> turn.isOverBy(nanos, quiet) && over.add(turn));
      if (open.isEmpty()) {
        latest = null;
        current = null; // a session that is idle keeps nothing
      }
    }
    over.forEach(WebSocketTurn::end);
  }

  /** The connection is going to be closed; the application may know it sooner than we do. */
  synchronized void left(@Nullable WebSocketClose how) {
    if (how != null && how.remote()) {
      open.forEach(turn -> turn.left(how.isNormal()));
    }
  }

  /** The connection is closed. */
  void end(StreamOutcome outcome, String reason, long nanos) {
    tellCut();
    List<WebSocketTurn> over;
    synchronized (this) {
      over = List.copyOf(open);
      open.clear();
      latest = null;
      current = null;
    }
    over.forEach(turn -> turn.end(outcome, reason, nanos));
  }

  /** One by one it would cost more than the messages. */
  private synchronized void tellCut() {
    long count = cut - cutTold;
    if (count > 0) {
      telemetry.streams().runtime().metrics().dropped("websocket_turn", count);
      cutTold += count;
    }
  }

  WebSocketTelemetry telemetry() {
    return telemetry;
  }
}
