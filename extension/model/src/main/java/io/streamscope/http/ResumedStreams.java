/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import io.streamscope.wire.SseParser;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the stream that a reconnecting event source goes on with: the one from the same address
 * whose last event had the id that the new request names ({@code Last-Event-ID}, WHATWG HTML
 * §9.2.4). Ids are known by their hash only. Thread-safe; bounded.
 */
final class ResumedStreams {

  private static final int KEPT = 256;
  private static final Map<Position, SpanContext> ended =
      new LinkedHashMap<>() { // guarded by itself
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, SpanContext> eldest) {
          return size() > KEPT;
        }
      };

  private ResumedStreams() {}

  /** A stream is over; it may be gone on with. */
  static void ended(InboundCall call, long lastEventIdHash, SpanContext stream) {
    if (lastEventIdHash != 0 && stream.isValid()) {
      synchronized (ended) {
        ended.put(Position.of(call.target(), lastEventIdHash), stream);
      }
    }
  }

  /** The stream that a call goes on with, null if it is not known. */
  static @Nullable SpanContext before(InboundCall call, String lastEventId) {
    long hash = SseParser.eventIdHash(lastEventId);
    synchronized (ended) {
      return ended.get(Position.of(call.target(), hash));
    }
  }

  private record Position(@Nullable String host, int port, @Nullable String path, long hash) {

    static Position of(RequestTarget target, long hash) {
      return new Position(target.host(), target.port(), target.path(), hash);
    }
  }
}
