/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import java.util.SplittableRandom;

/** Valid JSON in random spellings: whitespace, escapes where none are needed, odd numbers. */
final class RandomJson {

  private static final String[] CHUNKS = {
    "a",
    "usage",
    "\"usage\"",
    "\"usage\":",
    "\\",
    "\\\"",
    "/",
    "\n",
    "\t",
    "\0",
    "\u001f",
    "\u007f",
    "\u00e9",
    "\u07ff",
    "\u20ac",
    "\u2028",
    "\ufeff",
    "\uffff",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    ":",
    "{",
    "}",
    "[",
    "]",
    ",",
    " ",
    "null",
    "12",
    "content",
    "\"content\": \"x\"",
    "\\u0041"
  };

  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1",
    "12",
    "4096",
    "1.5",
    "-0.0",
    "0.1e-7",
    "1E3",
    "1e+2",
    "2.5E10",
    "1e400",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "-9223372036854775809",
    "9223372036854775801",
    "123456789012345678901234567890",
    "0.30000000000000004",
    "1e-400",
    "-12.75"
  };

  private final SplittableRandom random;

  RandomJson(SplittableRandom random) {
    this.random = random;
  }

  /** A value at most {@code depth} containers deep. */
  String value(int depth) {
    StringBuilder json = new StringBuilder();
    whitespace(json);
    value(json, depth);
    whitespace(json);
    return json.toString();
  }

  /** A string's characters, before any escaping. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(CHUNKS[random.nextInt(CHUNKS.length)]);
    }
    return text.toString();
  }

  String number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  /** A string in quotes, each of its characters in one of its spellings. */
  String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    int rarely = 1 + random.nextInt(30);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int letter = JsonChars.escape(c);
      if (c < 0x20 || letter >= 0 || random.nextInt(rarely) == 0) {
        boolean shortest = random.nextBoolean() && (letter >= 0 || c == '/');
        json.append(
            shortest ? "\\" + (char) (c == '/' ? c : letter) : String.format(hexFormat(), (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  void whitespace(StringBuilder json) {
    while (random.nextInt(4) == 0) {
      json.append(" \n\r\t".charAt(random.nextInt(4)));
    }
  }

  private String hexFormat() {
    return random.nextBoolean() ? "\\u%04x" : "\\u%04X";
  }

  private void value(StringBuilder json, int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> json.append("null");
      case 1 -> json.append(random.nextBoolean());
      case 2 -> json.append(number());
      case 3, 4 -> json.append(quoted(text()));
      case 5 -> elements(json, depth, '[', ']');
      default -> elements(json, depth, '{', '}');
    }
  }

  private void elements(StringBuilder json, int depth, char open, char close) {
    json.append(open);
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      whitespace(json);
      if (open == '{') {
        json.append(quoted(text()));
        whitespace(json);
        json.append(':');
        whitespace(json);
      }
      value(json, depth - 1);
      whitespace(json);
      json.append(i < size - 1 ? "," : "");
    }
    whitespace(json);
    json.append(close);
  }
}
