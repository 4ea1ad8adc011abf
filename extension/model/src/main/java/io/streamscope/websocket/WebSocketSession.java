/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.realtime.RealtimeSession;
import io.streamscope.stream.Abandonable;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSide;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection, as one of its ends sees it. Whoever reads and writes the messages
 * reports each of them here once; whoever hands one to the application asks what is to be current
 * meanwhile. Told in parts, each a stream of its own; what a message causes on the side that is
 * asked is a turn. Thread-safe, but for messages that come in: one at a time. Nothing is thrown,
 * nothing waits.
 */
public final class WebSocketSession implements Abandonable {

  private final WebSocketTelemetry telemetry;
  private final WebSocketPeer peer;
  private final Attributes labels;
  private final long startNanos;
  private final MessageTallies tallies = new MessageTallies();
  private final RoundTrips roundTrips = new RoundTrips();
  private final SessionSegments segments;
  private final SessionTurns turns;
  private final PendingSends sends;
  private final RealtimeSession realtime;
  private final MessageSpans messages;
  private final MessageReading reading;
  private volatile @Nullable WebSocketClose close; // null as long as nobody closes
  private volatile boolean over;
  private volatile boolean told; // all that there is, when it is over
  private final CurrentHandler handler = new CurrentHandler(this);

  WebSocketSession(
      WebSocketTelemetry telemetry, Context handshake, WebSocketPeer peer, long startNanos) {
    this.telemetry = telemetry;
    this.peer = peer;
    this.startNanos = startNanos;
    this.segments = new SessionSegments(telemetry, handshake, peer, tallies, this::describe);
    this.labels = telemetry.metrics().labelsOf(peer);
    this.turns = new SessionTurns(telemetry, peer, labels, startNanos);
    this.realtime = telemetry.realtime(peer, segments);
    this.messages = new MessageSpans(telemetry, peer);
    this.sends = new PendingSends(telemetry.settings().trace().of(peer.side()));
    this.reading = new MessageReading(telemetry.settings().fields());
    telemetry.metrics().opened(labels);
    segments.at(startNanos);
  }

