/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A parsed JSON value. Look-ups never fail: what is missing is the JSON null. */
final class Json {
  private static final Json NULL = new Json(null);

  /** A {@code Map<String, Json>}, {@code List<Json>}, String, Double, Boolean or null. */
  private final @Nullable Object value;

  Json(@Nullable Object value) {
    this.value = value;
  }

  /**
   * Parses one JSON document.
   *
   * @throws IllegalArgumentException if the text is no JSON
   */
  static Json parse(String text) {
    return new JsonReader(text).readDocument();
  }

  /** The text as a JSON string literal, quotes included. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < 0x20 || Character.isSurrogate(c)) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  Json get(String name) {
    if (value instanceof Map<?, ?> fields && fields.get(name) instanceof Json field) {
      return field;
    }
    return NULL;
  }

  /** The elements of an array; nothing for anything else. */
  List<Json> items() {
    return value instanceof List<?> list ? list.stream().map(Json.class::cast).toList() : List.of();
  }

  /** The first element of an array. */
  Json first() {
    return items().isEmpty() ? NULL : items().get(0);
  }

  /** This value, or another one if it is the JSON null. */
  Json orElse(Json other) {
    return value == null ? other : this;
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isArray() {
    return value instanceof List;
  }

  Optional<String> string() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  Optional<Double> number() {
    return value instanceof Double number ? Optional.of(number) : Optional.empty();
  }

  boolean isFalse() {
    return Boolean.FALSE.equals(value);
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }
}
