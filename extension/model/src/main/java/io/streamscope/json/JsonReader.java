/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import org.jspecify.annotations.Nullable;

/**
 * Bounded pull parser for one JSON value (RFC 8259), from text or from UTF-8.
 *
 * <p>Strict: no comments, no single quotes, no trailing commas, no NaN, no byte order mark, nothing
 * but whitespace after the value; from bytes, only well-formed UTF-8 inside strings. As the RFC
 * allows, names may repeat, and escapes may be unpaired surrogates.
 *
 * <p>Never throws. On malformed input, on a value nested deeper than the limit, on a number of more
 * than {@value #MAX_NUMBER} characters, and when asked for something else than what comes next, it
 * fails for good: {@link #failed()} is true, {@link #peek()} is ERROR, {@link #hasNext()} is false,
 * and values are "", 0 or false. What has not been read is not checked: a text is known to be valid
 * when {@code peek()} returns END_DOCUMENT.
 *
 * <p>Not thread-safe. Bytes are read in place and must not change meanwhile. Strings and names
 * longer than the limit are cut, never between two surrogates, and the reader goes on. No argument
 * may be null, and no result is.
 */
public final class JsonReader {

  /** The deepest nesting there can be. */
  public static final int MAX_DEPTH = 64;

  /** How many chars of a string are returned if nothing else is said. */
  public static final int DEFAULT_STRING_LIMIT = 65_536;

  /** How many characters a number can have. */
  public static final int MAX_NUMBER = 1000;

  private final JsonText text;
  private final int maxDepth;
  private final int stringLimit;

  /** Bit d: whether the container at depth d is an object. */
  private long objects;

  private int depth;

  /** In the container at hand: nothing read yet; a name read, so that its value is next. */
  private boolean first = true;

  private boolean afterName;
  private @Nullable JsonToken token;
  private boolean failed;

  private JsonReader(JsonText text, int maxDepth, int stringLimit) {
    this.text = text;
    this.maxDepth = Math.min(maxDepth, MAX_DEPTH);
    this.stringLimit = Math.max(0, stringLimit);
  }

  /** Reads text; anything but a String is copied first. */
  public static JsonReader of(CharSequence json) {
    return of(json, MAX_DEPTH, DEFAULT_STRING_LIMIT);
  }

  /** Reads text with limits of its own; the depth is at most {@link #MAX_DEPTH}. */
  public static JsonReader of(CharSequence json, int maxDepth, int stringLimit) {
    return new JsonReader(new JsonText(json.toString()), maxDepth, stringLimit);
  }

  /** The same of UTF-8; a range that reaches outside of the array is clipped. */
  public static JsonReader of(byte[] utf8, int offset, int length, int maxDepth, int stringLimit) {
    return new JsonReader(new JsonText(utf8, offset, length), maxDepth, stringLimit);
  }

  /** Whether the reader has given up. */
  public boolean failed() {
    return failed;
  }

  /** Whether the string or name read last was cut. */
  public boolean wasCut() {
    return text.wasCut();
  }

  /** What comes next; reads nothing. */
  public JsonToken peek() {
    if (failed) {
      return JsonToken.ERROR;
    }
    if (token == null) {
      token = locate();
      failed = token == JsonToken.ERROR;
    }
    return token;
  }

  /** Where the next token begins, as an index into the text or the array; reads nothing. */
  public int position() {
    peek();
    return text.position();
  }

  /** Whether the object or array at hand has one more name or element. */
  public boolean hasNext() {
    return switch (peek()) {
      case END_OBJECT, END_ARRAY, END_DOCUMENT, ERROR -> false;
      default -> true;
    };
  }

  public void beginObject() {
    begin(JsonToken.BEGIN_OBJECT);
  }

  public void endObject() {
    end(JsonToken.END_OBJECT);
  }

  public void beginArray() {
    begin(JsonToken.BEGIN_ARRAY);
  }

  public void endArray() {
    end(JsonToken.END_ARRAY);
  }

  /** The next name of the object at hand. */
  public String nextName() {
    if (!take(JsonToken.NAME)) {
      return "";
    }
    String name = text.string(stringLimit);
    return name != null && colon() ? name : failed("");
  }

