/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.ChunkMeter;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A response as the server sees it. Its content type is looked at once, before the first byte; if
 * it is no stream, nothing happens after that. Otherwise the stream begins here, unless a framework
 * has begun it. The server adds what it alone knows: when something has left, the reader's leaving,
 * the end and, unless the framework counts and times what it sends, the bytes and the time a slow
 * reader costs.
 *
 * <p>One writer at a time, an ending from any thread; nothing is thrown.
 */
public final class ServerResponse {

  /** Handing bytes to a socket that has room takes microseconds. */
  private static final long BLOCKED_NANOS = 1_000_000L;

  private final HttpStreamTelemetry telemetry;
  private final HttpAnswer answer;
  private final Context context;
  private volatile boolean decided;
  private volatile @Nullable StreamSpan stream; // null while undecided, and if it is no stream
  private StreamProtocol protocol = StreamProtocol.CHUNKED;
  private @Nullable ChunkMeter meter; // null if a framework counts and times
  private int writes;
  private long startNanos;
  private boolean begun;
  private volatile long departures;

  ServerResponse(HttpStreamTelemetry telemetry, HttpAnswer answer, Context context) {
    this.telemetry = telemetry;
    this.answer = answer;
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

  /** Whether something else than a stream is being written, or was. */
  boolean isOtherContent() {
    return decided && stream == null;
  }

  /** How often something of a stream has left. */
  long departures() {
    return departures;
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
    try {
      protocol = StreamProtocol.ofContentType(contentType);
      StreamSpan opened = answer.stream();
      if (opened == null && protocol != StreamProtocol.CHUNKED) {
        opened = answer.open(telemetry, protocol, context);
      }
      if (opened != null && !opened.isOver()) {
        meter = answer.countsItself() ? null : BodyEncoding.meter(protocol, contentEncoding);
        stream = opened;
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    } finally {
      decided = true;
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
    if (open == null) {
      return;
    }
    if (counter != null) {
      counter.endOfCall();
      long duration =
          open.sent(
              counter.takeChunks(), counter.takeBytes(), counter.takeHeartbeats(), startNanos);
      if (begun && duration > BLOCKED_NANOS) {
        open.blocked(duration);
      }
    }
    departures++; // one writer at a time
    answer.departed(open);
    if (!begun) {
      begun = true;
      begun();
    }
  }

  /** The first byte is out. */
  private void begun() {
    RequestTimeline timeline = answer.timeline();
    if (timeline == null) {
      return;
    }
    try {
      long nanos = telemetry.runtime().nanoTime() - timeline.startNanos();
      telemetry.runtime().metrics().setUp(protocol, answer.route(context), nanos, context);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
  }

  /** The response cannot be written any more: the reader has gone, or the server is broken. */
  public void failed(Throwable failure) {
    StreamSpan open = stream;
    if (open == null) {
      if (!decided && failure instanceof IOException) {
        telemetry.readerGone(answer);
      }
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
    Throwable reported = answer.failure(); // what is thrown at the server may only follow from it
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
        open.reclassify(protocol, answer.route(context));
      }
    } catch (Throwable broken) {
      Guard.swallowed(broken);
    }
    if (failure == null) {
      answer.departed(open);
      open.complete();
    } else {
      open.fail(failure);
    }
  }
}
