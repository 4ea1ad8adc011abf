/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.StreamMark;
import io.streamscope.wire.Tap;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer that we look at as the application reads it. Bytes come from one thread at
 * a time, an ending from any; the first ending wins. Nothing is kept ahead, nothing is thrown.
 */
public final class InboundBody implements Tap {

  private static final int FAILED = 400;
  private static final String ERROR_EVENT = "error_event"; // an error type

  private final InboundCall call;
  private final int status;
  private final ReadAnswer answer;
  private volatile @Nullable LateRead late;
  private volatile @Nullable WeakReference<Object> reader;

  InboundBody(InboundCall call, int status, ReadAnswer answer) {
    this.call = call;
    this.status = status;
    this.answer = answer;
  }

  /**
   * The context for code of the application that is handed what has just arrived: the span of the
   * stream or model call is current there, until the stream is old.
   */
  public Context callbackContext() {
    return answer.callbackContext();
  }

  /** The model's clock, 0 if nobody wants the answer to be timed. */
  public long nanoTime() {
    return stream().nanoTime();
  }

  /** The application's handler has worked on what it was given since a time. */
  public void handledSince(long startNanos) {
    StreamSpan stream = stream();
    stream.handled(stream.nanoTime() - startNanos);
  }

  /** Bytes have arrived that nobody can read, because they are still encoded. */
  public void unreadable(long count) {
    StreamSpan stream = stream();
    stream.arrived(1, count, 0, stream.nanoTime());
  }

  StreamSpan stream() {
    return answer.stream();
  }

  /** Ends the stream when this object is garbage-collected before anything else ends it. */
  public void ownedBy(Object owner) {
    reader = new WeakReference<>(owner);
    answer.ownedBy(owner);
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    try {
      answer.bytes(bytes, offset, length);
      delivered();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** What remains in a buffer has arrived; its position and limit stay as they are. */
  public void onBytes(ByteBuffer bytes) {
    try {
      answer.bytes(bytes);
      delivered();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** What remains in buffers has arrived, all of it together. */
  public void onBytes(List<ByteBuffer> pieces) {
    try {
      for (int i = 0; i < pieces.size(); i++) { // an iterator is allocated for each delivery
        answer.bytes(pieces.get(i));
      }
      delivered();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  private void delivered() {
    LateRead waiting = late;
    if (waiting != null) {
      late = null;
      waiting.over();
    }
    answer.delivered();
  }

  @Override
  public void onEnd() {
    try {
      answer.end();
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    if (isFine()) {
      answer.complete();
    }
    over();
  }

  /** The application or a deadline has closed it; early, if nothing else has ended it before. */
  @Override
  public void onClose() {
    if (Deadline.isAtWork()) {
      answer.timeout();
    } else if (isFine()) {
      if (answer.mark() == StreamMark.DONE) {
        answer.complete();
      } else {
        answer.closedEarly();
      }
    }
    over();
  }

  /** Whether nothing speaks against the answer; else that ends it. */
  private boolean isFine() {
    LateRead waiting = late;
    if (waiting != null) {
      answer.fail(waiting.cause());
    } else if (status >= FAILED) {
      answer.failAs(String.valueOf(status));
    } else if (answer.mark() == StreamMark.ERROR) {
      answer.failAs(ERROR_EVENT);
    } else {
      return true;
    }
    return false;
  }

  /**
   * A read has failed. If it only took too long the application may try again; that it took too
   * long is the end of the stream if nothing comes any more.
   */
  @Override
  public void onError(Throwable error) {
    if (error instanceof SocketTimeoutException timeout && !answer.isOver()) {
      if (late == null) {
        late = LateRead.of(call.telemetry().runtime().openStreams(), answer, timeout, reader);
      }
    } else {
      failed(error);
    }
  }

  /** The answer has failed, or was given up, for good. */
  public void failed(Throwable error) {
    LateRead waiting = late;
    if (call.isGivenUp()) {
      onClose();
    } else {
      answer.fail(waiting == null ? error : waiting.cause());
      over();
    }
  }

  private void over() {
    LateRead waiting = late;
    if (waiting != null && answer.isOver()) {
      waiting.ended();
    }
  }
}
