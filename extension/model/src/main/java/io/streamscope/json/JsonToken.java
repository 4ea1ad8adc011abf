/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

/** What a {@link JsonReader} has before it. */
public enum JsonToken {
  BEGIN_OBJECT,
  END_OBJECT,
  BEGIN_ARRAY,
  END_ARRAY,
  NAME,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL,
  /** The value is complete and nothing but whitespace follows. */
  END_DOCUMENT,
  /** The reader has failed; there will be no other token. */
  ERROR;

  /** The value that begins with this character. */
  static JsonToken ofValue(int c) {
    return switch (c) {
      case '{' -> BEGIN_OBJECT;
      case '[' -> BEGIN_ARRAY;
      case '"' -> STRING;
      case 't', 'f' -> BOOLEAN;
      case 'n' -> NULL;
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> NUMBER;
      default -> ERROR;
    };
  }
}
