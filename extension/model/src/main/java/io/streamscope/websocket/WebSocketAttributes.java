/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.stream.Described;

/** Every attribute key of sessions and turns, beside those of all streams. */
public final class WebSocketAttributes {

  @Described("Messages that we were sent, in this part of the session or for this turn")
  public static final AttributeKey<Long> MESSAGES_RECEIVED =
      longKey("streamscope.websocket.messages.received");

  @Described("Messages that we sent")
  public static final AttributeKey<Long> MESSAGES_SENT =
      longKey("streamscope.websocket.messages.sent");

  @Described("Payload bytes (text as UTF-8) of the messages that we were sent")
  public static final AttributeKey<Long> BYTES_RECEIVED =
      longKey("streamscope.websocket.bytes.received");

  @Described("Payload bytes of the messages that we sent")
  public static final AttributeKey<Long> BYTES_SENT = longKey("streamscope.websocket.bytes.sent");

  @Described("Payload bytes of the largest message so far, either way")
  public static final AttributeKey<Long> MESSAGE_LARGEST =
      longKey("streamscope.websocket.message.largest");

  @Described("On the span of a message: `text` or `binary`")
  public static final AttributeKey<String> MESSAGE_TYPE =
      stringKey("streamscope.websocket.message.type");

  @Described("On the span of a message: its payload bytes")
  public static final AttributeKey<Long> MESSAGE_BYTES =
      longKey("streamscope.websocket.message.bytes");

  @Described("Code of the close frame (RFC 6455 §7.4); 1005 without one, 1006 without a frame")
  public static final AttributeKey<Long> CLOSE_CODE = longKey("streamscope.websocket.close.code");

  @Described("Who closed: `local` or `remote`")
  public static final AttributeKey<String> CLOSE_INITIATOR =
      stringKey("streamscope.websocket.close.initiator");

  @Described("Which part of the session this is, from 1")
  public static final AttributeKey<Long> SEGMENT_NUMBER =
      longKey("streamscope.websocket.segment.number");

  @Described("Ping sent → pong received, mean, seconds")
  public static final AttributeKey<Double> RTT_MEAN = doubleKey("streamscope.websocket.rtt.mean");

  @Described("Found in the field that `streamscope.websocket.message-id-field` names")
  public static final AttributeKey<String> MESSAGE_ID = stringKey("streamscope.message.id");

  private WebSocketAttributes() {}
}
