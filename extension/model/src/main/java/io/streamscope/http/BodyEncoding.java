/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.stream.StreamProtocol;
import io.streamscope.wire.ChunkMeter;
import org.jspecify.annotations.Nullable;

/** What a {@code Content-Encoding} means for counting (RFC 9110 §8.4). */
final class BodyEncoding {

  private BodyEncoding() {}

  /** Compressed bytes cannot be told apart: there every piece that passes counts as a chunk. */
  static ChunkMeter meter(StreamProtocol protocol, @Nullable String encoding) {
    return ChunkMeter.of(isPlain(encoding) ? protocol : StreamProtocol.CHUNKED);
  }

  /** Whether bytes are what they say. */
  static boolean isPlain(@Nullable String encoding) {
    return encoding == null || encoding.isBlank() || encoding.trim().equalsIgnoreCase("identity");
  }
}
