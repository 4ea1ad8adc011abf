/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonScanTest {

  private static final String[] KEYS = {
    "id",
    "model",
    "usage",
    "content",
    "delta",
    "choices",
    "finish_reason",
    "prompt_tokens",
    "completion_tokens",
    "tool_calls",
    "arguments",
    "role",
    "missing"
  };

  private final ObjectMapper mapper = new ObjectMapper(new JsonFactory());

  @Test
  void passesOverValuesThatLookLikeTheKey() {
    String json = "{\"x\":\"usage\",\"y\":[\"usage\" , 1],\"usage\" \n:\t 42}";
    assertThat(JsonScan.longAt(json, JsonScan.valueIndex(json, "\"usage\""))).isEqualTo(42);
  }

  @Test
  void passesOverKeysThatEndLikeTheKey() {
    String json = "{\"see \\\"usage\":1,\"c\":\"\\\"usage\\\":2\",\"usage\":3}";
    assertThat(JsonScan.longAt(json, JsonScan.valueIndex(json, "\"usage\""))).isEqualTo(3);
  }

  @Test
  void findsTheNextOneFromAnIndexOn() {
    String json = "{\"n\":1,\"usage\":{\"n\":2}}";
    int usage = JsonScan.valueIndex(json, "\"usage\"");
    assertThat(JsonScan.longAt(json, JsonScan.valueIndex(json, "\"n\""))).isEqualTo(1);
    assertThat(JsonScan.longAt(json, JsonScan.valueIndex(json, "\"n\"", usage))).isEqualTo(2);
  }

  @Test
  void readsWholeNumbersOnly() {
    String[] none = {"", "-", "-1", "x", "\"1\"", "null", "1e3", "1.5E1", "9223372036854775808"};
    for (String json : none) {
      assertThat(JsonScan.longAt(json, 0)).as(json).isEqualTo(-1);
    }
    assertThat(JsonScan.longAt("0", 0)).isZero();
    assertThat(JsonScan.longAt("12}", 0)).isEqualTo(12);
    assertThat(JsonScan.longAt("12.75,", 0)).isEqualTo(12);
    assertThat(JsonScan.longAt("922337203685477579", 0)).isEqualTo(922337203685477579L);
    assertThat(JsonScan.longAt("9223372036854775807", 0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void unescapesAndCutsStrings() {
    String json = "\"a\\n\\\"\\u00e9\\ud83d\\ude00\\/z\"";
    String text = "a\n\"\u00e9\ud83d\ude00/z";
    assertThat(JsonScan.stringAt(json, 0, 100)).isEqualTo(text);
    assertThat(JsonScan.stringAt(json, 0, 8)).isEqualTo(text);
    assertThat(JsonScan.stringAt(json, 0, 7)).isEqualTo(text.substring(0, 7));
    assertThat(JsonScan.stringAt(json, 0, 5)).isEqualTo(text.substring(0, 4));
    assertThat(JsonScan.stringAt("\"ab\"", 0, 1)).isEqualTo("a");
    assertThat(JsonScan.stringAt("\"ab\"", 0, 0)).isEmpty();
    assertThat(JsonScan.stringAt("\"ab\"", 0, -1)).isEmpty();
    assertThat(JsonScan.stringAt("\"\ud83d\ude00\"", 0, 1)).isEmpty();
    for (String broken :
        new String[] {"", "ab", "\"", "\"ab", "\"a\\", "\"a\\x\"", "\"\\u00g0\"", "\"\\u00"}) {
      assertThat(JsonScan.stringAt(broken, 0, 100)).as(broken).isNull();
    }
  }

  @Test
  void everyIndexIsAllowed() {
    String json = "[\"a\",{\"b\":[ ]},null,1]";
    int[] odd = {Integer.MIN_VALUE, -1, json.length(), Integer.MAX_VALUE - 1, Integer.MAX_VALUE};
    for (int index : odd) {
      assertThat(JsonScan.longAt(json, index)).isEqualTo(-1);
      assertThat(JsonScan.stringAt(json, index, 9)).isNull();
      assertThat(JsonScan.isNullAt(json, index)).isFalse();
      assertThat(JsonScan.isNonEmptyStringAt(json, index)).isFalse();
      assertThat(JsonScan.isNonEmptyArrayAt(json, index)).isFalse();
    }
    assertThat(JsonScan.valueIndex("{\"b\":", "\"b\"")).isEqualTo(-1);
    assertThat(JsonScan.valueIndex("\"b\"", "\"b\"")).isEqualTo(-1);
    assertThat(JsonScan.isNonEmptyArrayAt("[ ", 0)).isFalse();
    assertThat(JsonScan.isNonEmptyStringAt("\"", 0)).isFalse();
  }

  @Test
  void agreesWithJacksonOnChunks() throws IOException {
    SplittableRandom random = new SplittableRandom(10);
    RandomJson generator = new RandomJson(random);
    for (int n = 0; n < 30_000; n++) {
      String json = chunk(random, generator);
      for (String key : KEYS) {
        JsonNode expected = first(json, key);
        int at = JsonScan.valueIndex(json, "\"" + key + "\"");
        assertThat(at >= 0).as(json + " " + key).isEqualTo(expected != null);
        if (expected != null) {
          compare(json, at, expected);
        }
      }
    }
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
    }
  }

  private static void compare(String json, int at, JsonNode expected) {
    boolean isString = expected.isTextual();
    String text = expected.textValue();
    assertThat(JsonScan.isNullAt(json, at)).as(json).isEqualTo(expected.isNull());
    assertThat(JsonScan.isNonEmptyStringAt(json, at))
        .as(json)
        .isEqualTo(isString && !text.isEmpty());
    assertThat(JsonScan.isNonEmptyArrayAt(json, at))
        .as(json)
        .isEqualTo(expected.isArray() && !expected.isEmpty());
    assertThat(JsonScan.stringAt(json, at, 1_000_000)).as(json).isEqualTo(text);
    if (expected.isInt()) {
      assertThat(JsonScan.longAt(json, at)).as(json).isEqualTo(expected.intValue());
    } else if (!expected.isNumber()) {
      assertThat(JsonScan.longAt(json, at)).as(json).isEqualTo(-1);
    }
  }

  /** The value of the first such key in the text. */
  private @Nullable JsonNode first(String json, String key) throws IOException {
    try (JsonParser parser = mapper.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && key.equals(parser.currentName())) {
          parser.nextToken();
          return mapper.readTree(parser);
        }
      }
      return null;
    }
  }

  /** A chat completion chunk in random spelling and with texts that try to mislead. */
  private static String chunk(SplittableRandom random, RandomJson generator) {
    String delta = members(random, generator, "role", text(generator), "content", text(generator));
    String call = members(random, generator, "arguments", text(generator), "x", "\"usage\"");
    String withCall =
        members(random, generator, "content", "null", "tool_calls", "[ " + call + "\n]");
    String choice =
        members(
            random,
            generator,
            random.nextBoolean() ? "delta" : "message",
            random.nextInt(4) == 0 ? withCall : delta,
            "finish_reason",
            random.nextBoolean() ? "null" : "\"stop\"");
    String tokens =
        members(
            random,
            generator,
            "prompt_tokens",
            String.valueOf(random.nextInt(100_000)),
            "completion_tokens",
            String.valueOf(random.nextInt(100)));
    String head = members(random, generator, "id", text(generator), "model", "\"usage\"");
    return members(
        random,
        generator,
        "object",
        head,
        "choices",
        random.nextInt(5) == 0 ? "[ ]" : "[" + choice + "]",
        generator.text().replaceAll("[^a-z]", "") + "\\\"usage",
        generator.number(),
        "usage",
        random.nextBoolean() ? "null" : tokens);
  }

  private static String text(RandomJson generator) {
    return generator.quoted(generator.text());
  }

  /** An object; some members are left out. */
  private static String members(
      SplittableRandom random, RandomJson generator, String... namesAndValues) {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (random.nextInt(8) > 0) {
        json.append(json.length() > 1 ? "," : "");
        generator.whitespace(json);
        json.append('"').append(namesAndValues[i]).append('"');
        generator.whitespace(json);
        json.append(':');
        generator.whitespace(json);
        json.append(namesAndValues[i + 1]);
        generator.whitespace(json);
      }
    }
    return json.append('}').toString();
  }
}
