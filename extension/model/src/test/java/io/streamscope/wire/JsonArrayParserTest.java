/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonArrayParserTest {

  private static final List<String> ELEMENTS =
      List.of(
          "{\"a\":1}",
          "{}",
          "{\"text\":\"]}{[\\\"\\\\\",\"b\":[[],{\"c\":\"}\"}]}",
          "[1,[2],\"]\"]",
          "\"a, ]\"",
          "12",
          "null",
          "{\n  \"text\": \"日本 \\u00e9\"\n}");
  private static final String[] BEFORE = {"[", " \r\n[", "[ \n"};
  private static final String[] BETWEEN = {",", "\r\n,\r\n", ",\n", " , "};
  private static final String DAMAGE = "\"\\{}[]:,x0- \n";

  @Test
  void elements_areFoundAtEverySplit() {
    for (String before : BEFORE) {
      for (String between : BETWEEN) {
        byte[] array = (before + String.join(between, ELEMENTS) + "\n]").getBytes(UTF_8);
        for (int split = 0; split <= array.length; split++) {
          Seen seen = new Seen();
          JsonArrayParser parser = new JsonArrayParser(seen, 1_000, seen);
          parser.feed(array, 0, split);
          parser.feed(ByteBuffer.wrap(array, split, array.length - split).slice());
          parser.end();

          assertThat(seen.elements).isEqualTo(ELEMENTS);
          assertThat(seen.others).containsExactly("end");
        }
      }
    }
  }

  @Test
  void elements_areFoundByteByByte() {
    byte[] array = ("[" + String.join(" ,", ELEMENTS) + "]").getBytes(UTF_8);
    Seen seen = new Seen();
    JsonArrayParser parser = new JsonArrayParser(seen, 1_000, seen);
    for (byte b : array) {
      parser.feed(b);
    }

    assertThat(seen.elements).isEqualTo(ELEMENTS);
    assertThat(seen.others).containsExactly("end");
  }

  @Test
  void arrayThatBreaksOff_hasItsElementsAndTheBeginningOfOneMore() {
    String array = "[" + String.join(",", ELEMENTS) + "]";
    byte[] bytes = array.getBytes(UTF_8);
    for (int end = 0; end < bytes.length; end++) {
      Seen seen = new Seen();
      JsonArrayParser parser = new JsonArrayParser(seen, 1_000, seen);
      parser.feed(bytes, 0, end);
      parser.end();
      parser.end();

      String read = new String(bytes, 0, end, ISO_8859_1);
      String shown = "[" + latin(String.join(",", seen.elements));
      assertThat(seen.elements).isEqualTo(ELEMENTS.subList(0, seen.elements.size()));
      if (seen.others.isEmpty()) {
        assertThat(read).isIn("", shown, shown + ",");
      } else {
        String comma = seen.elements.isEmpty() ? "" : ",";
        assertThat(seen.others)
            .containsExactly("unfinished " + read.substring(shown.length() + comma.length()));
      }
    }
  }

  @Test
  void longElement_isShownInPieces() {
    String big = "{\"data\":\"" + "QUJD".repeat(100) + "\",\"usage\":7}";
    byte[] array = ("[{\"a\":1}," + big + ",{\"b\":2}]").getBytes(UTF_8);
    for (int piece : new int[] {1, 7, 64, 10_000}) {
      Seen seen = new Seen();
      JsonArrayParser parser = new JsonArrayParser(seen, 50, seen);
      for (int at = 0; at < array.length; at += piece) {
        parser.feed(array, at, Math.min(piece, array.length - at));
      }

      assertThat(seen.elements).containsExactly("{\"a\":1}", "{\"b\":2}");
      assertThat(seen.others).containsExactly("long " + big.length(), "end");
      assertThat(seen.pieces).hasToString(big);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{\"a\":1}", "x[1]", "\"[1]\"", "]"})
  void whatIsNoArray_hasNoElements(String body) {
    Seen seen = feed(body);

    assertThat(seen.elements).isEmpty();
    assertThat(seen.others).isEmpty();
  }

  @Test
  void whatFollowsTheArray_isIgnored() {
    Seen seen = feed("[1] [2] {\"a\":3}");

    assertThat(seen.elements).containsExactly("1");
    assertThat(seen.others).containsExactly("end");
  }

  @Test
  void rangesOutsideOfTheArray_areClipped() {
    Seen seen = new Seen();
    JsonArrayParser parser = new JsonArrayParser(seen, 10, seen);
    byte[] bytes = "[1,2]".getBytes(UTF_8);
    parser.feed(bytes, 9, 5);
    parser.feed(bytes, 0, -5);
    parser.feed(bytes, -1, Integer.MAX_VALUE);

    assertThat(seen.elements).containsExactly("1", "2");
  }

  @Test
  void listenerThatThrows_isCalledAgain() {
    List<String> seen = new ArrayList<>();
    JsonArrayParser parser =
        new JsonArrayParser(
            new JsonArrayParser.Listener() {
              @Override
              public void onElement(byte[] data, int length) {
                seen.add("element");
                throw new IllegalStateException();
              }

              @Override
              public void onLongElement(long bytes) {
                seen.add("long");
                throw new IllegalStateException();
              }

              @Override
              public void onEnd() {
                throw new IllegalStateException();
              }
            },
            2,
            (bytes, offset, length) -> {
              throw new IllegalStateException();
            });
    byte[] bytes = "[1,123,2]".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);

    assertThat(seen).containsExactly("element", "long", "element");
    assertThat(parser.listenerFailures()).isEqualTo(6);
  }

  @Test
  void damagedArray_isCutTheSameInAnyPieces() {
    String array = "[" + String.join(",\r\n", ELEMENTS) + "]";
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = array.getBytes(UTF_8);
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      }
      Seen whole = new Seen();
      JsonArrayParser parser = new JsonArrayParser(whole, 40, whole);
      parser.feed(bytes, 0, bytes.length);
      parser.end();
      Seen inPieces = new Seen();
      parser = new JsonArrayParser(inPieces, 40, inPieces);
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(bytes.length - at, random.nextInt(9));
        parser.feed(bytes, at, length);
        at += length;
      }
      parser.end();

      assertThat(inPieces.elements).as("seed %d", seed).isEqualTo(whole.elements);
      assertThat(inPieces.others).isEqualTo(whole.others);
      assertThat(inPieces.pieces).hasToString(whole.pieces.toString());
      assertThat(parser.listenerFailures()).isZero();
    }
  }

  private static Seen feed(String body) {
    Seen seen = new Seen();
    JsonArrayParser parser = new JsonArrayParser(seen, 100, seen);
    byte[] bytes = body.getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
    return seen;
  }

  private static String latin(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static final class Seen implements JsonArrayParser.Listener, PushParser.LongData {

    private final List<String> elements = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final StringBuilder pieces = new StringBuilder();

    @Override
    public void onElement(byte[] data, int length) {
      elements.add(new String(data, 0, length, UTF_8));
    }

    @Override
    public void onLongElement(long bytes) {
      others.add("long " + bytes);
    }

    @Override
    public void onUnfinished(byte[] data, int length) {
      // as Latin-1: a character may be cut
      others.add("unfinished " + new String(data, 0, length, ISO_8859_1));
    }

    @Override
    public void onEnd() {
      others.add("end");
    }

    @Override
    public void onPiece(byte[] bytes, int offset, int length) {
      pieces.append(new String(bytes, offset, length, ISO_8859_1));
    }
  }
}
