/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The few events of one open stream, most of them as numbers: a span's own event takes five times
 * the memory, and many streams are open for long. Bounded by what {@link DeltaSampling} and the
 * recorder let through. Not thread-safe.
 */
final class KeptEvents {

  private static final int WIDTH = 4; // time with kind, three numbers
  private static final int KIND_BITS = 2;
  private static final int NOTES_MAX = 16;
  private static final StreamEvent[] KINDS = StreamEvent.values();

  private final long sinceNanos;
  private long[] kept = new long[2 * WIDTH]; // many have no more: a start and a first chunk
  private int used;
  private @Nullable List<Note> notes;

  /**
   * @param sinceNanos no event is earlier
   */
  KeptEvents(long sinceNanos) {
    this.sinceNanos = sinceNanos;
  }

  void add(StreamEvent kind, long first, long second, long third, long nanos) {
    if (used == kept.length) {
      kept = Arrays.copyOf(kept, 2 * used);
    }
    kept[used] = nanos - sinceNanos << KIND_BITS | kind.ordinal();
    kept[used + 1] = first;
    kept[used + 2] = second;
    kept[used + 3] = third;
    used += WIDTH;
  }

  /** An event that is no number; false if there is no room for it. */
  boolean add(String name, Attributes attributes, long nanos) {
    List<Note> known = notes;
    if (known == null) {
      known = new ArrayList<>(1);
      notes = known;
    }
    return known.size() < NOTES_MAX && known.add(new Note(name, attributes, nanos));
  }

  /** Hands all of them over, in the order in which they happened. */
  void drainTo(Target target) {
    List<Note> rest = notes == null ? List.of() : notes;
    int next = 0;
    for (int at = 0; at < used; at += WIDTH) {
      long nanos = sinceNanos + (kept[at] >> KIND_BITS);
      while (next < rest.size() && rest.get(next).nanos - nanos < 0) {
        rest.get(next++).drainTo(target);
      }
      StreamEvent kind = KINDS[(int) kept[at] & (1 << KIND_BITS) - 1];
      target.event(kind.text(), kind.attributes(kept[at + 1], kept[at + 2], kept[at + 3]), nanos);
    }
    while (next < rest.size()) {
      rest.get(next++).drainTo(target);
    }
  }

  /** Where events go. */
  interface Target {

    /** One event, with the time at which it happened. */
    void event(String name, Attributes attributes, long nanos);
  }

  private record Note(String name, Attributes attributes, long nanos) {

    void drainTo(Target target) {
      target.event(name, attributes, nanos);
    }
  }
}
