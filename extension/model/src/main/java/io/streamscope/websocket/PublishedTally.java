/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.streamscope.stream.StreamDirection;

/** What the metrics know of a tally: they are told from time to time, not a message at a time. */
final class PublishedTally {

  private final Tally tally;
  private final String direction;
  private long texts; // guarded by this
  private long binaries; // guarded by this
  private long bytes; // guarded by this

  PublishedTally(Tally tally, StreamDirection direction) {
    this.tally = tally;
    this.direction = direction.value();
  }

  synchronized void publish(WebSocketMetrics metrics) {
    long allTexts = tally.messages(MessageType.TEXT);
    long allBinaries = tally.messages(MessageType.BINARY);
    long allBytes = tally.bytes();
    metrics.messages(direction, MessageType.TEXT, allTexts - texts);
    metrics.messages(direction, MessageType.BINARY, allBinaries - binaries);
    metrics.bytes(direction, allBytes - bytes);
    texts = allTexts;
    binaries = allBinaries;
    bytes = allBytes;
  }
}
