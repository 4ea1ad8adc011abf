/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.stream.StreamObserver;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamSummary;
import io.streamscope.stream.TraceCut;
import java.util.function.Consumer;

/** One part of a session: a stream, with what passed either way since it began. */
final class SessionSegment implements StreamObserver {

  private static final StreamSpan NONE = StreamSpan.none(Context.root());
  private static final TraceCut UNCUT = new TraceCut(NONE, 0, 0);

  private final MessageTallies tallies;
  private final int number;
  private final long dueNanos;
  private final Consumer<Span> describe;
  private final long messagesReceived; // before it
  private final long messagesSent;
  private final long bytesReceived;
  private final long bytesSent;
  private StreamSpan stream = NONE; // set before anybody sees this
  private TraceCut cut = UNCUT; // the same

  SessionSegment(MessageTallies tallies, int number, long dueNanos, Consumer<Span> describe) {
    this.tallies = tallies;
    this.number = number;
    this.dueNanos = dueNanos;
    this.describe = describe;
    this.messagesReceived = tallies.received().messages();
    this.messagesSent = tallies.sent().messages();
    this.bytesReceived = tallies.received().bytes();
    this.bytesSent = tallies.sent().bytes();
  }

  void begun(StreamSpan open, TraceCut traceCut) {
    stream = open;
    cut = traceCut;
  }

  StreamSpan stream() {
    return stream;
  }

  /** What is current while the application of the asking side works on a message. */
  Context callbackContext() {
    return cut.context();
  }

  /** Whether it has been long enough. */
  boolean isDue(long nanos) {
    return nanos - dueNanos > 0;
  }

  @Override
  public void onChunks(long count, long nanos) {}

  @Override
  public void onEnd(StreamSummary summary, Span span) {
    span.setAttribute(WebSocketAttributes.SEGMENT_NUMBER, (long) number);
    span.setAttribute(
        WebSocketAttributes.MESSAGES_RECEIVED, tallies.received().messages() - messagesReceived);
    span.setAttribute(WebSocketAttributes.MESSAGES_SENT, tallies.sent().messages() - messagesSent);
    span.setAttribute(
        WebSocketAttributes.BYTES_RECEIVED, tallies.received().bytes() - bytesReceived);
    span.setAttribute(WebSocketAttributes.BYTES_SENT, tallies.sent().bytes() - bytesSent);
    span.setAttribute(WebSocketAttributes.MESSAGE_LARGEST, tallies.largest());
    describe.accept(span);
  }
}