  /**
   * A whole message has been read; one at a time.
   *
   * @param bytes of its payload, of all its frames
   * @return when, for {@link #handle}
   */
  public long received(MessageType type, long bytes) {
    long now = telemetry.nanoTime();
    try {
      if (!over) {
        segments.at(now).stream().sentBy(1, bytes, 0, now);
        tallies.received(type, bytes);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    return now;
  }

  /** Is told of each call that writes or queues, before and after it. */
  public PendingSends sends() {
    return sends;
  }

  /**
   * A whole message has been written, or queued for that.
   *
   * @param bytes of its payload
   * @param startNanos when the application began to send it
   */
  public void sent(MessageType type, long bytes, long startNanos) {
    try {
      if (told) {
        return;
      }
      long now = telemetry.nanoTime();
      SessionSegment segment = segments.at(now);
      tallies.sent(type, bytes);
      boolean handling = handler.isHere(); // that time is counted already
      segment.stream().sentBy(1, bytes, handling ? 0 : now - startNanos, now);
      if (reading.isHeartbeatOfOurs(type, bytes)) {
        segment.stream().heartbeat();
        return;
      }
      WebSocketTurn turn =
          handling && handler.isTurnless() ? null : turns.answeredIn(Context.current(), startNanos);
      if (turn != null) {
        turn.sent(bytes, now - startNanos, now);
      }
      messages.sent(type, bytes, turn == null ? segment.stream() : turn.stream(), startNanos, now);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /**
   * A message, or the first part of one, is about to be handed to the application on this thread.
   *
   * @param bytes of it
   * @param text the message if it is text and all of it is there, else null
   * @param nanos when it came, by {@link #received} or {@link WebSocketTelemetry#nanoTime}
   * @return to be closed when the application returns; null if there is nothing to observe
   */
  public @Nullable MessageScope handle(
      MessageType type, long bytes, @Nullable CharSequence text, long nanos) {
    try {
      if (over) {
        return null;
      }
      SessionSegment segment = segments.at(nanos);
      if (peer.side() == StreamSide.CLIENT) {
        realtime.received(text, true);
        Context context = segment.callbackContext();
        return messages.handled(handler.begins(null, context, nanos), type, bytes, segment);
      }
      WebSocketTurn turn = turns.of(reading.of(type, text), type, bytes, segment.stream(), nanos);
      return turn == null
          ? handler.beginsTurnless(nanos)
          : messages.handled(handler.begins(turn, nanos), type, bytes, turn);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  /** The same of a further part of the message that was handed over last. */
  public @Nullable MessageScope handleMore(long bytes, long nanos) {
    try {
      if (over) {
        return null;
      }
      if (peer.side() == StreamSide.CLIENT) {
        return handler.begins(null, segments.at(nanos).callbackContext(), nanos);
      }
      return handler.begins(turns.goneOn(bytes, nanos), nanos);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  long handled(@Nullable WebSocketTurn turn, long since, @Nullable Throwable thrown) {
    long now = telemetry.nanoTime();
    handler.ends();
    segments.handled(now - since);
    if (turn != null) {
      turn.handled(now, thrown);
    }
    return now;
  }

  /** Reads what passes; to be told of what {@link #handle} is not: what is sent, and bytes. */
  public RealtimeSession realtime() {
    return realtime;
  }

  /** Whether texts are looked at; who has to make one for that need not, else. */
  public boolean looksAtTexts() {
    return peer.side() == StreamSide.SERVER && reading.looks();
  }

  /** The model's clock. */
  public long nanoTime() {
    return telemetry.nanoTime();
  }

  /** A ping of ours was written. */
  public void pinged() {
    roundTrips.pinged(telemetry.nanoTime());
  }

  /** A pong has been read. */
  public void ponged() {
    long nanos = roundTrips.ponged(telemetry.nanoTime());
    if (nanos > 0) {
      telemetry.metrics().roundTrip(nanos);
    }
  }

  /**
   * A close frame was written or read; the first one counts.
   *
   * @param code its code (RFC 6455 §7.4), 1005 if it has none
   * @param remote whether the peer sent it
   */
  public synchronized void closing(int code, boolean remote) {
    if (close == null) {
      close = new WebSocketClose(code, remote, null);
      turns.left(close);
    }
  }

  /** The close frame of ours that was told of has not been written. */
  public synchronized void notClosing() {
    if (close != null && !close.remote() && !over) {
      close = null;
    }
  }

  /** The connection is closed: after a close frame, or else without one. */
  public void closed() {
    end(new WebSocketClose(WebSocketClose.ABNORMAL, true, null));
  }

  /** The connection has failed, or the application did with it; it is closed for that. */
  public void failed(Throwable failure) {
    end(new WebSocketClose(WebSocketClose.ABNORMAL, true, failure));
  }

  /** The application has cut the connection without a close frame. */
  public void aborted() {
    end(StreamEnding.of(StreamOutcome.CANCELLED, "application"), null);
  }

  /** Of a connection that is being closed, and whose end nobody hears of, the close frame tells. */
  @Override
  public void abandon(String reason) {
    WebSocketClose how = close;
    if (how == null) {
      end(StreamEnding.of(StreamOutcome.ABANDONED, reason), null);
    } else {
      end(how);
    }
    sends.giveUp();
  }

  private void end(WebSocketClose unsaid) {
    WebSocketClose how = Objects.requireNonNullElse(close, unsaid);
    end(how.ending(peer.side()), how);
  }

  private void end(StreamEnding ending, @Nullable WebSocketClose how) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      close = how;
    }
    turns.left(how);
    long now = telemetry.nanoTime();
    sends.whenOver(() -> tell(ending, how, now), now);
  }

  private void tell(StreamEnding ending, @Nullable WebSocketClose how, long now) {
    told = true;
    telemetry.streams().runtime().openStreams().remove(this);
    int code = how == null ? WebSocketClose.ABNORMAL : how.code();
    String reason = ending.reason() == null ? Integer.toString(code) : ending.reason();
    realtime.ended(ending, WebSocketClose.ofPeer(how));
    turns.end(how == null ? ending.outcome() : how.ofTurns(), reason, now);
    segments.end(ending, now);
    tallies.publish(telemetry.metrics());
    telemetry.metrics().closed(labels, code, now - startNanos);
  }

  /** What is known of the whole session is told with each part. */
  private void describe(Span span) {
    roundTrips.writeTo(span);
    WebSocketClose how = close;
    if (how != null && over) {
      how.writeTo(span);
    }
  }

  @Override
  public void sweep(long nanos) {
    sends.sweep(nanos);
    tallies.publish(telemetry.metrics());
    turns.sweep(nanos);
    segments.sweep(nanos);
  }

  /** A connection may be silent for days. */
  @Override
  public long lastActivityNanos() {
    return telemetry.nanoTime();
  }
}