  public String nextString() {
    if (!take(JsonToken.STRING)) {
      return "";
    }
    String value = text.string(stringLimit);
    return value != null ? value : failed("");
  }

  /**
   * The next number as a long. One with a fraction or an exponent, or out of range, is what casting
   * its double value gives: cut towards zero and saturated.
   */
  public long nextLong() {
    int start = number();
    return start < 0 ? 0 : text.longValue(start);
  }

  /** The next number as a double: infinite if it is out of range. */
  public double nextDouble() {
    int start = number();
    return start < 0 ? 0 : text.doubleValue(start);
  }

  public boolean nextBoolean() {
    if (!take(JsonToken.BOOLEAN)) {
      return false;
    }
    boolean isTrue = text.here() == 't';
    return (text.literal(isTrue ? "true" : "false") || fail()) && isTrue;
  }

  public void nextNull() {
    if (take(JsonToken.NULL) && !text.literal("null")) {
      fail();
    }
  }

  /**
   * Goes over the next value with all that is in it, checking it; over a name and its value if a
   * name is next. Fails at the end of an object, an array or the document.
   */
  public void skipValue() {
    if (!hasNext()) {
      fail();
    }
    int outer = depth;
    while (!failed) {
      skipToken();
      if (depth == outer && !afterName) {
        return;
      }
    }
  }

  private void skipToken() {
    switch (peek()) {
      case BEGIN_OBJECT -> beginObject();
      case BEGIN_ARRAY -> beginArray();
      case END_OBJECT -> endObject();
      case END_ARRAY -> endArray();
      case BOOLEAN -> nextBoolean();
      case NULL -> nextNull();
      case NUMBER -> number();
      case STRING, NAME -> skipString();
      default -> fail();
    }
  }

  private void skipString() {
    JsonToken kind = peek();
    take(kind);
    if (!text.string() || (kind == JsonToken.NAME && !colon())) {
      fail();
    }
  }

  private JsonToken locate() {
    int c = text.skipWhitespace();
    if (depth == 0) {
      return first ? JsonToken.ofValue(c) : c < 0 ? JsonToken.END_DOCUMENT : JsonToken.ERROR;
    }
    if (afterName) {
      return JsonToken.ofValue(c);
    }
    if (c == (inObject() ? '}' : ']')) {
      return inObject() ? JsonToken.END_OBJECT : JsonToken.END_ARRAY;
    }
    if (!first) {
      if (c != ',') {
        return JsonToken.ERROR;
      }
      text.advance();
      c = text.skipWhitespace();
    }
    if (!inObject()) {
      return JsonToken.ofValue(c);
    }
    return c == '"' ? JsonToken.NAME : JsonToken.ERROR;
  }

  /** Whether the next token is this one, which then counts as read; else the reader fails. */
  private boolean take(JsonToken expected) {
    if (peek() != expected) {
      return fail();
    }
    token = null;
    first = false;
    afterName = expected == JsonToken.NAME;
    return true;
  }

  private void begin(JsonToken expected) {
    if (!take(expected)) {
      return;
    }
    if (depth >= maxDepth) {
      fail();
      return;
    }
    text.advance();
    long bit = 1L << depth++;
    objects = expected == JsonToken.BEGIN_OBJECT ? objects | bit : objects & ~bit;
    first = true;
  }

  private void end(JsonToken expected) {
    if (take(expected)) {
      text.advance();
      depth--;
    }
  }

  private boolean inObject() {
    return (objects >>> (depth - 1) & 1) != 0;
  }

  /** Goes over a number and returns where it begins, or -1. */
  private int number() {
    if (take(JsonToken.NUMBER)) {
      int start = text.position();
      if (text.number() && text.position() - start <= MAX_NUMBER) {
        return start;
      }
      fail();
    }
    return -1;
  }

  private boolean colon() {
    if (text.skipWhitespace() != ':') {
      return false;
    }
    text.advance();
    return true;
  }

  private boolean fail() {
    failed = true;
    return false;
  }

  private String failed(String value) {
    failed = true;
    return value;
  }
}
