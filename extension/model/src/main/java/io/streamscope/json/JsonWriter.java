/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import org.jspecify.annotations.Nullable;

/**
 * Appends one JSON value (RFC 8259) to a StringBuilder and never writes more than its limit.
 *
 * <p>What does not fit is left out, and everything after it too, except for the ends of what is
 * open, for which there is always room: the result is valid JSON. A string is cut rather than left
 * out. A call that JSON does not allow at its place (a value without a name in an object, a second
 * value, nesting over {@value #MAX_DEPTH}) counts as something that does not fit. Never throws.
 *
 * <p>Unpaired surrogates are written as escapes, so the text can be encoded without loss; numbers
 * that are not finite are written as null. Not thread-safe; nothing else may write to the builder
 * meanwhile. No argument may be null but a value.
 */
public final class JsonWriter {

  /** The deepest nesting there can be. */
  public static final int MAX_DEPTH = 64;

  private static final String NULL = "null";
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out;
  private final int start;
  private final int limit;

  /** Bit d: whether the container at depth d is an object. */
  private long objects;

  private int depth;

  /** How many containers are open that were left out. */
  private int omitted;

  private boolean first = true;
  private @Nullable String name;
  private boolean truncated;
  private boolean finished;

  /**
   * @param limit how many chars are written at most; taken as 4 if it is less
   */
  public JsonWriter(StringBuilder out, int limit) {
    this.out = out;
    this.start = out.length();
    this.limit = Math.max(NULL.length(), limit);
  }

  /** Whether something was left out or cut. */
  public boolean truncated() {
    return truncated;
  }

  public JsonWriter beginObject() {
    return begin(true);
  }

  public JsonWriter endObject() {
    return end(true);
  }

  public JsonWriter beginArray() {
    return begin(false);
  }

  public JsonWriter endArray() {
    return end(false);
  }

  /** The name of the value that comes next; written together with it. */
  public JsonWriter name(String next) {
    if (depth == 0 || !inObject() || name != null) {
      truncated = true;
    }
    name = next;
    return this;
  }

  /** A string, or null. */
  public JsonWriter value(@Nullable String value) {
    if (value == null) {
      return literal(NULL);
    }
    int mark = out.length();
    if (!prefix()) {
      return this;
    }
    if (room() < 2) {
      return omit(mark);
    }
    boolean isWhole = quote(value, room());
    truncated = !isWhole;
    return this;
  }

  public JsonWriter value(long value) {
    return literal(Long.toString(value));
  }

  /** A number, or null if it is not finite. */
  public JsonWriter value(double value) {
    return literal(Double.isFinite(value) ? Double.toString(value) : NULL);
  }

  public JsonWriter value(boolean value) {
    return literal(value ? "true" : "false");
  }

  public JsonWriter nullValue() {
    return literal(NULL);
  }

  /** Ends all that is open; null if nothing was written. Later calls do nothing. */
  public void finish() {
    if (finished) {
      return;
    }
    truncated |= depth > 0 || omitted > 0 || first;
    while (depth > 0) {
      close();
    }
    if (out.length() == start) {
      out.append(NULL);
    }
    finished = true;
  }

  private JsonWriter literal(String value) {
    int mark = out.length();
    if (!prefix()) {
      return this;
    }
    if (value.length() > room()) {
      return omit(mark);
    }
    out.append(value);
    return this;
  }

  private JsonWriter begin(boolean object) {
    int mark = out.length();
    if (!prefix()) {
      omitted++;
      return this;
    }
    if (room() < 2 || depth == MAX_DEPTH) {
      omitted++;
      return omit(mark);
    }
    out.append(object ? '{' : '[');
    long bit = 1L << depth++;
    objects = object ? objects | bit : objects & ~bit;
    first = true;
    return this;
  }

  private JsonWriter end(boolean object) {
    if (omitted > 0) {
      omitted--;
    } else if (depth == 0 || inObject() != object) {
      truncated = true;
    } else {
      truncated |= name != null;
      close();
    }
    return this;
  }

  private void close() {
    out.append(inObject() ? '}' : ']');
    depth--;
    first = false;
    name = null;
  }

  /** Writes what comes before a value; false, and nothing written, if it cannot come here. */
  private boolean prefix() {
    String key = name;
    name = null;
    boolean isPlace = depth == 0 ? first : inObject() == (key != null);
    if (truncated || finished || !isPlace) {
      truncated = true;
      return false;
    }
    int mark = out.length();
    if (!first) {
      out.append(',');
    }
    first = false;
    if (key != null && (room() < 3 || !quote(key, room() - 1))) {
      omit(mark);
      return false;
    }
    if (key != null) {
      out.append(':');
    }
    return true;
  }

  private JsonWriter omit(int mark) {
    out.setLength(mark);
    truncated = true;
    return this;
  }

  /** How many chars can be written such that the ends of what is open still fit. */
  private int room() {
    return limit - (out.length() - start) - depth;
  }

  private boolean inObject() {
    return (objects >>> (depth - 1) & 1) != 0;
  }

  /** Writes a string in its quotes, as much as there is room for; at least the quotes. */
  private boolean quote(String value, int room) {
    out.append('"');
    int left = room - 2;
    int i = 0;
    while (i < value.length()) {
      int c = value.codePointAt(i);
      int width = width(c);
      if (width > left) {
        break;
      }
      left -= width;
      append(c);
      i += Character.charCount(c);
    }
    out.append('"');
    return i == value.length();
  }

  private static int width(int c) {
    if (JsonChars.escape(c) >= 0) {
      return 2;
    }
    return isHexEscaped(c) ? 6 : Character.charCount(c);
  }

  private void append(int c) {
    int letter = JsonChars.escape(c);
    if (letter >= 0) {
      out.append('\\').append((char) letter);
    } else if (isHexEscaped(c)) {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(HEX.charAt(c >> shift & 0xF));
      }
    } else {
      out.appendCodePoint(c);
    }
  }

  private static boolean isHexEscaped(int c) {
    return c < 0x20 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }
}
