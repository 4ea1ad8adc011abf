/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Any text, read as Jackson reads it. Jackson is given text, as it is lenient with malformed UTF-8:
 * what the JDK's decoder rejects has to be rejected. Beyond its own limits the reader must fail.
 */
class JsonReaderFuzzTest {

  private static final byte PADDING = '1';

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void anyText_isReadAsJacksonReadsIt(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    int form = decisions.below(4);
    int maxDepth = decisions.oneOf(JsonReader.MAX_DEPTH, 1_000, 0, 1, 3, -1);
    int limit = decisions.oneOf(JsonReader.DEFAULT_STRING_LIMIT, 0, 1, 2, 7, -1);
    byte[] plan = decisions.plan();
    byte[] bytes = decisions.rest();
    String text = form == 3 ? FuzzText.withSurrogates(bytes) : FuzzText.strict(bytes);
    if (text == null && form == 2) {
      text = new String(bytes, UTF_8); // with replacement characters, which are characters too
    }
    Supplier<JsonReader> reader = reader(form, bytes, text, maxDepth, limit);

    List<JacksonToken> tokens = text == null ? null : JacksonToken.all(text);
    int depth = Math.min(maxDepth, JsonReader.MAX_DEPTH);
    if (tokens != null && tokens.stream().allMatch(token -> isWithin(token, depth))) {
      new Walk(reader.get(), tokens, Math.max(0, limit)).all(plan);
      skipAll(reader.get());
    } else {
      assertThat(readAll(reader.get(), plan).failed()).isTrue();
      assertThat(readAll(reader.get(), new byte[] {1}).failed()).isTrue();
    }
    misuse(reader.get(), bytes);
    Allocation.assertAtMost(8_192 + 32L * bytes.length, () -> readAll(reader.get(), plan));
  }

  private static Supplier<JsonReader> reader(
      int form, byte[] bytes, @Nullable String text, int maxDepth, int limit) {
    if (form == 0) {
      return () -> JsonReader.of(bytes, 0, bytes.length, maxDepth, limit);
    }
    if (form == 1) {
      byte[] padded = new byte[bytes.length + 9];
      Arrays.fill(padded, PADDING);
      System.arraycopy(bytes, 0, padded, 4, bytes.length);
      return () -> JsonReader.of(padded, 4, bytes.length, maxDepth, limit);
    }
    String json = Objects.requireNonNull(text);
    return () -> JsonReader.of(json, maxDepth, limit);
  }

  private static boolean isWithin(JacksonToken token, int maxDepth) {
    return (!token.kind().isStructStart() || token.depth() < maxDepth)
        && (!token.isNumber() || token.text().length() <= JsonReader.MAX_NUMBER);
  }

  private static void skipAll(JsonReader reader) {
    reader.skipValue();

    assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
    assertThat(reader.hasNext()).isFalse();
  }

  /** Reads until the end or a failure; the plan says what is skipped. */
  private static JsonReader readAll(JsonReader reader, byte[] plan) {
    for (int i = 0; reader.peek() != JsonToken.END_DOCUMENT && !reader.failed(); i++) {
      if (plan[i % plan.length] % 4 == 1) {
        if (reader.hasNext()) {
          reader.skipValue();
          continue;
        }
      }
      switch (reader.peek()) {
        case BEGIN_OBJECT -> reader.beginObject();
        case END_OBJECT -> reader.endObject();
        case BEGIN_ARRAY -> reader.beginArray();
        case END_ARRAY -> reader.endArray();
        case NAME -> reader.nextName();
        case STRING -> reader.nextString();
        case NUMBER -> reader.nextLong();
        case BOOLEAN -> reader.nextBoolean();
        case NULL -> reader.nextNull();
        default -> {}
      }
    }
    return reader;
  }

