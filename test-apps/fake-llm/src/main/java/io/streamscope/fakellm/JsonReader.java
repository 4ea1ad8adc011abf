/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A strict recursive-descent JSON reader. */
final class JsonReader {
  private static final int MAX_DEPTH = 200;

  private final String text;
  private int at;

  JsonReader(String text) {
    this.text = text;
  }

  Json readDocument() {
    Json value = readValue(0);
    skipSpace();
    if (at != text.length()) {
      throw malformed("text after the end");
    }
    return value;
  }

  private Json readValue(int depth) {
    if (depth > MAX_DEPTH) {
      throw malformed("nested too deep");
    }
    skipSpace();
    char c = peek();
    return switch (c) {
      case '{' -> readObject(depth);
      case '[' -> readArray(depth);
      case '"' -> new Json(readString());
      case 't' -> readWord("true", new Json(true));
      case 'f' -> readWord("false", new Json(false));
      case 'n' -> readWord("null", new Json(null));
      default -> readNumber();
    };
  }

  private Json readObject(int depth) {
    Map<String, Json> fields = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (peek() == '}') {
      at++;
      return new Json(fields);
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw malformed("field name expected");
      }
      String name = readString();
      skipSpace();
      expect(':');
      fields.put(name, readValue(depth + 1));
      skipSpace();
      if (peek() == '}') {
        at++;
        return new Json(fields);
      }
      expect(',');
    }
  }

  private Json readArray(int depth) {
    List<Json> items = new ArrayList<>();
    at++;
    skipSpace();
    if (peek() == ']') {
      at++;
      return new Json(items);
    }
    while (true) {
      items.add(readValue(depth + 1));
      skipSpace();
      if (peek() == ']') {
        at++;
        return new Json(items);
      }
      expect(',');
    }
  }

  private String readString() {
    StringBuilder string = new StringBuilder();
    at++;
    while (true) {
      char c = next();
      if (c == '"') {
        return string.toString();
      } else if (c == '\\') {
        string.append(readEscape());
      } else if (c < 0x20) {
        throw malformed("control character in a string");
      } else {
        string.append(c);
      }
    }
  }

  private char readEscape() {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> readHex();
      default -> throw malformed("unknown escape");
    };
  }

  private char readHex() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw malformed("bad unicode escape");
      }
      code = code * 16 + digit;
    }
    return (char) code;
  }

  private Json readWord(String word, Json value) {
    if (!text.startsWith(word, at)) {
      throw malformed("unknown word");
    }
    at += word.length();
    return value;
  }

  private Json readNumber() {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return new Json(Double.valueOf(text.substring(start, at)));
    } catch (NumberFormatException e) {
      throw malformed("value expected");
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed("unexpected end");
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char expected) {
    if (next() != expected) {
      throw malformed("'" + expected + "' expected");
    }
  }

  private IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException("no JSON: " + what + " at character " + at);
  }
}
