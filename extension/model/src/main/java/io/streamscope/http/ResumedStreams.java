/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import io.streamscope.wire.SseParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stream that a reconnecting event source goes on with: the one from the same address
 * whose last event had the id that the new request names ({@code Last-Event-ID}, WHATWG HTML
 * §9.2.4). Ids are known by their hash only. Where two may be meant, for servers that number the
 * events of each stream from one, it names none. Thread-safe; bounded.
 */
final class ResumedStreams {

  private static final int KEPT = 256;

  /** A source that reconnects does so within seconds; what ended long before is not meant. */
  private static final long MEANT_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final Map<Position, Ended> ended = new LinkedHashMap<>() { // guarded by itself
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, Ended> eldest) {
          return size() > KEPT;
        }
      };

  private ResumedStreams() {}

  /** A stream is over; it may be gone on with. */
  static void ended(InboundCall call, long lastEventIdHash, SpanContext stream) {
    if (lastEventIdHash != 0 && stream.isValid()) {
      Position position = Position.of(call.target(), lastEventIdHash);
      long now = call.telemetry().runtime().nanoTime();
      synchronized (ended) {
        Ended other = ended.remove(position);
        boolean unclear = other != null && !other.resumed && now - other.nanos < MEANT_NANOS;
        ended.put(position, new Ended(unclear ? null : stream, now, false));
      }
    }
  }

  /** The stream that a call goes on with, null if it is not known. */
  static @Nullable SpanContext before(InboundCall call, String lastEventId) {
    Position position = Position.of(call.target(), SseParser.eventIdHash(lastEventId));
    synchronized (ended) {
      Ended one = ended.get(position);
      if (one == null || one.stream == null) {
        return null;
      }
      ended.put(position, new Ended(one.stream, one.nanos, true));
      return one.stream;
    }
  }

  /**
   * What ended at a position.
   *
   * @param stream null if more than one did
   */
  private record Ended(@Nullable SpanContext stream, long nanos, boolean resumed) {}

  private record Position(@Nullable String host, int port, @Nullable String path, long hash) {

    static Position of(RequestTarget target, long hash) {
      return new Position(target.host(), target.port(), target.path(), hash);
    }
  }
}
