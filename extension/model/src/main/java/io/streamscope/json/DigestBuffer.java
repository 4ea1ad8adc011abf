/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import java.util.Arrays;

/**
 * What a {@link JsonDigest} has kept, and how much more it may keep. Each member of the document
 * may fill what is left of {@value #SHARED} bytes; where little is left it has {@value #OWN} bytes
 * of its own. What is deeper than {@value #SHALLOW} leaves some of that to the rest, which may say
 * how something big ended. Not thread-safe.
 */
final class DigestBuffer {

  /** It is never longer than this. */
  static final int MAX = 64 * 1024;

  private static final int SHARED = 16 * 1024;
  private static final int OWN = 2 * 1024;

  /** For scalars and emptied containers when no container is kept any more. */
  private static final int SPARE = 1024;

  private static final int SHALLOW = 3;

  /** Where no further member of the document is begun. */
  private static final int MEMBERS = 48 * 1024;

  private static final int FIRST = 1024;

  private byte[] bytes = new byte[0];
  private int size;
  private int room = SHARED;

  /** A member of the document begins. */
  void beginMember() {
    room = Math.max(SHARED, size + OWN);
  }

  /** Whether one more member of the document fits. */
  boolean takesMembers() {
    return size < MEMBERS;
  }

  /** Whether an object or array fits into the member at hand, at this depth. */
  boolean takesContainers(int depth) {
    return size < room - (depth > SHALLOW ? SPARE : 0);
  }

  /** Whether anything does. */
  boolean takesScalars(int depth) {
    return size < room + (depth > SHALLOW ? 0 : SPARE);
  }

  int size() {
    return size;
  }

  /** How much memory it has. */
  int capacity() {
    return bytes.length;
  }

  byte at(int index) {
    return bytes[index];
  }

  void write(int b) {
    if (size == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(MAX, Math.max(FIRST, 2 * size)));
    }
    bytes[size++] = (byte) b;
  }

  void write(String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      write(ascii.charAt(i));
    }
  }

  /** Forgets what was written since it had this size. */
  void cutTo(int length) {
    size = length;
  }

  byte[] copy(int length) {
    return Arrays.copyOf(bytes, length);
  }
}
