/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Spans that are exported below another parent than they were started with. Only the headers of an
 * answer tell whether a stream stands between a caller and the agent's CLIENT span, and by then
 * that span has long been started.
 *
 * <p>What is known of a stream is kept while it is open, and after that until twice as many streams
 * as the SDK's queue has places have ended. Thread-safe; bounded: a stream that finds no place any
 * more does not change places with the CLIENT span at all.
 */
public final class SpanParents {

  private static final int OPEN_MAX = 65_536;
  private static final int ENDED_KEPT = 4096;
  private static final Map<String, SpanContext> open = new HashMap<>(); // guarded by itself
  private static final Map<String, SpanContext> ended = new LinkedHashMap<>() { // guarded by open
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SpanContext> eldest) {
          return size() > ENDED_KEPT; // long exported
        }
      };
  private static final AtomicBoolean any = new AtomicBoolean();

  private SpanParents() {}

  /**
   * A CLIENT span goes below its stream.
   *
   * @param root whether the stream then has no parent
   * @return false if too many streams are open
   */
  static boolean adopt(SpanContext client, SpanContext stream, boolean root) {
    synchronized (open) {
      if (open.size() > OPEN_MAX - 2) {
        return false;
      }
      open.put(client.getSpanId(), stream);
      if (root) {
        open.put(stream.getSpanId(), SpanContext.getInvalid());
      }
      any.set(true);
      return true;
    }
  }

  /** A stream is over; it and its CLIENT span, if they were told of, will soon be exported. */
  static void ended(SpanContext client, SpanContext stream) {
    synchronized (open) {
      retire(client.getSpanId());
      retire(stream.getSpanId());
    }
  }

  private static void retire(String spanId) {
    SpanContext parent = open.remove(spanId);
    if (parent != null) {
      ended.put(spanId, parent);
    }
  }

  /** Whether any span has another parent; cheap. */
  public static boolean any() {
    return any.get();
  }

  /** The parent that a span is to be exported with, null if its own; for each exporter the same. */
  public static @Nullable SpanContext of(SpanContext child) {
    synchronized (open) {
      SpanContext parent = open.get(child.getSpanId());
      return parent == null ? ended.get(child.getSpanId()) : parent;
    }
  }
}
