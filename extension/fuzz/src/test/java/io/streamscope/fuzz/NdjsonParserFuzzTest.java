/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.wire.ChunkMeter;
import io.streamscope.wire.NdjsonParser;
import java.util.ArrayList;
import java.util.List;

/** Any bytes in any pieces, read as the whole stream split at its line feeds. */
class NdjsonParserFuzzTest {

  @DictionaryFile(resourcePath = "ndjson.dict")
  @FuzzTest
  void anyBytes_areSplitAtLineFeeds(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    int limit = decisions.oneOf(0, 1, 5, 17, 64, 300, 5_000, Integer.MAX_VALUE, -1);
    boolean isThrowing = decisions.flag();
    Delivery delivery = new Delivery(decisions.plan());
    byte[] stream = decisions.rest();
    List<Kept> seen = new ArrayList<>();
    NdjsonParser parser = new NdjsonParser(line -> keep(line, seen, isThrowing), limit);

    delivery.all(stream, Delivery.Receiver.of(parser));
    parser.end();
    parser.feed(new byte[] {'x', '\n'}, 0, 2);
    parser.end();

    Lines expected = new Lines(new String(stream, ISO_8859_1), Math.max(0, limit));
    assertThat(seen).isEqualTo(expected.kept);
    assertThat(parser.lines()).isEqualTo(expected.kept.size());
    assertThat(parser.blankLines()).isEqualTo(expected.blank);
    assertThat(parser.oversizedLines()).isEqualTo(expected.oversized);
    assertThat(parser.listenerFailures()).isEqualTo(isThrowing ? seen.size() : 0);
    compareMeter(stream, expected, delivery);
    Allocation.assertAtMost(
        8_192 + 8L * Math.min(Math.max(0, limit), stream.length), () -> parse(stream, limit));
  }

  private static void compareMeter(byte[] stream, Lines expected, Delivery delivery) {
    ChunkMeter meter = ChunkMeter.of(StreamProtocol.NDJSON);

    delivery.all(stream, SseParserFuzzTest.receiver(meter));

    List<Kept> terminated = expected.kept.stream().filter(Kept::isTerminated).toList();
    assertThat(meter.takeChunks()).isEqualTo(terminated.size());
    assertThat(meter.takeBytes()).isEqualTo(terminated.stream().mapToLong(Kept::size).sum());
    assertThat(meter.takeHeartbeats()).isEqualTo(expected.blank);
  }

  private static void keep(NdjsonParser.Line line, List<Kept> seen, boolean isThrowing) {
    String data = new String(line.data(), 0, line.dataLength(), ISO_8859_1);
    seen.add(new Kept(line.bytes(), data, line.isComplete(), line.isTerminated()));
    if (isThrowing) {
      throw new IllegalStateException("from the listener");
    }
  }

  private static void parse(byte[] stream, int limit) {
    NdjsonParser parser = new NdjsonParser(line -> {}, limit);
    parser.feed(stream, 0, stream.length);
    parser.feed(stream, 0, stream.length);
    parser.end();
  }

  /** What the parser shows of a line; of its bytes those that were kept, as Latin-1. */
  private record Kept(long size, String data, boolean isComplete, boolean isTerminated) {}

  /** The reference: all lines at once. */
  private static final class Lines {

    private final List<Kept> kept = new ArrayList<>();
    private final int limit;
    private long blank;
    private long oversized;

    Lines(String stream, int limit) {
      this.limit = limit;
      String[] lines = stream.split("\n", -1);
      for (int i = 0; i < lines.length - 1; i++) {
        String line = lines[i];
        line(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line, true);
      }
      String last = lines[lines.length - 1];
      if (!isBlank(last)) {
        line(last, false);
      }
    }

    private void line(String line, boolean isTerminated) {
      if (isBlank(line)) {
        blank++;
        return;
      }
      boolean isComplete = line.length() <= limit;
      oversized += limit > 0 && !isComplete ? 1 : 0;
      String data = isComplete ? line : line.substring(0, limit);
      kept.add(new Kept(line.length(), data, isComplete, isTerminated));
    }

    private static boolean isBlank(String line) {
      return line.matches("[ \t\r]*");
    }
  }
}
