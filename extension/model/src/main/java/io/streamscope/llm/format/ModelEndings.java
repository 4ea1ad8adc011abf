/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

/**
 * The last words of paths that lead to models, in a table that is asked without allocation.
 * Immutable.
 */
final class ModelEndings {

  private static final int SLOTS = 128;

  private final String[] table = new String[SLOTS];
  private final int longest;

  ModelEndings(String... endings) {
    int max = 0;
    for (String ending : endings) {
      max = Math.max(max, ending.length());
      int slot = slot(ending, 0, ending.length());
      while (table[slot] != null) {
        slot = next(slot);
      }
      table[slot] = ending;
    }
    longest = max;
  }

  /** Whether a part of a path is one of them. */
  boolean contains(String path, int from, int to) {
    int length = to - from;
    if (length <= 0 || length > longest) {
      return false;
    }
    int slot = slot(path, from, to);
    for (String ending = table[slot]; ending != null; ending = table[slot]) {
      if (ending.length() == length && path.startsWith(ending, from)) {
        return true;
      }
      slot = next(slot);
    }
    return false;
  }

  private static int slot(String text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash ^ hash >>> 16) & (SLOTS - 1);
  }

  private static int next(int slot) {
    return (slot + 1) & (SLOTS - 1);
  }
}
