/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A JSON object to be written, members in order. Immutable. */
final class JsonObject {
  private final Map<String, String> members;

  private JsonObject(Map<String, String> members) {
    this.members = members;
  }

  /**
   * An object of names and values in turn. A value is a text, a number, a truth value, such an
   * object, a list of values, {@link Raw}, or null.
   */
  static JsonObject of(@Nullable Object... namesAndValues) {
    Map<String, String> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(String.valueOf(namesAndValues[i]), json(namesAndValues[i + 1]));
    }
    return new JsonObject(members);
  }

  /** The same with one more member. */
  JsonObject with(String name, @Nullable Object value) {
    Map<String, String> more = new LinkedHashMap<>(members);
    more.put(name, json(value));
    return new JsonObject(more);
  }

  /** The same, with one more member if that is wanted. */
  JsonObject withIf(boolean wanted, String name, @Nullable Object value) {
    return wanted ? with(name, value) : this;
  }

  private static String json(@Nullable Object value) {
    if (value instanceof String text) {
      return Json.quote(text);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(JsonObject::json).collect(Collectors.joining(",", "[", "]"));
    }
    return String.valueOf(value);
  }

  @Override
  public String toString() {
    return members.entrySet().stream()
        .map(member -> Json.quote(member.getKey()) + ":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }

  /** A value that is JSON already. */
  record Raw(String json) {
    @Override
    public String toString() {
      return json;
    }
  }
}
