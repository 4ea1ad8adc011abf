/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseParserTest {

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\r\n\r\n",
        "data: a\n\n",
        "data:a\r\rdata:b\r\r",
        "data: a\r\n\r\ndata: b\r\n\r\n",
        "data: mixed\r\ndata: ends\n\rdata\r\n\n",
        "data\n\ndata\ndata\n\ndata:",
        "data:  two spaces\n\n",
        "data: YHOO\ndata: +2\ndata: 10\n\n",
        ": comment\n\ndata: first\nid: 1\n\ndata:second\nid\n\ndata:  third\n\n",
        ":\n: \n::\n\n",
        "event: add\ndata: 1\n\nevent: remove\n\ndata: untyped\n\n",
        "event: a\nevent: b\ndata: x\n\n",
        "event: a\nevent\ndata: x\n\n",
        "id: a\0b\ndata: x\n\nid: ok\nid: a\0b\ndata: y\n\n",
        "id: without data\n\ndata: x\n\n",
        "retry: 10\nretry: 1x\nretry:\nretry\nretry: -1\n",
        "retry: 0099\nretry: 123456789012345678901234567890\n\n",
        "retry: 9223372036854775806\n\n",
        "retry: 92233720368547758070\n\n",
        "dat: x\ndataa: x\n data: x\nDATA: x\n\0data: x\nunknown\nevent \n\n",
        "data : x\ndata:x:y\n\n",
        "data: h\u00e9llo \u20ac \ud83d\ude00\n\n",
        "event: 0123456789012345678901234567890123456789012345678901234567890123\ndata\n\n",
        "event: 012345678901234567890123456789012345678901234567890123456789012\u20ac\ndata\n\n",
        "event: 01234567890123456789012345678901234567890123456789012345678901\u20ac\ndata\n\n",
        "data: 0123456789 longer than the limit\ndata: more\n\ndata: short\n\n",
        "data: unfinished\n",
        "data: unfinished",
        "data",
        "event: only\n",
        "data: done\n\n: and a comment without end"
      })
  void agreesWithTheStandardAtEverySplit(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    everySplit(bytes);
    everySplit(concat(MARK, bytes));
    everySplit(concat(MARK, concat(MARK, bytes)));
    everySplit(concat(new byte[] {MARK[0]}, bytes));
    everySplit(concat(new byte[] {MARK[0], MARK[1]}, bytes));
  }

  @Test
  void countsBytesAndLineFeeds() {
    List<Long> sizes = new ArrayList<>();
    SseParser parser = new SseParser(event -> sizes.add(event.dataBytes()), 0);
    byte[] bytes = "data: \u20ac\ndata: ab\n\ndata:\n\n".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
    parser.end();
    assertThat(sizes).containsExactly(6L, 0L);
    assertThat(parser.events()).isEqualTo(2);
    assertThat(parser.oversizedEvents()).isZero();
  }

  @Test
  void showsLongDataFromTheirBeginning() {
    byte[] bytes = "data:12345\ndata: 678\nevent: x\n\ndata:12\n\ndata:1234".getBytes(UTF_8);
    for (int piece = 1; piece <= bytes.length; piece++) {
      StringBuilder shown = new StringBuilder();
      SseParser parser =
          new SseParser(
              event -> shown.append(event.isDataComplete() ? "" : "|" + event.type() + "|"),
              3,
              (data, offset, length) -> shown.append(new String(data, offset, length, UTF_8)));
      for (int at = 0; at < bytes.length; at += piece) {
        parser.feed(bytes, at, Math.min(piece, bytes.length - at));
      }
      parser.end();
      assertThat(shown).hasToString("12345\n678|x|1234");
    }
  }

  @Test
  void makesATypeOnceWhileItStaysTheSame() {
    List<String> types = new ArrayList<>();
    SseParser parser = new SseParser(event -> types.add(String.valueOf(event.type())), 0);
    byte[] bytes = "event: delta\ndata\n\n".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
    parser.feed(bytes, 0, bytes.length);
    assertThat(types).containsExactly("delta", "delta");
    assertThat(types.get(0)).isSameAs(types.get(1));
  }

  @Test
  void goesOnWhenTheListenerThrows() {
    SseParser.Listener failing =
        new SseParser.Listener() {
          @Override
          public void onEvent(SseParser.Event event) {
            throw new IllegalStateException("event");
          }

          @Override
          public void onComment(int bytes) {
            throw new StackOverflowError();
          }
        };
    SseParser parser = new SseParser(failing, 8);
    byte[] bytes = ": c\ndata: a\n\nevent: x\ndata: 0123456789\n\ndata: c".getBytes(UTF_8);
    parser.feed(bytes, 0, bytes.length);
    parser.end();
    assertThat(parser.events()).isEqualTo(2);
    assertThat(parser.comments()).isEqualTo(1);
    assertThat(parser.oversizedEvents()).isEqualTo(1);
    assertThat(parser.listenerFailures()).isEqualTo(3);
  }

  @Test
  void clipsRangesAndLeavesBuffersAsTheyAre() {
    SseParser parser = new SseParser(event -> {}, -1);
    byte[] bytes = "data: a\n\n".getBytes(UTF_8);
    parser.feed(bytes, -5, 3);
    parser.feed(bytes, 4, -1);
    parser.feed(bytes, Integer.MIN_VALUE, Integer.MIN_VALUE + 5);
    parser.feed(bytes, Integer.MAX_VALUE, Integer.MAX_VALUE);
    parser.feed(bytes, -3, Integer.MAX_VALUE);
    ByteBuffer direct = ByteBuffer.allocateDirect(64).put(bytes).flip();
    ByteBuffer slice = ByteBuffer.wrap(concat(MARK, bytes)).position(3).slice();
    for (ByteBuffer buffer : List.of(direct, slice, slice.asReadOnlyBuffer())) {
      parser.feed(buffer);
      assertThat(buffer.position()).isZero();
      assertThat(buffer.limit()).isEqualTo(bytes.length);
    }
    assertThat(parser.events()).isEqualTo(4);
    parser.end();
    parser.end();
    parser.feed(bytes, 0, bytes.length);
    assertThat(parser.events()).isEqualTo(4);
  }

  @Test
  void readsLongDirectBuffers() {
    SseRecorder recorder = new SseRecorder();
    SseParser parser = new SseParser(recorder, 10_000);
    byte[] bytes = ("data: " + "0123456789".repeat(500) + "\n\n").getBytes(UTF_8);
    parser.feed(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
    assertThat(recorder.seen).isEqualTo(new SseReference(bytes, 10_000).seen);
  }

  static void everySplit(byte[] bytes) {
    SseReference totals = new SseReference(bytes, 0);
    for (int split = 0; split <= bytes.length; split++) {
      SseParser measuring = new SseParser(event -> {}, 0);
      measuring.feed(bytes, 0, split);
      measuring.feed(bytes, split, bytes.length - split);
      checkTotals(measuring, totals);
    }
    for (int limit : new int[] {0, 7, 1000}) {
      SseReference expected = new SseReference(bytes, limit);
      for (int split = 0; split <= bytes.length; split++) {
        SseRecorder recorder = new SseRecorder();
        SseParser parser = new SseParser(recorder, limit);
        parser.feed(bytes, 0, split);
        parser.feed(ByteBuffer.wrap(bytes, split, bytes.length - split).asReadOnlyBuffer());
        check(parser, recorder, expected);
      }
      SseRecorder recorder = new SseRecorder();
      SseParser parser = new SseParser(recorder, limit);
      for (byte b : bytes) {
        parser.feed(b);
      }
      check(parser, recorder, expected);
    }
  }

  static void check(SseParser parser, SseRecorder recorder, SseReference expected) {
    checkTotals(parser, expected);
    if (!recorder.seen.equals(expected.seen)) {
      assertThat(recorder.seen).isEqualTo(expected.seen);
    }
  }

  static void checkTotals(SseParser parser, SseReference expected) {
    parser.end();
    assertThat(
            List.of(
                parser.events(),
                parser.dataBytes(),
                parser.comments(),
                parser.oversizedEvents(),
                parser.listenerFailures()))
        .isEqualTo(
            List.of(
                expected.events, expected.dataBytes, expected.comments, expected.oversized, 0L));
  }

  static byte[] concat(byte[] a, byte[] b) {
    byte[] both = new byte[a.length + b.length];
    System.arraycopy(a, 0, both, 0, a.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
