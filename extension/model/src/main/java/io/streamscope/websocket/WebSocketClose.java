/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.Span;
import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamSide;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a connection was closed.
 *
 * @param code of the close frame (RFC 6455 §7.4.1); {@link #NO_CODE} if it had none, {@link
 *     #ABNORMAL} if there was no frame
 * @param remote whether the peer closed
 * @param cause what went wrong, null if nothing that is known
 */
record WebSocketClose(int code, boolean remote, @Nullable Throwable cause) {

  /** A close frame without a code. */
  static final int NO_CODE = 1005;

  /** No close frame at all. */
  static final int ABNORMAL = 1006;

  private static final int NORMAL = 1000;
  private static final int GOING_AWAY = 1001;
  private static final int FIRST_OF_APPLICATIONS = 3000;

  /** What becomes of a turn that is under way. */
  StreamOutcome ofTurns() {
    return remote ? StreamOutcome.CLIENT_DISCONNECT : StreamOutcome.CANCELLED;
  }

  /** Whether whoever closed has what the connection was for (RFC 6455 §7.4.1), or does not say. */
  boolean isNormal() {
    return code == NORMAL || code == NO_CODE;
  }

  /** The code with which the other side has closed, 0 if it was not that. */
  static int ofPeer(@Nullable WebSocketClose close) {
    return close != null && close.remote ? close.code : 0;
  }

  /** Tells of it. */
  void writeTo(Span span) {
    span.setAttribute(WebSocketAttributes.CLOSE_CODE, (long) code);
    span.setAttribute(WebSocketAttributes.CLOSE_INITIATOR, remote ? "remote" : "local");
  }

  /** What this means for the session of one side. */
  StreamEnding ending(StreamSide side) {
    if (isNormal() || code >= FIRST_OF_APPLICATIONS) {
      return StreamEnding.of(StreamOutcome.COMPLETE, null);
    }
    String said = Integer.toString(code);
    if (code == GOING_AWAY && !remote) {
      return StreamEnding.of(StreamOutcome.CANCELLED, said);
    }
    if (code == GOING_AWAY || (code == ABNORMAL && isLost())) {
      return side == StreamSide.SERVER
          ? StreamEnding.of(StreamOutcome.CLIENT_DISCONNECT, said)
          : lost(said);
    }
    Failure failure = cause == null ? Failure.said(said, null) : Failure.of(cause);
    return new StreamEnding(StreamOutcome.ERROR, failure, null);
  }

  /** The server has gone: in an orderly way, or the connection broke. */
  private StreamEnding lost(String said) {
    if (code == GOING_AWAY) {
      return StreamEnding.of(StreamOutcome.COMPLETE, null);
    }
    Failure failure = cause == null ? Failure.said(said, null) : Failure.of(cause);
    return new StreamEnding(StreamOutcome.ERROR, failure, null);
  }

  /** Whether the connection broke, and not something that the application does with it. */
  private boolean isLost() {
    return cause == null || cause instanceof IOException;
  }
}
