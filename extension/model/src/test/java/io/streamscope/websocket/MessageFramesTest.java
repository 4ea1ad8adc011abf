/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFramesTest {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private RecordedTelemetry telemetry = RecordedTelemetry.create();
  private WebSocketSession session = open();
  private MessageFrames frames = new MessageFrames(session);

  @Test
  void framesOfAMessage_areOneOfItsType() {
    receive(TEXT, false, 10);
    receive(CONTINUATION, false, 5);
    frames.controlReceived(PING, null);
    receive(CONTINUATION, true, 1);
    receive(BINARY, true, 100);
    frames.sent(BINARY, false, 7);
    frames.sent(TEXT, true, 3); // of somebody who need not wait
    frames.sent(CONTINUATION, true, 7);
    session.closed();

    assertThat(messages("inbound", "text")).isEqualTo(1);
    assertThat(messages("inbound", "binary")).isEqualTo(1);
    assertThat(messages("outbound", "text")).isEqualTo(1);
    assertThat(messages("outbound", "binary")).isEqualTo(1);
    assertThat(bytes("inbound")).isEqualTo(116);
    assertThat(bytes("outbound")).isEqualTo(17);
  }

  @Test
  void payload_isCountedAndLeftAsItIs() {
    ByteBuffer payload = ByteBuffer.allocate(9).position(2);
    frames.sent(BINARY, true, payload);
    session.closed();

    assertThat(bytes("outbound")).isEqualTo(7);
    assertThat(payload.position()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"true, remote", "false, local"})
  void closeFrame_tellsItsCode(boolean remote, String initiator) {
    ByteBuffer payload = ByteBuffer.allocate(8).putShort(3, (short) 61_234).position(3);
    if (remote) {
      frames.controlReceived(CLOSE, payload);
    } else {
      frames.controlSent(CLOSE, payload);
    }
    frames.controlReceived(CLOSE, ByteBuffer.allocate(2)); // its echo
    session.closed();

    assertThat(payload.position()).isEqualTo(3);
    assertThat(telemetry.span().getAttributes().asMap())
        .containsEntry(WebSocketAttributes.CLOSE_CODE, 61_234L)
        .containsEntry(WebSocketAttributes.CLOSE_INITIATOR, initiator);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1"})
  void closeFrameWithoutACode_is1005(int size) {
    frames.controlReceived(CLOSE, size < 0 ? null : ByteBuffer.allocate(size));
    session.closed();

    assertThat(telemetry.span().getAttributes().get(WebSocketAttributes.CLOSE_CODE))
        .isEqualTo(1005L);
  }

  @Test
  void pingOfOurs_isTimedUntilItsPong() {
    frames.controlReceived(PING, null);
    frames.controlSent(PING, null);
    telemetry.clock().advanceMillis(30);
    frames.controlSent(PONG, null);
    frames.controlReceived(PONG, null);
    session.closed();

    assertThat(telemetry.span().getAttributes().get(WebSocketAttributes.RTT_MEAN)).isEqualTo(0.03);
  }

  @Test
  void wholeTextOnly_isLookedAtIfItIsTheFirstOrTheUserAsksForThat() {
    assertThat(frames.looksAt(TEXT, true)).isTrue();
    frames.handled(frames.received(TEXT, true, 5, "hello"));
    assertThat(frames.looksAt(TEXT, true)).isFalse();
    session.closed();

    telemetry =
        RecordedTelemetry.sampled(
            StreamscopeConfig.defaults().with(ConfigKey.WEBSOCKET_HEARTBEAT, "ping"));
    session = open();
    frames = new MessageFrames(session);
    assertThat(frames.looksAt(TEXT, true)).isTrue();
    assertThat(frames.looksAt(TEXT, false)).isFalse();
    assertThat(frames.looksAt(CONTINUATION, true)).isFalse();
    assertThat(frames.looksAt(BINARY, true)).isFalse();
    frames.handled(frames.received(TEXT, true, 4, "ping"));
    session.closed();

    assertThat(telemetry.spans()).hasSize(1); // no turn
  }

  @Test
  void whatTheHandlerThrowsFirst_failsItsTurn() throws InterruptedException {
    frames.failing(new AssertionError("before it was called"));
    MessageScope scope = frames.received(TEXT, true, 4, null);
    Thread other = new Thread(() -> frames.failing(new AssertionError("of somebody else")));
    other.start();
    other.join();
    frames.failing(new IllegalStateException());
    frames.failing(new AssertionError("what follows from it"));
    frames.handled(scope);
    receive(TEXT, true, 4);
    session.closed();

    assertThat(telemetry.spans())
        .filteredOn(span -> span.getName().equals("websocket_turn /chat"))
        .extracting(span -> span.getAttributes().get(AttributeKey.stringKey("error.type")))
        .containsExactly("java.lang.IllegalStateException", null);
  }

  private void receive(int opcode, boolean fin, long bytes) {
    assertThat(MessageFrames.isData(opcode)).isTrue();
    frames.handled(frames.received(opcode, fin, bytes, null));
  }

  private WebSocketSession open() {
    return WebSocketTelemetry.create(telemetry.runtime(), "test")
        .open(
            Context.root(),
            WebSocketPeer.ofServer("/chat", null),
            telemetry.clock().getAsLong(),
            null);
  }

  private long messages(String direction, String type) {
    return telemetry.counter(
        "streamscope.websocket.messages",
        Attributes.of(StreamAttributes.DIRECTION, direction, AttributeKey.stringKey("type"), type));
  }

  private long bytes(String direction) {
    return telemetry.counter(
        "streamscope.websocket.bytes", Attributes.of(StreamAttributes.DIRECTION, direction));
  }
}
