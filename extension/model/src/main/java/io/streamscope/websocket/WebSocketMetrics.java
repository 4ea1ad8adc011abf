/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.streamscope.stream.BoundedLabels;
import io.streamscope.stream.GapBuckets;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The metrics of sessions and turns, recorded whether sampled or not. Thread-safe. */
final class WebSocketMetrics {

  static final AttributeKey<String> TYPE = stringKey("type");
  static final AttributeKey<Long> CODE = longKey("code");
  private static final int CODE_MIN = 1000;
  private static final int CODE_MAX = 4999;

  /** What applications make up is one code here: there may be two thousand. */
  private static final int CODE_OF_APPLICATIONS = 3000;

  private final BoundedLabels labels;
  private final LongUpDownCounter active;
  private final DoubleHistogram duration;
  private final DoubleHistogram turnDuration;
  private final DoubleHistogram roundTrip;
  private final LongCounter messages;
  private final LongCounter bytes;
  private final LongCounter closes;
  private final Map<Attributes, Attributes[]> outcomes = new ConcurrentHashMap<>(); // as labels

  WebSocketMetrics(Meter meter, BoundedLabels labels) {
    this.labels = labels;
    active =
        meter
            .upDownCounterBuilder("streamscope.websocket.sessions.active")
            .setUnit("{session}")
            .setDescription("Open WebSocket connections")
            .build();
    duration = histogram(meter, "session.duration", "Duration of a WebSocket connection");
    turnDuration =
        histogram(meter, "turn.duration", "From a message to the last one sent because of it");
    roundTrip = histogram(meter, "rtt", "Ping sent to pong received");
    messages = counter(meter, "messages", "{message}", "WebSocket messages");
    bytes = counter(meter, "bytes", "By", "Payload bytes of WebSocket messages");
    closes = counter(meter, "close", "{session}", "Closed WebSocket connections");
  }

  private static DoubleHistogram histogram(Meter meter, String name, String description) {
    return meter
        .histogramBuilder("streamscope.websocket." + name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(GapBuckets.BOUNDARIES)
        .build();
  }

  private static LongCounter counter(Meter meter, String name, String unit, String description) {
    return meter
        .counterBuilder("streamscope.websocket." + name)
        .setUnit(unit)
        .setDescription(description)
        .build();
  }

  /** The labels of a connection: bounded, and none if the peer is unknown. */
  Attributes labelsOf(WebSocketPeer peer) {
    String admitted = labels.admit(peer.side().peerKey(), peer.label());
    return admitted == null ? Attributes.empty() : Attributes.of(peer.side().peerKey(), admitted);
  }

  void opened(Attributes peer) {
    active.add(1, peer);
  }

  void closed(Attributes peer, int code, long nanos) {
    active.add(-1, peer);
    duration.record(seconds(nanos), peer);
    int known = code < CODE_MIN || code > CODE_MAX ? WebSocketClose.ABNORMAL : code;
    closes.add(1, Attributes.of(CODE, (long) Math.min(known, CODE_OF_APPLICATIONS)));
  }

  void turnEnded(Attributes peer, StreamOutcome outcome, long nanos) {
    Attributes[] known = outcomes.get(peer);
    Attributes[] all =
        known != null
            ? known
            : outcomes.computeIfAbsent(peer, unused -> StreamOutcome.labels(peer));
    turnDuration.record(seconds(nanos), all[outcome.ordinal()]);
  }

  void roundTrip(long nanos) {
    roundTrip.record(seconds(nanos));
  }

  void messages(String direction, MessageType type, long count) {
    if (count > 0) {
      messages.add(count, Attributes.of(StreamAttributes.DIRECTION, direction, TYPE, type.value()));
    }
  }

  void bytes(String direction, long count) {
    if (count > 0) {
      bytes.add(count, Attributes.of(StreamAttributes.DIRECTION, direction));
    }
  }

  private static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
