/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.streamscope.stream.StreamDirection;

/** What passes on a session, either way. Thread-safe. */
final class MessageTallies {

  private final Tally received = new Tally();
  private final Tally sent = new Tally();
  private final PublishedTally receivedMetric =
      new PublishedTally(received, StreamDirection.INBOUND);
  private final PublishedTally sentMetric = new PublishedTally(sent, StreamDirection.OUTBOUND);
  private volatile long largest; // of two that pass at the same instant one may be overlooked

  /** One at a time. */
  void received(MessageType type, long bytes) {
    received.addAlone(type, bytes);
    measure(bytes);
  }

  void sent(MessageType type, long bytes) {
    sent.add(type, bytes);
    measure(bytes);
  }

  private void measure(long bytes) {
    if (bytes > largest) {
      largest = bytes;
    }
  }

  Tally received() {
    return received;
  }

  Tally sent() {
    return sent;
  }

  long largest() {
    return largest;
  }

  /** Tells the metrics what has passed since the last time. */
  void publish(WebSocketMetrics metrics) {
    receivedMetric.publish(metrics);
    sentMetric.publish(metrics);
  }
}
