/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random streams in random chunks; seeded, so a failure comes again. */
class WireFuzzTest {

  private static final int INPUTS = 200_000;

  private static final String[] SSE = {
    "data", "data:", "data: ", "event", "event: ", "id", "id:", "retry: ", "retry", ":", " ", "\n",
    "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", "\0", "7", "42", "dat", "a", "datax", "eventful",
    "\u00EF\u00BB\u00BF", "\u00EF", "\u00BB", "\u00C3\u00A9", "\u00E2\u0082\u00AC", "x".repeat(20)
  };

  private static final String[] NDJSON = {
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "{}",
    "{\"a\":1}",
    "x",
    "\u00C3\u00A9",
    "0123456789abcdef"
  };

  @Test
  void sseParserAgreesWithTheStandard() {
    SplittableRandom random = new SplittableRandom(1);
    for (int n = 0; n < INPUTS; n++) {
      byte[] bytes = stream(random, SSE);
      int limit = new int[] {0, 5, 300, 5000}[random.nextInt(4)];
      SseRecorder recorder = new SseRecorder();
      SseParser parser = new SseParser(recorder, limit);
      Feed.of(random, parser::feed, parser::feed, parser::feed).all(bytes);
      SseParserTest.check(parser, recorder, new SseReference(bytes, limit));
      SseParser measuring = new SseParser(event -> {}, 0);
      Feed.of(random, measuring::feed, measuring::feed, measuring::feed).all(bytes);
      SseParserTest.checkTotals(measuring, new SseReference(bytes, 0));
    }
  }

  @Test
  void ndjsonParserAgreesWithSplitting() {
    SplittableRandom random = new SplittableRandom(2);
    for (int n = 0; n < INPUTS; n++) {
      byte[] bytes = stream(random, NDJSON);
      int limit = new int[] {0, 5, 300, 5000}[random.nextInt(4)];
      List<String> seen = new ArrayList<>();
      NdjsonParser parser = new NdjsonParser(NdjsonParserTest.recordingInto(seen), limit);
      Feed.of(random, parser::feed, parser::feed, parser::feed).all(bytes);
      NdjsonParserTest.check(parser, seen, bytes, limit);
    }
  }

  @Test
  void lineEndsAreFoundAnywhere() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] bytes = new byte[64];
    byte[] alphabet = {'\n', '\r', 9, 11, 12, 14, 0, -1, -128, 127, (byte) 0x8A, (byte) 0x8D, 1, 2};
    for (int n = 0; n < INPUTS; n++) {
      boolean sparse = n % 2 == 0;
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = sparse && random.nextInt(9) > 0 ? (byte) 'x' : alphabet[random.nextInt(14)];
      }
      int from = random.nextInt(65);
      int to = from + random.nextInt(65 - from);
      int lineEnd = from;
      while (lineEnd < to && bytes[lineEnd] != 10 && bytes[lineEnd] != 13) {
        lineEnd++;
      }
      int lineFeed = from;
      while (lineFeed < to && bytes[lineFeed] != 10) {
        lineFeed++;
      }
      assertThat(LineScan.lineEnd(bytes, from, to)).isEqualTo(lineEnd);
      assertThat(LineScan.lineFeed(bytes, from, to)).isEqualTo(lineFeed);
    }
  }

  private static byte[] stream(SplittableRandom random, String[] alphabet) {
    StringBuilder text = new StringBuilder();
    int tokens = random.nextInt(30);
    for (int i = 0; i < tokens; i++) {
      if (random.nextInt(20) == 0) {
        text.append((char) random.nextInt(256));
      } else {
        text.append(alphabet[random.nextInt(alphabet.length)]);
      }
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  /** Feeds bytes in pieces of random size, each in one of the ways a parser takes them. */
  private record Feed(SplittableRandom random, OfRange range, OfByte single, OfBuffer buffer) {

    static Feed of(SplittableRandom random, OfRange range, OfByte single, OfBuffer buffer) {
      return new Feed(random, range, single, buffer);
    }

    void all(byte[] bytes) {
      int at = 0;
      while (at < bytes.length) {
        int count = Math.min(bytes.length - at, random.nextInt(1 + random.nextInt(40)));
        switch (random.nextInt(4)) {
          case 0 -> {
            single.feed(bytes[at]);
            count = 1;
          }
          case 1 -> buffer.feed(ByteBuffer.wrap(bytes, at, count));
          case 2 -> buffer.feed(ByteBuffer.wrap(bytes, at, count).asReadOnlyBuffer());
          default -> range.feed(bytes, at, count);
        }
        at += count;
      }
    }
  }

  private interface OfRange {
    void feed(byte[] bytes, int offset, int length);
  }

  private interface OfByte {
    void feed(int b);
  }

  private interface OfBuffer {
    void feed(ByteBuffer buffer);
  }
}
