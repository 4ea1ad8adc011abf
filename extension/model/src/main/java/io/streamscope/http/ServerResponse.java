/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.correlation.RequestTimeline.ResponseStream;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.ChunkMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A response as the server sees it. Its content type is looked at once, before the first byte; if
 * it is no stream, nothing happens after that. If a framework has opened a stream for the request,
 * the server adds what it alone knows: the reader's leaving and, unless the framework counts and
 * times what it sends, the bytes and the time a slow reader costs. Otherwise the stream is opened
 * here.
 *
 * <p>One writer at a time, an ending from any thread; nothing is thrown.
 */
public final class ServerResponse {

  /** Handing bytes to a socket that has room takes microseconds. */
  private static final long BLOCKED_NANOS = 1_000_000L;

  private final HttpStreamTelemetry telemetry;
  private final RequestTimeline timeline;
  private final Context context;
  private volatile boolean decided;
  private volatile @Nullable StreamSpan stream; // null while undecided, and if it is no stream
  private StreamProtocol protocol = StreamProtocol.CHUNKED;
  private @Nullable ChunkMeter meter; // null if a framework counts and times
  private int writes;
  private long startNanos;
  private boolean begun;

  ServerResponse(HttpStreamTelemetry telemetry, RequestTimeline timeline, Context context) {
    this.telemetry = telemetry;
    this.timeline = timeline;
    this.context = context;
  }

  /** The context of the request. */
  public Context context() {
    return context;
  }

  /** Whether {@link #decide} has to be called before anything is written. */
  public boolean isUndecided() {
    return !decided;
  }

  /** Whether what is written has to be reported. */
  public boolean isStream() {
    return stream != null;
  }

  /** The headers are about to be written: is it a stream? */
  public void decide(@Nullable String contentType, @Nullable String contentEncoding) {
    if (decided) {
      return;
    }
    decided = true;
    try {
      protocol = StreamProtocol.ofContentType(contentType);
      ResponseStream opened = timeline.response();
      if (opened != null && !opened.stream().isOver()) {
        meter = opened.countsItself() ? null : BodyEncoding.meter(protocol, contentEncoding);
        stream = opened.stream();
      } else if (opened == null && protocol != StreamProtocol.CHUNKED && !timeline.isHeadOnly()) {
        meter = BodyEncoding.meter(protocol, contentEncoding);
        stream = telemetry.answer(context, protocol, false);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** A write or flush of the server begins; one may be inside of another. */
  public void writing() {
    if (meter == null) {
      return; // a framework times what it sends
    }
    StreamSpan open = stream;
    if (open != null && writes++ == 0) {
      startNanos = open.nanoTime();
    }
  }

  /** Bytes that are about to be written. */
  public void bytes(byte[] bytes, int offset, int length) {
    ChunkMeter counter = meter;
    if (counter != null) {
      try {
        counter.onBytes(bytes, offset, length);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
  }

  /** What remains in a buffer is about to be written; its position and limit stay as they are. */
  public void bytes(ByteBuffer bytes) {
    ChunkMeter counter = meter;
    if (counter != null) {
      try {
        counter.onBytes(bytes);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
  }

  /** It has returned or thrown; an {@code IOException} means that the reader has gone. */
  public void wrote(@Nullable Throwable failure) {
    boolean nested = writes > 0 && --writes > 0;
    if (failure != null) {
      failed(failure);
    } else if (!nested) {
      sent();
    }
  }

  private void sent() {
    ChunkMeter counter = meter;
    StreamSpan open = stream;
    if (counter != null && open != null) {
      counter.endOfCall();
      long duration =
          open.sent(
              counter.takeChunks(), counter.takeBytes(), counter.takeHeartbeats(), startNanos);
      if (begun && duration > BLOCKED_NANOS) {
        open.blocked(duration);
      }
    }
    if (!begun && open != null) {
      begun = true;
      begun();
    }
  }

  /** The first byte is out. */
  private void begun() {
    try {
      long nanos = telemetry.runtime().nanoTime() - timeline.startNanos();
      telemetry.runtime().metrics().setUp(protocol, timeline.route(context), nanos, context);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** The response cannot be written any more: the reader has gone, or the server is broken. */
  public void failed(Throwable failure) {
    StreamSpan open = stream;
    if (open == null) {
      return;
    }
    if (failure instanceof IOException) {
      open.disconnect();
    } else {
      open.fail(failure);
    }
  }

  /** The server gave the request up because it took too long. */
  public void timedOut() {
    StreamSpan open = stream;
    if (open != null) {
      open.timeout();
    }
  }

  /**
   * The response is over.
   *
   * @param thrown the application's exception, be it an {@code IOException} of something that it
   *     read; null if the response came to its end, as far as the server knows
   */
  public void ended(@Nullable Throwable thrown) {
    StreamSpan open = stream;
    if (open == null || open.isOver()) {
      return;
    }
    Throwable reported = timeline.failure(); // what is thrown at the server may only follow from it
    Throwable failure = reported == null ? thrown : reported;
    try {
      ChunkMeter counter = meter;
      if (counter != null) {
        if (failure == null) {
          counter.onEnd();
        }
        if (counter.hasSome()) {
          open.sent(
              counter.takeChunks(), counter.takeBytes(), counter.takeHeartbeats(), open.nanoTime());
        }
        open.reclassify(protocol, timeline.route(context));
      }
    } catch (Throwable broken) {
      Guard.swallowed(broken);
    }
    if (failure == null) {
      open.complete();
    } else {
      open.fail(failure);
    }
  }
}
