/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import java.nio.ByteBuffer;

/**
 * Keeps a small JSON document of a big one whose UTF-8 passes by in pieces of any size: enough for
 * whoever looks for its parameters, its identity or its numbers, wherever in the document they are.
 *
 * <ul>
 *   <li>of names and strings, the first {@value #STRING_MAX} bytes; escapes and characters stay
 *       whole
 *   <li>of arrays, the first {@value #ELEMENTS_MAX} elements
 *   <li>of numbers, those up to {@value #NUMBER_MAX} characters; null for longer ones
 *   <li>objects and arrays up to {@value #DEPTH_MAX} deep, and while there is room; empty ones for
 *       the others, and when there is no room for these either, nothing. For each member of the
 *       document itself some room is reserved: a short one is kept whatever precedes it
 * </ul>
 *
 * <p>The memory does not grow with the document: it never exceeds 64 KB. A document that is no
 * object or array is not kept at all. Where the input is malformed, what is kept breaks off, unless
 * the place is in a part that is not kept. Nothing is thrown. Not thread-safe.
 */
public final class JsonDigest {

  private static final int STRING_MAX = 256;
  private static final int NUMBER_MAX = 64;
  private static final int ELEMENTS_MAX = 16;
  private static final int DEPTH_MAX = 32;
  private static final int PIECE = 4096;

  private final DigestBuffer kept = new DigestBuffer();
  private final DigestString string = new DigestString(kept, STRING_MAX);
  private DigestState state = DigestState.START;

  /** The containers around, by depth: whether it is an object, whether anything of it is kept. */
  private final boolean[] objects = new boolean[DEPTH_MAX + 1];

  private final boolean[] filled = new boolean[DEPTH_MAX + 1];
  private final int[] elements = new int[DEPTH_MAX + 1];
  private int depth;
  private long skipped; // how deep inside a container that is not kept; 0 outside of any
  private boolean dropped; // whether the member at hand is not kept
  private int tokenStart;
  private boolean cut;
  private boolean complete;

  /** Goes over the next bytes; a range that reaches outside of the array is clipped. */
  public void feed(byte[] bytes, int offset, int length) {
    int at = Math.min(Math.max(0, offset), bytes.length);
    int end = (int) Math.max(at, Math.min(bytes.length, (long) offset + Math.max(0, length)));
    while (at < end && state != DigestState.OVER) {
      at = step(bytes, at, end);
    }
  }

