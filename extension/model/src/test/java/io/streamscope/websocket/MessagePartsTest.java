/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagePartsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "plain text", "Größe", "€ 5", "日本語 and more", "a😀b", "😀😀"})
  void lengthOfAText_isThatOfItsBytes(String text) {
    long bytes = text.getBytes(UTF_8).length;
    CharBuffer part = CharBuffer.wrap(("é" + text + "€").toCharArray());
    part.position(1).limit(1 + text.length());
    CharBuffer slice = part.slice();

    List<CharSequence> all =
        List.of(text, new StringBuilder(text), CharBuffer.wrap(text), part, slice);
    assertThat(all).allSatisfy(each -> assertThat(MessageParts.utf8Length(each)).isEqualTo(bytes));
    assertThat(part.position()).isEqualTo(1);
    assertThat(slice.hasArray()).isTrue();
    assertThat(CharBuffer.wrap(text).hasArray()).isFalse();
  }

  @Test
  void halfASurrogatePair_countsAsTwo() {
    assertThat(MessageParts.utf8Length("\ud83d")).isEqualTo(2);
    assertThat(MessageParts.utf8Length(CharBuffer.wrap(new char[] {'\ud83d'}))).isEqualTo(2);
  }
}
