/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "\\\"", "\\\\", "\\n\\/\\u00e9", "\ud83d\ude00", "\u007f", "\\\\\\\""})
  void string_endsAtItsQuote(String text) {
    assertThat(JsonScan.stringEnd(text + "\",\"", 0)).isEqualTo(text.length());
    assertThat(JsonScan.stringEnd("[\"" + text + "\"]", 2)).isEqualTo(text.length() + 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "\\",
        "\\\"",
        "\\x\"",
        "a\nb\"",
        "\u001f\"",
        "\\u00g0\"",
        "\\u00\"",
        "\\u12"
      })
  void brokenString_hasNoEnd(String text) {
    assertThat(JsonScan.stringEnd(text, 0)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "12", "1.5", "-0.25e-7", "1E3", "2e+10", "100"})
  void number_endsAfterItsLastDigit(String number) {
    byte[] json = ("[" + number + "]").getBytes(UTF_8);

    assertThat(JsonScan.numberEnd(json, 1, json.length)).isEqualTo(json.length - 1);
    assertThat(JsonScan.numberEnd(json, 1, json.length - 1)).isEqualTo(json.length - 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "01", "-01", "+1", ".5", "1.", "1.e3", "1e", "1e-", "x", "-x"})
  void brokenNumber_hasNoEnd(String number) {
    byte[] json = (number + ",").getBytes(UTF_8);

    assertThat(JsonScan.numberEnd(json, 0, json.length)).isEqualTo(-1);
    assertThat(JsonScan.numberEnd(json, 0, json.length - 1)).isEqualTo(-1);
  }

  @Test
  void measuresUtf8AsTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(11);
    String[] parts = {
      "a",
      "0123456789",
      "\u007f",
      "\u0080",
      "\u00ff",
      "\u07ff",
      "\u0800",
      "\uffff",
      "\ud83d",
      "\ude00",
      "\ud83d\ude00",
      "abcdefgh"
    };
    for (int n = 0; n < 200_000; n++) {
      StringBuilder text = new StringBuilder();
      int kinds = random.nextInt(1, parts.length + 1);
      for (int i = random.nextInt(12); i > 0; i--) {
        text.append(parts[random.nextInt(kinds)]);
      }
      String s = text.toString();
      assertThat(JsonScan.utf8Length(s)).isEqualTo(s.getBytes(UTF_8).length);
      int to = random.nextInt(s.length() + 1);
      int from = random.nextInt(to + 1);
      assertThat(JsonScan.utf8Length(s, from, to))
          .isEqualTo(s.substring(from, to).getBytes(UTF_8).length);
    }
  }
}
