/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next value of a reader as the type that is expected of it. Each method goes over exactly one
 * value; one of another type says nothing.
 */
public final class JsonMembers {

  /** No such count. */
  public static final long NONE = -1;

  private static final int TEXTS_MAX = 16;

  private JsonMembers() {}

  /** Whether the next value is of this kind; one of another kind is passed over. */
  public static boolean isNext(JsonReader json, JsonToken kind) {
    if (json.peek() == kind) {
      return true;
    }
    json.skipValue();
    return false;
  }

  /** A text, null if it is empty or none. */
  public static @Nullable String text(JsonReader json) {
    String text = isNext(json, JsonToken.STRING) ? json.nextString() : "";
    return text.isEmpty() ? null : text;
  }

  /** Some texts, or one; the first of them, and none that is empty. */
  public static List<String> texts(JsonReader json) {
    List<String> texts = new ArrayList<>(2);
    if (json.peek() == JsonToken.STRING) {
      add(texts, text(json));
    } else if (isNext(json, JsonToken.BEGIN_ARRAY)) {
      json.beginArray();
      while (json.hasNext()) {
        add(texts, text(json));
      }
      json.endArray();
    }
    return texts;
  }

  private static void add(List<String> texts, @Nullable String text) {
    if (text != null && texts.size() < TEXTS_MAX) {
      texts.add(text);
    }
  }

  /** A count of something, {@link #NONE} if it is negative, beyond a long, or no number. */
  public static long count(JsonReader json) {
    long count = isNext(json, JsonToken.NUMBER) ? json.nextLong() : NONE;
    return count < 0 || count == Long.MAX_VALUE ? NONE : count;
  }

  /** A number, null if there is none. */
  public static @Nullable Double number(JsonReader json) {
    return isNext(json, JsonToken.NUMBER) ? (Double) json.nextDouble() : null;
  }

  /** Whether an array or object has anything in it; passes over it. */
  public static boolean isFilled(JsonReader json) {
    boolean filled = false;
    switch (json.peek()) {
      case BEGIN_ARRAY -> {
        json.beginArray();
        filled = json.hasNext();
        skipRest(json);
        json.endArray();
      }
      case BEGIN_OBJECT -> {
        json.beginObject();
        filled = json.hasNext();
        skipRest(json);
        json.endObject();
      }
      default -> json.skipValue();
    }
    return filled;
  }

  private static void skipRest(JsonReader json) {
    while (json.hasNext()) {
      json.skipValue();
    }
  }

  /**
   * Goes over an object, member by member; over anything else without any.
   *
   * @return whether it was an object
   */
  public static boolean members(JsonReader json, Member each) {
    if (!isNext(json, JsonToken.BEGIN_OBJECT)) {
      return false;
    }
    json.beginObject();
    while (json.hasNext()) {
      each.read(json.nextName());
    }
    json.endObject();
    return true;
  }

  /**
   * Goes over an array, element by element; over anything else without any.
   *
   * @return how many elements there were
   */
  public static int elements(JsonReader json, Element each) {
    int place = 0;
    if (isNext(json, JsonToken.BEGIN_ARRAY)) {
      json.beginArray();
      while (json.hasNext()) {
        each.read(place++);
      }
      json.endArray();
    }
    return place;
  }

  /** Goes over the value of a member. */
  @FunctionalInterface
  public interface Member {
    void read(String name);
  }

  /** Goes over one element; the first is at 0. */
  @FunctionalInterface
  public interface Element {
    void read(int place);
  }
}
