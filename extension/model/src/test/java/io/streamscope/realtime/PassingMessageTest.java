/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PassingMessageTest {

  private final PassingMessage message = new PassingMessage();

  @Test
  void textThatIsCutWithinACharacter_isPutTogether() {
    String text = "[\"a\u00e9\u20ac\ud83d\ude00\"]";
    for (int cut = 0; cut <= text.length(); cut++) {
      message.add(text.substring(0, cut));
      message.add(text.substring(cut));
      RealtimeEvent event = message.take();

      assertThat(event.isDocument()).isTrue();
      assertThat(event.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
      var json = event.json();
      json.beginArray();
      assertThat(json.nextString()).isEqualTo("a\u00e9\u20ac\ud83d\ude00");
    }
  }

  @Test
  void halfCharacters_areReplaced() {
    message.add("[\"\ud83d");
    message.add("x\ude00\ud83d\"]");
    var json = message.take().json();
    json.beginArray();

    assertThat(json.nextString()).isEqualTo("?x??");
    message.add("\ud83d");
    assertThat(message.take().bytes()).isEqualTo(1);
  }

  @Test
  void bytes_stayWhereTheyAre() {
    ByteBuffer bytes = ByteBuffer.wrap(new byte[10_000]).position(1).asReadOnlyBuffer();
    message.add(bytes);

    assertThat(bytes.position()).isEqualTo(1);
    assertThat(message.take().bytes()).isEqualTo(9_999);
  }

  @Test
  void longTexts_areCountedWhole() {
    message.add("x".repeat(10_000));
    message.add("\u20ac".repeat(10_000));

    assertThat(message.take().bytes()).isEqualTo(40_000);
    assertThat(message.take().bytes()).isZero();
  }
}
