/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventShapeTest {

  private static final String EVENT = "{\"type\":\"delta\",\"n\":12,\"text\":\"Hi\"}";

  private final EventShape shape = shape(EVENT);
  private final EventShape learned = learn(shape, "{\"type\":\"delta\",\"n\":7,\"text\":\"x\"}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\"}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"\\\"}\\u00e9\"}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"日本 \"}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\"     }",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\"\t}\r\n"
      })
  void anotherText_hasTheShape(String event) {
    assertThat(matches(shape, event)).isTrue();
    assertThat(matches(learned, event)).isTrue();
    assertThat(matches(shape(EVENT.replace("}", "   } ")), event)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"\"}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\"",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\"]",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\"}}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\" }x",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"x\",\"end\":true}",
        "{\"type\":\"delta\",\"n\":12,\"text\":\"\\x\"}",
        "{\"type\":\"delta\",\"n\":12,\"text\":null}",
        "{\"type\":\"delta\", \"n\":12,\"text\":\"x\"}",
        "{\"type\":\"other\",\"n\":12,\"text\":\"x\"}"
      })
  void anythingElse_hasNot(String event) {
    assertThat(matches(shape, event)).isFalse();
    assertThat(matches(learned, event)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "-1.5e3", "123456789012345678901234567890"})
  void numberThatHasDiffered_mayBeAnyOther(String number) {
    String event = EVENT.replace("12", number);

    assertThat(matches(learned, event)).isTrue();
    assertThat(matches(shape, event)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1-2", "1.", "01", "1e", "\"1\"", "null", "1,\"x\":1"})
  void noNumber_hasNotTheShape(String number) {
    assertThat(matches(learned, EVENT.replace("12", number))).isFalse();
  }

  @Test
  void valueThatDecides_isNotLearned() {
    String other = EVENT.replace("delta", "other");

    EventShape replaced = learn(shape, other);

    assertThat(matches(replaced, EVENT)).isFalse();
    assertThat(matches(replaced, other)).isTrue();
  }

  @Test
  void eventThatIsNoObject_hasNoShape() {
    byte[] array = "[\"Hi\"]".getBytes(UTF_8);

    assertThat(EventShape.of(array, array.length, 1)).isNull();
    assertThat(EventShape.of(array, 0, 1)).isNull();
  }

  @Test
  void eventWithinMoreBytes_isTheRange() {
    byte[] bytes = ("}\"" + EVENT + "\"}").getBytes(UTF_8);

    assertThat(shape.matches(bytes, 2, bytes.length - 4)).isTrue();
    assertThat(shape.matches(bytes, 2, bytes.length - 3)).isFalse();
    assertThat(shape.matches(bytes, 1, bytes.length - 3)).isFalse();
  }

  private static EventShape shape(String event) {
    byte[] utf8 = event.getBytes(UTF_8);
    EventShape shape = EventShape.of(utf8, utf8.length, textAt(event));
    assertThat(shape).isNotNull();
    return shape;
  }

  private static EventShape learn(EventShape known, String event) {
    byte[] utf8 = event.getBytes(UTF_8);
    EventShape shape = known.learn(utf8, utf8.length, textAt(event));
    assertThat(shape).isNotNull();
    return shape;
  }

  private static int textAt(String event) {
    return event.indexOf("\"text\":") + 7;
  }

  private static boolean matches(EventShape shape, String event) {
    byte[] utf8 = event.getBytes(UTF_8);
    return shape.matches(utf8, 0, utf8.length);
  }
}
