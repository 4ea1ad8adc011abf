/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsNestedAndEscapedValues() {
    Json json =
        Json.parse(
            " {\"a\" : [1, -2.5e1, {\"b\\\"\\\\\\/\":\"\\u00e9\\n\\ud83d\\ude00\"}, true, null],"
                + "\"model\":\"x\",\"c\":{}, \"d\":[]} ");
    assertThat(json.get("a").items()).hasSize(5);
    assertThat(json.get("a").items().get(1).number()).hasValue(-25.0);
    assertThat(json.get("a").items().get(2).get("b\"\\/").string()).hasValue("é\n😀");
    assertThat(json.get("a").items().get(3).isTrue()).isTrue();
    assertThat(json.get("a").get("model").string()).isEmpty();
    assertThat(json.get("missing").get("deeper").items()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[1,]",
        "{\"a\"}",
        "{\"a\":1}x",
        "\"\\x\"",
        "\"\n\"",
        "tru",
        "{a:1}",
        "1.2.3"
      })
  void rejectsWhatIsNoJson(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Json.parse(text));
  }

  @Test
  void quotesSoThatItReadsBack() {
    String text = "a\"b\\c\n\r\t\u0001é😀";
    assertThat(Json.parse(Json.quote(text)).string()).hasValue(text);
  }
}
