/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

  @Test
  void readsValuesInOrder() {
    String json = " {\"a\" : [1, -2.5 ,true], \"b\":{\"c\":null}, \"d\":\"x\\n\"} ";
    for (JsonReader reader : both(json)) {
      reader.beginObject();
      assertThat(reader.nextName()).isEqualTo("a");
      reader.beginArray();
      assertThat(reader.peek()).isEqualTo(JsonToken.NUMBER);
      assertThat(reader.nextLong()).isEqualTo(1);
      assertThat(reader.nextDouble()).isEqualTo(-2.5);
      assertThat(reader.nextBoolean()).isTrue();
      assertThat(reader.hasNext()).isFalse();
      reader.endArray();
      assertThat(reader.nextName()).isEqualTo("b");
      reader.beginObject();
      assertThat(reader.nextName()).isEqualTo("c");
      reader.nextNull();
      reader.endObject();
      assertThat(reader.nextName()).isEqualTo("d");
      assertThat(reader.nextString()).isEqualTo("x\n");
      assertThat(reader.hasNext()).isFalse();
      reader.endObject();
      assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
      assertThat(reader.hasNext()).isFalse();
      assertThat(reader.failed()).isFalse();
    }
  }

  @Test
  void skipsValuesAndNames() {
    for (JsonReader reader : both("{\"a\":[{\"b\":[1,\"\\u00e9\"]},2],\"c\":3,\"d\":4}")) {
      reader.beginObject();
      reader.nextName();
      reader.skipValue();
      reader.skipValue();
      assertThat(reader.nextName()).isEqualTo("d");
      assertThat(reader.nextLong()).isEqualTo(4);
      assertThat(reader.failed()).isFalse();
      reader.skipValue();
      assertThat(reader.failed()).isTrue();
    }
  }

  @Test
  void aFailedReaderReturnsDefaults() {
    JsonReader reader = JsonReader.of("{\"a\":1}");
    reader.beginArray();
    assertThat(reader.failed()).isTrue();
    assertThat(reader.peek()).isEqualTo(JsonToken.ERROR);
    assertThat(reader.hasNext()).isFalse();
    assertThat(reader.nextName()).isEmpty();
    assertThat(reader.nextString()).isEmpty();
    assertThat(reader.nextLong()).isZero();
    assertThat(reader.nextDouble()).isZero();
    assertThat(reader.nextBoolean()).isFalse();
    reader.nextNull();
    reader.beginObject();
    reader.endObject();
    reader.endArray();
    reader.skipValue();
    assertThat(reader.failed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "nulll",
        "tru",
        "True",
        "01",
        "-",
        "-01",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "NaN",
        "Infinity",
        "0x1",
        "1 2",
        "1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[",
        "]",
        "{",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\" 1}",
        "[1}",
        "{\"a\":1]",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\u\uff11111\"",
        "\"\n\"",
        "\"\0\"",
        "// c\n1",
        "[1]#",
        "\ufeff1",
        "\u00a01",
        "[1]]",
        "\"a\"\"b\"",
        "{\"a\":1 \"b\":2}",
        "--1",
        "1e5.5"
      })
  void rejects(String json) {
    for (JsonReader reader : both(json)) {
      reader.skipValue();
      assertThat(reader.peek()).isEqualTo(JsonToken.ERROR);
      assertThat(reader.failed()).isTrue();
    }
  }

  @Test
  void stopsAtTheDepthLimit() {
    assertThat(depthIsAccepted(64, 1000)).isTrue();
    assertThat(depthIsAccepted(65, 1000)).isFalse();
    assertThat(depthIsAccepted(3, 3)).isTrue();
    assertThat(depthIsAccepted(4, 3)).isFalse();
    assertThat(depthIsAccepted(1, -1)).isFalse();
  }

  @Test
  void cutsLongStringsAndGoesOn() {
    String smile = "\ud83d\ude00";
    String[] spellings = {"ab" + smile + "cd", "ab\\ud83d\\ude00cd", "\\u0061b" + smile + "cd"};
    String[] expected = {
      "", "a", "ab", "ab", "ab" + smile, "ab" + smile + "c", "ab" + smile + "cd"
    };
    for (String spelling : spellings) {
      byte[] utf8 = ("[\"" + spelling + "\",1]").getBytes(UTF_8);
      for (int limit = 0; limit < expected.length; limit++) {
        JsonReader[] readers = {
          JsonReader.of(new String(utf8, UTF_8), 9, limit),
          JsonReader.of(utf8, 0, utf8.length, 9, limit)
        };
        for (JsonReader reader : readers) {
          reader.beginArray();
          assertThat(reader.nextString()).isEqualTo(expected[limit]);
          assertThat(reader.wasCut()).isEqualTo(limit < 6);
          assertThat(reader.nextLong()).isEqualTo(1);
          reader.endArray();
          assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
        }
      }
    }
  }

  @Test
  void longsAreExactCutOrSaturated() {
    assertThat(longOf("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(longOf("9223372036854775801")).isEqualTo(9223372036854775801L);
    assertThat(longOf("9223372036854775808")).isEqualTo(Long.MAX_VALUE);
    assertThat(longOf("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
    assertThat(longOf("-9223372036854775809")).isEqualTo(Long.MIN_VALUE);
    assertThat(longOf("1e400")).isEqualTo(Long.MAX_VALUE);
    assertThat(longOf("12.9")).isEqualTo(12);
    assertThat(longOf("-12.9")).isEqualTo(-12);
    assertThat(longOf("1.2e3")).isEqualTo(1200);
    assertThat(longOf("-0")).isZero();
  }

  @Test
  void limitsNumbersAndClipsRanges() {
    assertThat(accepts(JsonReader.of("1".repeat(1000)))).isTrue();
    assertThat(accepts(JsonReader.of("1".repeat(1001)))).isFalse();
    byte[] utf8 = "x12x".getBytes(UTF_8);
    assertThat(utf8(utf8, 1, 2).nextLong()).isEqualTo(12);
    assertThat(accepts(utf8(utf8, 1, Integer.MAX_VALUE))).isFalse();
    assertThat(accepts(utf8(utf8, 9, 9))).isFalse();
    assertThat(accepts(utf8(utf8, -9, -9))).isFalse();
    assertThat(accepts(utf8(utf8, Integer.MAX_VALUE, Integer.MAX_VALUE))).isFalse();
    assertThat(accepts(JsonReader.of(new StringBuilder("[]")))).isTrue();
  }

  static JsonReader utf8(byte[] json, int offset, int length) {
    return JsonReader.of(
        json, offset, length, JsonReader.MAX_DEPTH, JsonReader.DEFAULT_STRING_LIMIT);
  }

  static boolean accepts(JsonReader reader) {
    reader.skipValue();
    return reader.peek() == JsonToken.END_DOCUMENT;
  }

  private static long longOf(String json) {
    return JsonReader.of(json).nextLong();
  }

  private static boolean depthIsAccepted(int depth, int limit) {
    String json = "[".repeat(depth - 1) + "{}" + "]".repeat(depth - 1);
    return accepts(JsonReader.of(json, limit, 10));
  }

  private static JsonReader[] both(String json) {
    byte[] utf8 = ("xx" + json + "xx").getBytes(UTF_8);
    return new JsonReader[] {JsonReader.of(json), utf8(utf8, 2, utf8.length - 4)};
  }
}
