/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StompFrameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT\naccept-version:1.2\n\n\0",
        "STOMP\r\nhost:here\r\n\r\n\0",
        "[\"CONNECT\\naccept-version:1.2\\n\\n\\u0000\"]"
      })
  void firstFrame_opensASession(String message) {
    StompFrame frame = StompFrame.of(message);

    assertThat(frame.isConnect()).isTrue();
    assertThat(frame.isForTheBroker()).isTrue();
    assertThat(frame.isSend()).isFalse();
    assertThat(frame.isHeartbeat()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECTED", "connect\n\n\0", "CONNECT me", "{}", "[]", "[\"", "\0"})
  void anythingElse_opensNone(String message) {
    StompFrame frame = StompFrame.of(message);

    assertThat(frame.isConnect()).isFalse();
    assertThat(frame.isForTheBroker()).isFalse();
    assertThat(frame.isSend()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEND\ndestination:/app/ask\ntp: a b\ntp:second\n\nbody:no\0",
        "\n\r\nSEND\r\ndestination:/app/ask\r\ntp: a b\r\n\r\nbody:no\0",
        "[\"SEND\\ndestination:/app/ask\\ntp: a b\\n\\nbody:no\\u0000\"]"
      })
  void question_hasHeaders(String message) {
    StompFrame frame = StompFrame.of(message);

    assertThat(frame.isSend()).isTrue();
    assertThat(frame.isForTheBroker()).isFalse();
    assertThat(frame.header("destination")).isEqualTo("/app/ask");
    assertThat(frame.header("tp")).isEqualTo(" a b");
    assertThat(frame.header("t")).isNull();
    assertThat(frame.header("body")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "", "[\"\\n\"]", "[\"\\r\\n\"]"})
  void nothingButAnEndOfALine_isAHeartbeat(String message) {
    assertThat(StompFrame.of(message).isHeartbeat()).isTrue();
  }

  @Test
  void headWithoutAnEnd_isReadToALimit() {
    String message = "SEND\n" + "x:1\n".repeat(1_000_000) + "late:2\n\n\0";

    assertThat(StompFrame.of(message).header("late")).isNull();
    assertThat(StompFrame.of(message).header("x")).isEqualTo("1");
  }
}