  /** Whatever is called in whatever order: no exception, and a failure is for good. */
  private static void misuse(JsonReader reader, byte[] calls) {
    for (byte call : calls) {
      boolean hadFailed = reader.failed();
      Object result =
          switch (call & 0xF) {
            case 0, 1 -> call(reader::beginObject);
            case 2 -> call(reader::endObject);
            case 3, 4 -> call(reader::beginArray);
            case 5 -> call(reader::endArray);
            case 6, 7 -> reader.nextName();
            case 8 -> reader.nextString();
            case 9 -> reader.nextLong();
            case 10 -> reader.nextDouble();
            case 11 -> reader.nextBoolean();
            case 12 -> call(reader::nextNull);
            case 13 -> call(reader::skipValue);
            case 14 -> reader.hasNext();
            default -> reader.peek() == JsonToken.ERROR ? "" : reader.peek();
          };
      if (hadFailed) {
        assertThat(result).isIn("", 0L, 0.0, false);
        assertThat(reader.failed()).isTrue();
        assertThat(reader.peek()).isEqualTo(JsonToken.ERROR);
        return;
      }
    }
  }

  private static String call(Runnable method) {
    method.run();
    return "";
  }

  /** Goes along Jackson's tokens. */
  private record Walk(JsonReader reader, List<JacksonToken> tokens, int limit) {

    void all(byte[] plan) {
      int i = 0;
      for (int step = 0; i < tokens.size(); step++) {
        JacksonToken token = tokens.get(i);
        assertThat(reader.hasNext()).isEqualTo(!token.kind().isStructEnd());
        byte decision = plan[step % plan.length];
        if (decision % 4 == 1 && !token.kind().isStructEnd()) {
          reader.skipValue();
          i = JacksonToken.after(tokens, i);
        } else {
          read(token, decision);
          i++;
        }
        assertThat(reader.failed()).isFalse();
      }
      assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
      reader.skipValue();
      assertThat(reader.failed()).isTrue();
    }

    private void read(JacksonToken token, byte decision) {
      assertThat(reader.peek()).isEqualTo(kind(token));
      switch (reader.peek()) {
        case BEGIN_OBJECT -> reader.beginObject();
        case END_OBJECT -> reader.endObject();
        case BEGIN_ARRAY -> reader.beginArray();
        case END_ARRAY -> reader.endArray();
        case NAME -> compare(reader.nextName(), token.text());
        case STRING -> compare(reader.nextString(), token.text());
        case NUMBER -> compareNumber(token.text(), decision % 2 == 0);
        case BOOLEAN -> assertThat(reader.nextBoolean()).hasToString(token.text());
        default -> reader.nextNull();
      }
    }

    private void compare(String actual, String expected) {
      assertThat(reader.wasCut()).isEqualTo(expected.length() > limit);
      if (expected.length() <= limit) {
        assertThat(actual).isEqualTo(expected);
      } else {
        assertThat(actual).matches(cut -> FuzzText.isCutOf(cut, expected, limit), expected);
      }
    }

    private void compareNumber(String text, boolean asDouble) {
      if (asDouble) {
        assertThat(reader.nextDouble()).isEqualTo(Double.parseDouble(text));
      } else {
        assertThat(reader.nextLong()).isEqualTo(whole(text));
      }
    }

    private static long whole(String number) {
      try {
        return Long.parseLong(number);
      } catch (NumberFormatException notALong) {
        return (long) Double.parseDouble(number);
      }
    }

    private static JsonToken kind(JacksonToken token) {
      return switch (token.kind()) {
        case START_OBJECT -> JsonToken.BEGIN_OBJECT;
        case END_OBJECT -> JsonToken.END_OBJECT;
        case START_ARRAY -> JsonToken.BEGIN_ARRAY;
        case END_ARRAY -> JsonToken.END_ARRAY;
        case FIELD_NAME -> JsonToken.NAME;
        case VALUE_STRING -> JsonToken.STRING;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonToken.NUMBER;
        case VALUE_TRUE, VALUE_FALSE -> JsonToken.BOOLEAN;
        case VALUE_NULL -> JsonToken.NULL;
        default -> JsonToken.ERROR;
      };
    }
  }
}
