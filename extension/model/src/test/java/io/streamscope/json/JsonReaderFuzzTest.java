/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The reader against Jackson's. Where the two differ by design, the inputs keep away: depth over
 * 64, texts with more than one value and empty ones are invalid here, and Jackson is lenient with
 * malformed UTF-8, for which the JDK's strict decoder stands in.
 */
class JsonReaderFuzzTest {

  private static final int INPUTS = 100_000;
  private static final String ALPHABET =
      "{}[]\",:\\ \n0123456789-+.eEtrufalsn/bxA\0\u00e9\ud83d\ufeff";

  private final JsonFactory jackson = new JsonFactory();

  @Test
  void readsTheSameFromValidJson() throws IOException {
    SplittableRandom random = new SplittableRandom(6);
    RandomJson generator = new RandomJson(random);
    for (int n = 0; n < INPUTS; n++) {
      String json = generator.value(random.nextInt(6));
      List<Object> expected = jackson(json);
      assertThat(expected).isNotNull();
      compare(json, expected);
      if (isEncodable(json)) {
        compareBytes(json.getBytes(UTF_8), expected);
      }
    }
  }

  @Test
  void agreesOnWhatIsValidInMutatedJson() {
    SplittableRandom random = new SplittableRandom(7);
    RandomJson generator = new RandomJson(random);
    int valid = 0;
    for (int n = 0; n < INPUTS; n++) {
      String json = mutated(generator.value(random.nextInt(4)), random);
      List<Object> expected = jacksonOrNull(json);
      valid += expected == null ? 0 : 1;
      compare(json, expected);
    }
    assertThat(valid).isBetween(INPUTS / 10, INPUTS * 9 / 10);
  }

  @Test
  void agreesOnWhatIsValidInMutatedBytes() {
    SplittableRandom random = new SplittableRandom(8);
    RandomJson generator = new RandomJson(random);
    byte[] odd = {(byte) 0x80, (byte) 0xC0, (byte) 0xC3, (byte) 0xE0, (byte) 0xED, (byte) 0xA0, -1};
    for (int n = 0; n < INPUTS; n++) {
      byte[] json = generator.value(random.nextInt(3)).getBytes(UTF_8);
      for (int i = random.nextInt(3); i > 0; i--) {
        json[random.nextInt(json.length)] =
            random.nextBoolean() ? odd[random.nextInt(odd.length)] : (byte) random.nextInt(256);
      }
      String decoded = strictlyDecoded(json);
      compareBytes(json, decoded == null ? null : jacksonOrNull(decoded));
    }
  }

  @Test
  void decodesEveryCodePointAndNoOtherSequence() {
    byte[] json = {'"', 0, 0, 0, 0, '"'};
    SplittableRandom random = new SplittableRandom(9);
    for (int n = 0; n < 4 * INPUTS; n++) {
      json[1] = (byte) (0xC0 + random.nextInt(64));
      for (int i = 2; i < 5; i++) {
        json[i] =
            (byte) (random.nextInt(8) == 0 ? ' ' + random.nextInt(90) : 0x80 + random.nextInt(64));
      }
      String decoded = strictlyDecoded(json);
      compareBytes(json, decoded == null ? null : jacksonOrNull(decoded));
    }
  }

  private static void compare(String json, @Nullable List<Object> expected) {
    List<Object> actual = ours(JsonReader.of(json));
    boolean skipped = JsonReaderTest.accepts(JsonReader.of(json));
    assertThat(skipped).as(json).isEqualTo(expected != null);
    if (expected == null ? actual != null : !expected.equals(actual)) {
      assertThat(actual).as(json).isEqualTo(expected);
    }
  }

  private static void compareBytes(byte[] json, @Nullable List<Object> expected) {
    List<Object> actual = ours(JsonReaderTest.utf8(json, 0, json.length));
    boolean skipped = JsonReaderTest.accepts(JsonReaderTest.utf8(json, 0, json.length));
    assertThat(skipped).as(new String(json, UTF_8)).isEqualTo(expected != null);
    if (expected == null ? actual != null : !expected.equals(actual)) {
      assertThat(actual).as(new String(json, UTF_8)).isEqualTo(expected);
    }
  }

  private static @Nullable List<Object> ours(JsonReader reader) {
    List<Object> seen = new ArrayList<>();
    while (reader.peek() != JsonToken.END_DOCUMENT && !reader.failed()) {
      switch (reader.peek()) {
        case BEGIN_OBJECT -> {
          reader.beginObject();
          seen.add("{");
        }
        case END_OBJECT -> {
          reader.endObject();
          seen.add("}");
        }
        case BEGIN_ARRAY -> {
          reader.beginArray();
          seen.add("[");
        }
        case END_ARRAY -> {
          reader.endArray();
          seen.add("]");
        }
        case NAME -> seen.add("name " + reader.nextName());
        case STRING -> seen.add("string " + reader.nextString());
        case NUMBER -> seen.add(reader.nextDouble());
        case BOOLEAN -> seen.add(reader.nextBoolean());
        case NULL -> {
          reader.nextNull();
          seen.add("null");
        }
        default -> throw new AssertionError();
      }
    }
    return reader.failed() ? null : seen;
  }

  private @Nullable List<Object> jacksonOrNull(String json) {
    try {
      return jackson(json);
    } catch (IOException e) {
      return null;
    }
  }

  private @Nullable List<Object> jackson(String json) throws IOException {
    List<Object> seen = new ArrayList<>();
    int depth = 0;
    int roots = 0;
    try (JsonParser parser = jackson.createParser(json)) {
      while (parser.nextToken() != null) {
        switch (parser.currentToken()) {
          case START_OBJECT, START_ARRAY -> {
            depth++;
            seen.add(parser.getText());
          }
          case END_OBJECT, END_ARRAY -> {
            depth--;
            seen.add(parser.getText());
          }
          case FIELD_NAME -> seen.add("name " + parser.getText());
          case VALUE_STRING -> seen.add("string " + parser.getText());
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> seen.add(Double.valueOf(parser.getText()));
          case VALUE_TRUE, VALUE_FALSE -> seen.add(parser.getBooleanValue());
          case VALUE_NULL -> seen.add("null");
          default -> throw new AssertionError();
        }
        boolean isRoot = depth == 0;
        roots += isRoot ? 1 : 0;
      }
    }
    return roots == 1 ? seen : null;
  }

  private static String mutated(String json, SplittableRandom random) {
    StringBuilder text = new StringBuilder(json);
    for (int i = random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(text.length() + 1);
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, c);
        case 1 -> text.setLength(random.nextInt(4) == 0 ? at : text.length());
        case 2 -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(c));
        default -> text.delete(at, Math.min(text.length(), at + 1));
      }
    }
    return text.toString();
  }

  private static boolean isEncodable(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  private static @Nullable String strictlyDecoded(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
