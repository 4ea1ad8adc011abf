/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NdjsonParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "{}\n",
        "{}\r\n",
        "{\"a\":1}\n{\"a\":2}\n",
        "{\"a\":1}\r\n\r\n{\"a\":2}\r\n",
        "{}\n \t\r\n\n{}",
        "{}\n   ",
        "a\rb\r\r\nc\r",
        "\r\r\n\r",
        " {} \n",
        "{\"text\":\"h\u00e9llo \u20ac\"}\n",
        "longer than the limit\nshort\nand the last one is long too"
      })
  void agreesWithSplittingAtEverySplit(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (int limit : new int[] {0, 7, 1000}) {
      for (int split = 0; split <= bytes.length; split++) {
        List<String> seen = new ArrayList<>();
        NdjsonParser parser = new NdjsonParser(recordingInto(seen), limit);
        parser.feed(bytes, 0, split);
        parser.feed(bytes, split, bytes.length - split);
        check(parser, seen, bytes, limit);
      }
    }
  }

  @Test
  void countsHeartbeats() {
    NdjsonParser parser = new NdjsonParser(line -> {}, 0);
    byte[] bytes = "{}\n\n \r\n{}\n".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
    parser.end();
    assertThat(parser.lines()).isEqualTo(2);
    assertThat(parser.blankLines()).isEqualTo(2);
    assertThat(parser.oversizedLines()).isZero();
  }

  @Test
  void goesOnWhenTheListenerThrows() {
    NdjsonParser parser =
        new NdjsonParser(
            line -> {
              throw new IllegalStateException();
            },
            4);
    byte[] bytes = "12345\n\n12\n3".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
    parser.end();
    parser.end();
    parser.feed(bytes, 0, bytes.length);
    assertThat(parser.lines()).isEqualTo(3);
    assertThat(parser.blankLines()).isEqualTo(1);
    assertThat(parser.oversizedLines()).isEqualTo(1);
    assertThat(parser.listenerFailures()).isEqualTo(3);
  }

  @Test
  void showsLongLinesFromTheirBeginning() {
    byte[] bytes = "12345\r\n678\r9012\n12\n".getBytes(UTF_8);
    for (int piece = 1; piece <= bytes.length; piece++) {
      StringBuilder shown = new StringBuilder();
      NdjsonParser parser =
          new NdjsonParser(
              line -> shown.append(line.isComplete() ? "" : "|"),
              3,
              (data, offset, length) -> shown.append(new String(data, offset, length, ISO_8859_1)));
      for (int at = 0; at < bytes.length; at += piece) {
        parser.feed(bytes, at, Math.min(piece, bytes.length - at));
      }
      assertThat(shown).hasToString("12345|678\r9012|");
    }
  }

  @Test
  void clipsRanges() {
    NdjsonParser parser = new NdjsonParser(line -> {}, -1);
    byte[] bytes = "{}\n".getBytes(UTF_8);
    parser.feed(bytes, 5, 9);
    parser.feed(bytes, 0, -9);
    parser.feed(bytes, -1, Integer.MAX_VALUE);
    assertThat(parser.lines()).isEqualTo(1);
  }

  static NdjsonParser.Listener recordingInto(List<String> seen) {
    return line ->
        seen.add(
            describe(
                line.bytes(),
                new String(line.data(), 0, line.dataLength(), ISO_8859_1),
                line.isComplete(),
                line.isTerminated()));
  }

  static void check(NdjsonParser parser, List<String> seen, byte[] bytes, int limit) {
    parser.end();
    List<String> expected = new ArrayList<>();
    String text = new String(bytes, ISO_8859_1);
    long blank = 0;
    long oversized = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      boolean terminated = end >= 0;
      String line = terminated ? text.substring(start, end) : text.substring(start);
      start += line.length() + 1;
      if (terminated && line.endsWith("\r")) {
        line = line.substring(0, line.length() - 1);
      }
      if (line.matches("[ \t\r]*")) {
        blank += terminated ? 1 : 0;
        continue;
      }
      boolean complete = line.length() <= limit;
      oversized += limit > 0 && !complete ? 1 : 0;
      String kept = complete ? line : line.substring(0, limit);
      expected.add(describe(line.length(), kept, complete, terminated));
    }
    assertThat(seen).isEqualTo(expected);
    assertThat(List.of(parser.lines(), parser.blankLines(), parser.oversizedLines()))
        .isEqualTo(List.of((long) expected.size(), blank, oversized));
  }

  private static String describe(long bytes, String kept, boolean complete, boolean terminated) {
    return "line bytes=" + bytes + " kept=" + kept + " " + complete + " " + terminated;
  }
}
