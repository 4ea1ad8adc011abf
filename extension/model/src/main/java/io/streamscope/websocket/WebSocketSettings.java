/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;

/**
 * The user's settings for sessions and turns.
 *
 * @param segmentNanos how long a part of a session is
 * @param quietNanos how long nothing is sent before an answer is taken to be over
 * @param turnsBelowSession whether a turn is in the trace of its session, not one of its own
 * @param fields which messages are no turns, and where the id of one is
 * @param trace which messages that we send are given the trace that they are sent in
 * @param messageSpans whether messages have spans of their own
 * @param messageSpansMax how many of a session
 */
record WebSocketSettings(
    long segmentNanos,
    long quietNanos,
    boolean turnsBelowSession,
    MessageFields fields,
    TraceField trace,
    boolean messageSpans,
    int messageSpansMax) {

  static WebSocketSettings of(StreamscopeConfig config) {
    return new WebSocketSettings(
        config.nanos(ConfigKey.WEBSOCKET_SEGMENT),
        config.nanos(ConfigKey.WEBSOCKET_TURN_QUIET),
        config.text(ConfigKey.WEBSOCKET_TURN_PARENT).equals("session"),
        MessageFields.of(
            config.text(ConfigKey.WEBSOCKET_HEARTBEAT),
            config.text(ConfigKey.WEBSOCKET_MESSAGE_ID_FIELD),
            config.text(ConfigKey.WEBSOCKET_PROPAGATION_FIELD)),
        TraceField.of(
            config.text(ConfigKey.WEBSOCKET_PROPAGATION_FIELD),
            config.text(ConfigKey.WEBSOCKET_PROPAGATION_WRITE)),
        Boolean.parseBoolean(config.text(ConfigKey.WEBSOCKET_MESSAGE_SPANS)),
        config.count(ConfigKey.WEBSOCKET_MESSAGE_SPANS_MAX));
  }
}