  /** The same of what is left in a buffer, which stays as it is. */
  public void feed(ByteBuffer buffer) {
    if (state == DigestState.OVER) {
      return;
    }
    if (buffer.hasArray()) {
      feed(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
      return;
    }
    ByteBuffer view = buffer.duplicate();
    byte[] piece = new byte[Math.min(PIECE, view.remaining())];
    while (view.hasRemaining()) {
      int length = Math.min(piece.length, view.remaining());
      view.get(piece, 0, length);
      feed(piece, 0, length);
    }
  }

  /** A reader of what has been kept so far; more may be fed meanwhile. */
  public JsonReader reader() {
    // a number that goes on would be read as another one
    int length = state == DigestState.TOKEN && !dropped ? tokenStart : kept.size();
    return JsonReader.of(
        kept.copy(length), 0, length, JsonReader.MAX_DEPTH, JsonReader.DEFAULT_STRING_LIMIT);
  }

  /** Whether anything has been left out. */
  public boolean wasCut() {
    return cut || string.wasCut();
  }

  /** Whether the document has come to its end. */
  public boolean isComplete() {
    return complete;
  }

  /** Whether it has begun, is well-formed as far as it goes, and is not at its end. */
  public boolean isUnfinished() {
    return state != DigestState.START && state != DigestState.OVER;
  }

  /** What is kept, with the beginning of what is unfinished. */
  DigestBuffer kept() {
    return kept;
  }

  /** Returns where to go on. */
  private int step(byte[] bytes, int at, int end) {
    return switch (state) {
      case STRING, NAME_STRING, SKIPPED_STRING -> string(bytes, at, end);
      case TOKEN -> token(bytes, at, end);
      case SKIPPED -> skip(bytes, at, end);
      default -> {
        if (!JsonChars.isWhitespace(bytes[at])) {
          structure(bytes[at]);
        }
        yield at + 1;
      }
    };
  }

  private void structure(byte b) {
    switch (state) {
      case START -> {
        state = DigestState.OVER;
        if (b == '{' || b == '[') {
          open(b);
        }
      }
      case FIRST_NAME -> nameOr(b, '}');
      case NAME -> nameOr(b, '"');
      case COLON -> {
        state = b == ':' ? DigestState.VALUE : DigestState.OVER;
        write(b);
      }
      case VALUE, FIRST_VALUE -> value(b);
      default -> after(b);
    }
  }

  private void nameOr(byte b, char end) {
    if (b == '"') {
      dropped = !takesOne();
      cut |= dropped;
      comma();
      beginString(DigestState.NAME_STRING, b);
    } else if (b == end) {
      close(b);
    } else {
      state = DigestState.OVER;
    }
  }

  private void after(byte b) {
    if (b == ',') {
      state = objects[depth] ? DigestState.NAME : DigestState.VALUE;
    } else if (b == (objects[depth] ? '}' : ']')) {
      close(b);
    } else {
      state = DigestState.OVER;
    }
  }

  /** A value begins: that of a member, or an element. */
  private void value(byte b) {
    if (b == ']' && state == DigestState.FIRST_VALUE) {
      close(b);
      return;
    }
    if (JsonToken.ofValue(b) == JsonToken.ERROR) {
      state = DigestState.OVER;
      return;
    }
    if (!objects[depth]) {
      dropped = elements[depth] >= ELEMENTS_MAX || !takesOne();
      elements[depth] += dropped ? 0 : 1;
      cut |= dropped;
      comma();
    }
    if (b == '{' || b == '[') {
      container(b);
    } else if (b == '"') {
      beginString(DigestState.STRING, b);
    } else {
      tokenStart = kept.size();
      state = DigestState.TOKEN;
      write(b);
    }
  }

  /** Whether one more member or element is kept. */
  private boolean takesOne() {
    if (depth > 1) {
      return kept.takesScalars(depth);
    }
    kept.beginMember();
    return kept.takesMembers();
  }

  private void container(byte b) {
    if (!dropped && depth < DEPTH_MAX && kept.takesContainers(depth)) {
      open(b);
      return;
    }
    if (!dropped) {
      kept.write(b == '{' ? "{}" : "[]");
    }
    cut = true;
    skipped = 1;
    state = DigestState.SKIPPED;
  }

  private void open(byte b) {
    kept.write(b);
    depth++;
    objects[depth] = b == '{';
    filled[depth] = false;
    elements[depth] = 0;
    state = b == '{' ? DigestState.FIRST_NAME : DigestState.FIRST_VALUE;
  }

  private void close(byte b) {
    kept.write(b);
    depth--;
    dropped = false;
    complete = depth == 0;
    state = complete ? DigestState.OVER : DigestState.AFTER;
  }

  private void comma() {
    if (!dropped) {
      if (filled[depth]) {
        kept.write(',');
      }
      filled[depth] = true;
    }
  }

  private void write(byte b) {
    if (!dropped) {
      kept.write(b);
    }
  }

  private void beginString(DigestState kind, byte quote) {
    state = kind;
    boolean keeping = !dropped && skipped == 0;
    if (keeping) {
      kept.write(quote);
    }
    string.begin(keeping);
  }

  private int string(byte[] bytes, int from, int end) {
    int after = string.read(bytes, from, end);
    if (string.isOver()) {
      boolean name = state == DigestState.NAME_STRING;
      state = name ? DigestState.COLON : skipped > 0 ? DigestState.SKIPPED : DigestState.AFTER;
    }
    return after;
  }

  /** A number or literal: valid or not is for the reader to say. */
  private int token(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      byte b = bytes[at];
      if (b == ',' || b == ']' || b == '}' || JsonChars.isWhitespace(b)) {
        state = DigestState.AFTER;
        return at;
      }
      if (!dropped && kept.size() - tokenStart >= NUMBER_MAX) {
        kept.cutTo(tokenStart);
        kept.write("null");
        dropped = true;
        cut = true;
      }
      write(b);
    }
    return end;
  }

  private int skip(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      switch (bytes[at]) {
        case '"' -> {
          beginString(DigestState.SKIPPED_STRING, bytes[at]);
          return at + 1;
        }
        case '{', '[' -> skipped++;
        case '}', ']' -> {
          if (--skipped == 0) {
            state = DigestState.AFTER;
            return at + 1;
          }
        }
        default -> {}
      }
    }
    return end;
  }
}
