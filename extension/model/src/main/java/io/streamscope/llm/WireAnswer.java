/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static java.util.Objects.requireNonNull;

import io.streamscope.json.JsonDigest;
import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonScan;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one answer as a {@link WireFormat} reads them. Events that say nothing new are
 * recognised by their shape and not read; where they report what has been used so far, the last of
 * them is read when another one comes or the answer ends. Not thread-safe.
 */
public final class WireAnswer {

  private static final int TEXT_MAX = 256;
  private static final String END_MARK = "[DONE]";
  private static final byte[] END_BYTES = {'[', 'D', 'O', 'N', 'E', ']'};

  private final WireFormat format;
  private final GenAiDelta delta = new GenAiDelta();
  private final GenAiDelta laterDelta = new GenAiDelta();
  private @Nullable TextDeltaShape textShape;
  private @Nullable EventShape shape;

  /** What the events are called that have the shape: what they say may depend on it. */
  private @Nullable String shapeName;

  private boolean shapeHasUsage;
  private byte[] last = new byte[0];
  private int lastLength;
  private @Nullable String lastName;
  private boolean unread;
  private @Nullable JsonDigest passing;

  /** Whether there is something in {@code laterDelta} that nobody has been told. */
  private boolean untold;

  public WireAnswer(WireFormat format) {
    this.format = format;
  }

  /**
   * Reads an event.
   *
   * @param name its name, null if it has none
   * @return what it says; good until the next one is read
   */
  GenAiDelta event(@Nullable String name, String data) {
    TextDeltaShape known = textShape;
    long size = known == null ? TextDeltaShape.NO_MATCH : known.utf8Length(data);
    delta.clear();
    if (size >= 0) {
      return delta.content(size);
    }
    delta.bytes(JsonScan.utf8Length(data));
    if (data.equals(END_MARK)) {
      return delta.end();
    }
    format.onEvent(name, JsonReader.of(data, JsonReader.MAX_DEPTH, TEXT_MAX), delta);
    if (delta.isContentOnly() && delta.usage() == null) {
      TextDeltaShape learned = TextDeltaShape.of(data, delta.textAt(), delta.paddingAt());
      textShape = learned == null ? known : learned;
    }
    return delta;
  }

  /** The same of UTF-8; the array may change afterwards. */
  GenAiDelta event(@Nullable String name, byte[] data, int length) {
    EventShape known = shape;
    delta.clear();
    if (known != null && Objects.equals(name, shapeName) && known.matches(data, 0, length)) {
      unread = true;
      if (shapeHasUsage) {
        keep(name, data, length);
      }
      return delta.content(length);
    }
    unread = false;
    readLast();
    delta.bytes(length);
    if (Arrays.equals(data, 0, length, END_BYTES, 0, END_BYTES.length)) {
      return delta.end();
    }
    format.onEvent(name, JsonReader.of(data, 0, length, JsonReader.MAX_DEPTH, TEXT_MAX), delta);
    if (delta.isContentOnly() && delta.textAt() >= 0) {
      learn(name, data, length);
    }
    return delta;
  }

  /** A piece of an event that is too long to be kept; little of it is. */
  public void passing(byte[] bytes, int offset, int length) {
    JsonDigest digest = passing;
    if (digest == null) {
      digest = new JsonDigest();
      passing = digest;
    }
    digest.feed(bytes, offset, length);
  }

  /**
   * An event of so many bytes has passed in pieces.
   *
   * @param unreadable is told that nothing of it can be read; then it counts as content
   */
  GenAiDelta passed(@Nullable String name, long bytes, Consumer<String> unreadable) {
    JsonDigest digest = passing;
    passing = null;
    delta.clear();
    if (digest == null || !digest.isComplete()) {
      unreadable.accept("event");
      return delta.content(bytes);
    }
    format.onEvent(name, digest.reader(), delta.bytes(bytes));
    return delta;
  }

  /**
   * The beginning of an event that does not come to its end.
   *
   * @param data its first bytes are those that were kept, which are all, or have passed in pieces
   */
  public JsonReader begun(byte[] data, int length) {
    if (passing == null) {
      passing(data, 0, length);
    }
    return requireNonNull(passing).reader();
  }

  private void learn(@Nullable String name, byte[] data, int length) {
    EventShape known = Objects.equals(name, shapeName) ? shape : null;
    EventShape learned =
        known == null
            ? EventShape.of(data, length, delta.textAt())
            : known.learn(data, length, delta.textAt());
    if (learned != null) {
      shape = learned;
      shapeName = name;
    }
    shapeHasUsage |= delta.usage() != null;
  }

  /** Whether the last event was recognised by its shape. */
  boolean isUnread() {
    return unread;
  }

  private void keep(@Nullable String name, byte[] data, int length) {
    if (last.length < length) {
      last = new byte[Math.max(length, 2 * last.length)];
    }
    System.arraycopy(data, 0, last, 0, length);
    lastLength = length;
    lastName = name;
  }

  /** Before another one is read: what a format knows may depend on the order. */
  private void readLast() {
    if (lastLength > 0) {
      int length = lastLength;
      lastLength = 0;
      untold = true;
      format.onEvent(
          lastName,
          JsonReader.of(last, 0, length, JsonReader.MAX_DEPTH, TEXT_MAX),
          laterDelta.clear());
    }
  }

  /** What events said that were not read; null if nothing. */
  @Nullable GenAiDelta unread() {
    readLast();
    boolean isNew = untold;
    untold = false;
    return isNew ? laterDelta.factsOnly() : null;
  }

  /** Reads a whole answer. */
  GenAiDelta document(JsonReader json) {
    format.onAnswer(json, delta.clear());
    return delta;
  }
}
