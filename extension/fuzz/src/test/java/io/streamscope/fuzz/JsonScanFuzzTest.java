/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonToken;
import io.streamscope.json.JsonScan;
import java.math.BigInteger;
import java.util.List;

/** Look-ups in any text: in valid JSON they find what Jackson finds, elsewhere nothing throws. */
class JsonScanFuzzTest {

  private static final List<String> KEYS = List.of("usage", "content", "index", "a", "absent");

  /** From here on the scan takes any number for one that does not fit. */
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void anyText_isSearchedAsJacksonReadsIt(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    boolean hasSurrogates = decisions.below(4) == 3;
    int limit = decisions.oneOf(256, 0, 1, 2, 7, Integer.MAX_VALUE, -1);
    byte[] plan = decisions.plan();
    byte[] bytes = decisions.rest();
    String text = hasSurrogates ? FuzzText.withSurrogates(bytes) : new String(bytes, UTF_8);

    anywhere(text, plan, limit);
    List<JacksonToken> tokens = JacksonToken.all(text);
    if (tokens != null) {
      new Comparison(text, tokens, limit).all();
    }
    compareLengths(text);
    Allocation.assertAtMost(4_096, () -> withoutMemory(text));
  }

  /** No exception, whatever the text and the index. */
  private static void anywhere(String text, byte[] plan, int limit) {
    for (byte step : plan) {
      int index = step * Math.max(1, text.length()) / 100;
      for (String key : KEYS) {
        int value = JsonScan.valueIndex(text, quoted(key), index);
        assertThat(value).isBetween(-1, text.length() - 1);
        look(text, value, limit);
      }
      look(text, index, limit);
      look(text, index < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE, limit);
    }
  }

  private static void look(String text, int index, int limit) {
    assertThat(JsonScan.longAt(text, index)).isGreaterThanOrEqualTo(-1);
    JsonScan.isNullAt(text, index);
    JsonScan.isNonEmptyStringAt(text, index);
    JsonScan.isNonEmptyArrayAt(text, index);
    String string = JsonScan.stringAt(text, index, limit);
    assertThat(string == null ? 0 : string.length()).isBetween(0, Math.max(0, limit));
  }

  private static void compareLengths(String text) {
    assertThat(JsonScan.utf8Length(text)).isEqualTo(text.getBytes(UTF_8).length);
    for (int from = 0; from <= text.length(); from += 1 + text.length() / 8) {
      long expected = text.substring(from).getBytes(UTF_8).length;
      assertThat(JsonScan.utf8Length(text, from)).isEqualTo(expected);
    }
  }

  private static void withoutMemory(String text) {
    JsonScan.utf8Length(text);
    int value = JsonScan.valueIndex(text, "\"usage\"");
    JsonScan.longAt(text, value);
    JsonScan.isNullAt(text, value);
    JsonScan.isNonEmptyStringAt(text, value);
    JsonScan.isNonEmptyArrayAt(text, value);
  }

  private static String quoted(String key) {
    return '"' + key + '"';
  }

  private record Comparison(String text, List<JacksonToken> tokens, int limit) {

    void all() {
      for (String key : KEYS) {
        compareFirst(key, 0, 0);
      }
      for (int i = 0; i < tokens.size(); i++) {
        JacksonToken token = tokens.get(i);
        if (token.kind() == JsonToken.FIELD_NAME && isPlain(token)) {
          compareFirst(token.text(), 0, 0);
          int value = tokens.get(i + 1).at();
          compareFirst(token.text(), value, i + 1);
        } else {
          compareValue(i);
        }
      }
    }

    /** The first member of that name that begins with a token. */
    private void compareFirst(String key, int from, int firstToken) {
      int expected = -1;
      for (int i = firstToken; i < tokens.size() && expected < 0; i++) {
        JacksonToken token = tokens.get(i);
        if (token.kind() == JsonToken.FIELD_NAME && token.text().equals(key) && isPlain(token)) {
          expected = tokens.get(i + 1).at();
        }
      }
      assertThat(JsonScan.valueIndex(text, quoted(key), from)).as(key).isEqualTo(expected);
    }

    /** Written without escapes and with a letter first. */
    private boolean isPlain(JacksonToken name) {
      return text.startsWith(quoted(name.text()), name.at())
          && !name.text().isEmpty()
          && Character.isLetter(name.text().charAt(0))
          && name.text().indexOf('\\') < 0;
    }

    private void compareValue(int index) {
      JacksonToken token = tokens.get(index);
      int at = token.at();
      boolean isString = token.kind() == JsonToken.VALUE_STRING;
      boolean isArray = token.kind() == JsonToken.START_ARRAY;
      assertThat(JsonScan.isNullAt(text, at)).isEqualTo(token.kind() == JsonToken.VALUE_NULL);
      assertThat(JsonScan.isNonEmptyStringAt(text, at))
          .isEqualTo((isString || isName(token)) && !token.text().isEmpty());
      assertThat(JsonScan.isNonEmptyArrayAt(text, at))
          .isEqualTo(isArray && tokens.get(index + 1).kind() != JsonToken.END_ARRAY);
      assertThat(JsonScan.longAt(text, at)).isEqualTo(whole(token));
      if (isString) {
        compareString(token.text(), JsonScan.stringAt(text, at, limit));
      } else if (!isName(token)) {
        assertThat(JsonScan.stringAt(text, at, limit)).isNull();
      }
    }

    private static boolean isName(JacksonToken token) {
      return token.kind() == JsonToken.FIELD_NAME;
    }

    private void compareString(String expected, String actual) {
      int most = Math.max(0, limit);
      if (expected.length() <= most) {
        assertThat(actual).isEqualTo(expected);
      } else {
        assertThat(actual).matches(cut -> FuzzText.isCutOf(cut, expected, most), expected);
      }
    }

    private static long whole(JacksonToken token) {
      if (!token.isNumber() || !token.text().matches("[0-9]+(\\.[0-9]+)?")) {
        return -1;
      }
      BigInteger whole = new BigInteger(token.text().replaceFirst("\\..*", ""));
      return whole.compareTo(LARGEST) > 0 ? -1 : whole.longValueExact();
    }
  }
}
