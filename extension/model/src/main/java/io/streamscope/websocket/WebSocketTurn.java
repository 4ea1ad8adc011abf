/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.correlation.RelayObserver;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamSummary;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One message that came in, and all that is sent because of it: a stream whose request is the
 * message. Its context is current while the application handles the message; what is sent in that
 * context, on whatever thread, is its answer. Thread-safe.
 */
final class WebSocketTurn implements StreamObserver {

  private static final ContextKey<WebSocketTurn> KEY = ContextKey.named("streamscope-turn");

  private static final StreamSpan NONE = StreamSpan.none(Context.root());
  private static final AtomicIntegerFieldUpdater<WebSocketTurn> HANDLERS =
      AtomicIntegerFieldUpdater.newUpdater(WebSocketTurn.class, "handlers");
  private static final AtomicLongFieldUpdater<WebSocketTurn> LAST_NANOS =
      AtomicLongFieldUpdater.newUpdater(WebSocketTurn.class, "lastNanos");

  /** What has not been answered yet may still be: this many times as long as an answer pauses. */
  private static final int UNANSWERED = 10;

  private final SessionTurns session;
  private final RequestTimeline timeline;
  private final RelayObserver relay;
  private final MessageType type;
  private volatile int handlers; // changed by HANDLERS
  private StreamSpan stream = NONE; // set once, before it is handed out
  private Context context = Context.root(); // the same
  private long startNanos; // the same
  private volatile long lastNanos;
  private volatile boolean answered;
  private volatile boolean left;
  private volatile boolean done;
  private volatile long messages;
  private volatile long bytes;

  WebSocketTurn(SessionTurns session, RequestTimeline timeline, MessageType type) {
    this.session = session;
    this.timeline = timeline;
    this.relay = new RelayObserver(timeline, session.telemetry().streams().runtime().metrics());
    this.type = type;
  }

  void begun(StreamSpan open, long nanos) {
    stream = open;
    context = open.context().with(KEY, this);
    startNanos = nanos;
    lastNanos = nanos;
    RequestTimeline.serverSpanStarted(context);
  }

  /** The turn of this session that a context belongs to, null if to none. */
  static @Nullable WebSocketTurn of(Context context, SessionTurns session) {
    WebSocketTurn turn = context.get(KEY);
    return turn != null && turn.session == session ? turn : null;
  }

  /** The turn that a context belongs to, null if to none. */
  static @Nullable WebSocketTurn of(Context context) {
    return context.get(KEY);
  }

  /** Whether a context belongs to a turn. */
  static boolean isIn(Context context) {
    return context.get(KEY) != null;
  }

  /** The turn that a context belongs to, if it belongs to one, has failed. */
  static void failed(Context context, Throwable thrown) {
    WebSocketTurn turn = context.get(KEY);
    if (turn != null) {
      turn.failed(thrown);
    }
  }

  StreamSpan stream() {
    return stream;
  }

  /** What is to be current while the message is handled. */
  Context context() {
    return context;
  }

  /** The id of its message, null if it has none. */
  void messageId(@Nullable String id) {
    stream.span().setAttribute(WebSocketAttributes.MESSAGE_ID, id);
  }

  boolean isOver() {
    return stream.isOver();
  }

  /** Whether its message had come by then. */
  boolean isAskedBy(long nanos) {
    return nanos - startNanos >= 0;
  }

  /** Whether another message of this type only goes on with what this one began: a voice. */
  boolean goesOnWith(MessageType next) {
    return type == MessageType.BINARY && next == MessageType.BINARY && !answered;
  }

  /** A message that began the turn, goes on with it, or a part of it has come in. */
  void asked(long count, long size, long nanos) {
    messages += count; // one message of a session at a time
    bytes += size;
    if (!answered) {
      stream.requestedUntil(nanos);
      timeline.requestedUntil(nanos);
    }
  }

  void handling() {
    HANDLERS.incrementAndGet(this);
  }

  void handled() {
    handled(session.telemetry().nanoTime(), null);
  }

  void handled(long nanos, @Nullable Throwable thrown) {
    HANDLERS.decrementAndGet(this);
    lastNanos = nanos;
    if (thrown != null) {
      failed(thrown);
    }
  }

  void failed(Throwable thrown) {
    stream.fail(thrown);
  }

  /** A message was sent because of it. */
  void sent(long size, long busyNanos, long nanos) {
    if (!answered) {
      answered = true;
    }
    LAST_NANOS.lazySet(this, nanos); // once a chunk, and nobody waits for it
    stream.sentBy(1, size, busyNanos, nanos);
  }

  /** Whether nothing seems to be under way any more. */
  boolean isQuiet() {
    return handlers == 0 && !timeline.isBusy();
  }

  /** Whether it was answered, as far as one can tell when the next message comes in. */
  boolean isAnswered() {
    return answered && isQuiet();
  }

  /** Whether nothing has come for so long that nothing will. */
  boolean isOverBy(long nanos, long quietNanos) {
    return isQuiet()
        && !left
        && nanos - lastNanos > (answered ? quietNanos : UNANSWERED * quietNanos);
  }

  /**
   * The peer leaves: what is under way now is for nobody, and is stopped for that.
   *
   * @param satisfied it says that it has what it wanted; a handler that has answered may only be
   *     about to return
   */
  void left(boolean satisfied) {
    if (timeline.isBusy()) {
      left = true;
    } else if (satisfied && answered) {
      done = true;
    }
  }

  /** It was over with what happened last. */
  void end() {
    stream.end(StreamEnding.of(StreamOutcome.COMPLETE, null), lastNanos);
  }

  /** The connection is closed: what is still under way is for nobody. */
  void end(StreamOutcome outcome, String reason, long nanos) {
    boolean closing = outcome == StreamOutcome.CANCELLED && handlers > 0;
    if (closing && !timeline.isBusy()) {
      stream.end(StreamEnding.of(StreamOutcome.COMPLETE, null), nanos); // its handler closes
    } else if ((isQuiet() || done) && !left) {
      end();
    } else {
      stream.end(StreamEnding.of(outcome, reason), nanos);
    }
  }

  @Override
  public void onChunks(long count, long nanos) {
    relay.onChunks(count, nanos);
  }

  @Override
  public void onEnd(StreamSummary summary, Span span) {
    relay.onEnd(summary, span);
    span.setAttribute(WebSocketAttributes.MESSAGES_RECEIVED, messages);
    span.setAttribute(WebSocketAttributes.BYTES_RECEIVED, bytes);
    session.ended(this, summary.outcome(), summary.durationNanos());
  }
}
