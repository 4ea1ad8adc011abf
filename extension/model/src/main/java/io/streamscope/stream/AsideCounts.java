/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import org.jspecify.annotations.Nullable;

/**
 * What passed in one call while another thread held a stream's lock, until the next one merges it:
 * a list, latest first. A thread that is paused with the lock could make it long; beyond a bound
 * the latest call takes in the one before it, which costs the gap between the two.
 *
 * @param before the call before it, null if there is none
 * @param depth how many there are
 * @param nanos when it passed, 0 if nobody read the clock
 */
record AsideCounts(
    @Nullable AsideCounts before,
    int depth,
    long chunks,
    long bytes,
    long heartbeats,
    long busy,
    long nanos) {

  private static final int DEPTH_MAX = 1024;

  static AsideCounts after(
      @Nullable AsideCounts last, long chunks, long bytes, long heartbeats, long busy, long nanos) {
    if (last == null || last.depth < DEPTH_MAX) {
      int depth = last == null ? 1 : last.depth + 1;
      return new AsideCounts(last, depth, chunks, bytes, heartbeats, busy, nanos);
    }
    return new AsideCounts(
        last.before,
        last.depth,
        last.chunks + chunks,
        last.bytes + bytes,
        last.heartbeats + heartbeats,
        last.busy + busy,
        Math.max(last.nanos, nanos));
  }

  /** The same list, earliest first; {@code before} is what follows then. */
  AsideCounts reversed() {
    AsideCounts reversed = null;
    for (AsideCounts call = this; call != null; call = call.before) {
      reversed =
          new AsideCounts(
              reversed,
              call.depth,
              call.chunks,
              call.bytes,
              call.heartbeats,
              call.busy,
              call.nanos);
    }
    return reversed == null ? this : reversed;
  }
}
