/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonScan;
import io.streamscope.json.JsonToken;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the texts and numbers of a JSON document are, names excepted. Immutable. */
final class JsonValues {

  private static final int MAX = 256;

  /** Members whose value decides what the document is about. */
  private static final Set<String> DECISIVE =
      Set.of(
          "type",
          "event",
          "object",
          "model",
          "role",
          "status",
          "finish_reason",
          "finishReason",
          "stop_reason",
          "done_reason",
          "name",
          "code");

  private int size;
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private boolean[] texts = new boolean[8];
  private boolean[] decisive = new boolean[8];

  private JsonValues() {}

  /** Null if it is no JSON document, or has too many of them. */
  static @Nullable JsonValues of(byte[] document) {
    JsonValues values = new JsonValues();
    JsonReader json = JsonReader.of(document, 0, document.length, JsonReader.MAX_DEPTH, 64);
    values.read(json, document, "");
    return json.peek() == JsonToken.END_DOCUMENT && values.size <= MAX ? values : null;
  }

  private void read(JsonReader json, byte[] document, String name) {
    switch (json.peek()) {
      case BEGIN_OBJECT -> {
        json.beginObject();
        while (json.hasNext()) {
          read(json, document, json.nextName());
        }
        json.endObject();
      }
      case BEGIN_ARRAY -> {
        json.beginArray();
        while (json.hasNext()) {
          read(json, document, name);
        }
        json.endArray();
      }
      case STRING -> {
        int start = json.position() + 1;
        json.skipValue();
        add(start, JsonScan.stringEnd(document, start, document.length), true, name);
      }
      case NUMBER -> {
        int start = json.position();
        int end = start;
        json.skipValue();
        while (end < document.length && ",]} \t\r\n".indexOf(document[end]) < 0) {
          end++;
        }
        add(start, end, false, name);
      }
      default -> json.skipValue();
    }
  }

  private void add(int start, int end, boolean text, String name) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      texts = Arrays.copyOf(texts, 2 * size);
      decisive = Arrays.copyOf(decisive, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    texts[size] = text;
    decisive[size] = DECISIVE.contains(name);
    size++;
  }

  int size() {
    return size;
  }

  /** Where a value begins, after its quote. */
  int start(int value) {
    return starts[value];
  }

  /** Where it ends, before its quote. */
  int end(int value) {
    return ends[value];
  }

  boolean isText(int value) {
    return texts[value];
  }

  /** Whether a document with another value there is about something else. */
  boolean decides(int value) {
    return decisive[value];
  }

  /** The text that begins with its quote at an index, -1 if none does. */
  int startingAt(int quote) {
    int found = Arrays.binarySearch(starts, 0, size, quote + 1);
    return found >= 0 && texts[found] ? found : -1;
  }

  /** Whether another document is the same but for such values. */
  boolean isLike(byte[] document, JsonValues others, byte[] other) {
    if (size != others.size) {
      return false;
    }
    int from = 0;
    int othersFrom = 0;
    for (int i = 0; i <= size; i++) {
      int to = i == size ? document.length : starts[i];
      int othersTo = i == size ? other.length : others.starts[i];
      if (!Arrays.equals(document, from, to, other, othersFrom, othersTo)
          || (i < size && texts[i] != others.texts[i])) {
        return false;
      }
      from = i == size ? to : ends[i];
      othersFrom = i == size ? othersTo : others.ends[i];
    }
    return true;
  }

  boolean isSame(int value, byte[] document, JsonValues others, byte[] other) {
    return new String(document, starts[value], ends[value] - starts[value], ISO_8859_1)
        .equals(
            new String(
                other,
                others.starts[value],
                others.ends[value] - others.starts[value],
                ISO_8859_1));
  }
}
