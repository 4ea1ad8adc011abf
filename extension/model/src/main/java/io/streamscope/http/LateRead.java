/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.stream.Abandonable;
import io.streamscope.stream.OpenStreams;
import java.lang.ref.WeakReference;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A read that took too long, until bytes come or the stream ends. If meanwhile the reader is
 * garbage-collected, it was this that ended the stream, and nobody has abandoned it.
 */
final class LateRead implements Abandonable {

  private final OpenStreams openStreams;
  private final ReadAnswer stream;
  private final SocketTimeoutException cause;
  private final @Nullable WeakReference<Object> reader;

  private LateRead(
      OpenStreams openStreams,
      ReadAnswer stream,
      SocketTimeoutException cause,
      @Nullable WeakReference<Object> reader) {
    this.openStreams = openStreams;
    this.stream = stream;
    this.cause = cause;
    this.reader = reader;
  }

  /**
   * @param reader what the application reads from, null when unknown
   */
  static LateRead of(
      OpenStreams openStreams,
      ReadAnswer stream,
      SocketTimeoutException cause,
      @Nullable WeakReference<Object> reader) {
    LateRead late = new LateRead(openStreams, stream, cause, reader);
    Object owner = reader == null ? null : reader.get();
    if (owner != null) {
      stream.disowned();
      openStreams.add(late, owner);
    }
    return late;
  }

  /** Something has come after all. */
  void over() {
    ended();
    Object owner = reader == null ? null : reader.get();
    if (owner != null) {
      stream.ownedBy(owner);
    }
  }

  /** The stream has ended. */
  void ended() {
    openStreams.remove(this);
  }

  SocketTimeoutException cause() {
    return cause;
  }

  @Override
  public long lastActivityNanos() {
    return stream.lastActivityNanos();
  }

  @Override
  public void abandon(String reason) {
    if (reason.equals("gc")) {
      stream.fail(cause);
    }
    if (stream.isOver()) {
      ended();
    }
  }
}
