/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamscope.fuzz.EventStreamReference.Comment;
import io.streamscope.fuzz.EventStreamReference.Message;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.wire.ChunkMeter;
import io.streamscope.wire.SseParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any bytes in any pieces, read as the standard reads the whole stream. */
class SseParserFuzzTest {

  private static final int TYPE_LIMIT = 64;

  @DictionaryFile(resourcePath = "sse.dict")
  @FuzzTest
  void anyBytes_areReadAsTheStandardSays(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    int limit = decisions.oneOf(0, 1, 5, 17, 64, 300, 5_000, Integer.MAX_VALUE, -1);
    boolean isThrowing = decisions.flag();
    Delivery delivery = new Delivery(decisions.plan());
    byte[] stream = decisions.rest();
    Recorder recorder = new Recorder(isThrowing);
    SseParser parser = new SseParser(recorder, limit);

    delivery.all(stream, Delivery.Receiver.of(parser));
    parser.end();
    parser.feed("data: late\n\n".getBytes(UTF_8), 0, 12);
    parser.end();

    EventStreamReference bytes =
        new EventStreamReference(new String(stream, ISO_8859_1), "\u00EF\u00BB\u00BF");
    compareBytes(parser, recorder, bytes, Math.max(0, limit));
    assertThat(parser.listenerFailures()).isEqualTo(isThrowing ? recorder.events.size() : 0);
    compareText(parser, recorder, new EventStreamReference(new String(stream, UTF_8), "\uFEFF"));
    compareMeter(stream, bytes, delivery, parser.lastEventIdHash());
    Allocation.assertAtMost(
        8_192 + 4L * Math.min(Math.max(0, limit), stream.length), () -> parse(stream, limit));
  }

  private static void compareBytes(
      SseParser parser, Recorder recorder, EventStreamReference expected, int limit) {
    List<Object> kept = new ArrayList<>();
    long oversized = 0;
    for (int i = 0; i < expected.seen.size(); i++) {
      if (expected.seen.get(i) instanceof Message message) {
        int length = message.data().length();
        boolean isComplete = length <= limit;
        oversized += limit > 0 && !isComplete ? 1 : 0;
        String data = isComplete ? message.data() : message.data().substring(0, limit);
        String type = type(message.type(), recorder, i);
        boolean isType = isShortAscii(message.type());
        kept.add(new Kept(type, isType, length, data, isComplete, message.hasId()));
      } else {
        kept.add(((Comment) expected.seen.get(i)).text().length());
      }
    }
    assertThat(recorder.events).isEqualTo(kept);
    assertThat(parser.events()).isEqualTo(count(expected, Message.class));
    assertThat(parser.dataBytes()).isEqualTo(dataBytes(expected));
    assertThat(parser.comments()).isEqualTo(count(expected, Comment.class));
    assertThat(parser.oversizedEvents()).isEqualTo(oversized);
  }

  private static void compareText(
      SseParser parser, Recorder recorder, EventStreamReference expected) {
    if (!expected.lastEventId.contains("\uFFFD")) {
      assertThat(parser.lastEventIdHash()).isEqualTo(SseParser.eventIdHash(expected.lastEventId));
    }
    assertThat(recorder.events).hasSameSizeAs(expected.seen);
    for (int i = 0; i < expected.seen.size(); i++) {
      if (expected.seen.get(i) instanceof Message message
          && recorder.events.get(i) instanceof Kept kept
          && kept.isComplete) {
        assertThat(new String(kept.data.getBytes(ISO_8859_1), UTF_8)).isEqualTo(message.data());
      }
    }
  }

  private static void compareMeter(
      byte[] stream, EventStreamReference expected, Delivery delivery, long lastIdHash) {
    ChunkMeter meter = ChunkMeter.of(StreamProtocol.SSE);

    delivery.all(stream, receiver(meter));

    List<Message> messages =
        expected.seen.stream()
            .filter(Message.class::isInstance)
            .map(Message.class::cast)
            .filter(message -> !message.type().equals("ping"))
            .toList();
    List<Message> chunks =
        messages.stream().filter(message -> !message.data().equals("[DONE]")).toList();
    assertThat(meter.takeChunks()).isEqualTo(chunks.size());
    assertThat(meter.takeBytes())
        .isEqualTo(chunks.stream().mapToLong(SseParserFuzzTest::size).sum());
    assertThat(meter.takeHeartbeats())
        .isEqualTo(expected.commentBlocks + count(expected, Message.class) - messages.size());
    assertThat(meter.lastEventIdHash()).isEqualTo(lastIdHash);
  }

  private static void parse(byte[] stream, int limit) {
    SseParser parser = new SseParser(event -> {}, limit);
    parser.feed(stream, 0, stream.length);
    parser.feed(stream, 0, stream.length);
    parser.end();
  }

  /** The type as a listener gets it: not empty, and whole characters within the limit. */
  private static @Nullable String type(String bytes, Recorder recorder, int index) {
    if (bytes.isEmpty()) {
      return null;
    }
    String text = new String(bytes.getBytes(ISO_8859_1), UTF_8);
    if (bytes.length() <= TYPE_LIMIT) {
      return text;
    }
    if (text.contains("\uFFFD")) { // what is a character there is a matter of taste
      boolean isSameKind = index < recorder.events.size();
      return isSameKind && recorder.events.get(index) instanceof Kept kept ? kept.type : text;
    }
    int end = 0;
    for (int size = 0; ; end = text.offsetByCodePoints(end, 1)) {
      int character = text.codePointAt(end);
      size += Character.toString(character).getBytes(UTF_8).length;
      if (size > TYPE_LIMIT) {
        return text.substring(0, end);
      }
    }
  }

  private static boolean isShortAscii(String type) {
    return !type.isEmpty()
        && type.length() <= TYPE_LIMIT
        && type.chars().allMatch(character -> character < 0x80);
  }

  private static long count(EventStreamReference expected, Class<?> kind) {
    return expected.seen.stream().filter(kind::isInstance).count();
  }

  private static long size(Message message) {
    return message.data().length();
  }

  private static long dataBytes(EventStreamReference expected) {
    long bytes = 0;
    for (Object seen : expected.seen) {
      bytes += seen instanceof Message message ? message.data().length() : 0;
    }
    return bytes;
  }

  static Delivery.Receiver receiver(ChunkMeter meter) {
    return new Delivery.Receiver() {
      @Override
      public void feed(byte[] bytes, int offset, int length) {
        meter.onBytes(bytes, offset, length);
      }

      @Override
      public void feed(int b) {
        meter.onBytes(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void feed(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        meter.onBytes(bytes, 0, bytes.length);
      }
    };
  }

  /** What the parser shows of an event; of its data the bytes that were kept, as Latin-1. */
  private record Kept(
      @Nullable String type,
      boolean isType,
      long size,
      String data,
      boolean isComplete,
      boolean hasId) {}

  /** Keeps events as {@link Kept} and comments as their size. */
  private static final class Recorder implements SseParser.Listener {

    private final List<Object> events = new ArrayList<>();
    private final boolean isThrowing;

    Recorder(boolean isThrowing) {
      this.isThrowing = isThrowing;
    }

    @Override
    public void onEvent(SseParser.Event event) {
      String type = event.type();
      boolean isType = type != null && event.isType(type);
      String data = new String(event.data(), 0, event.dataLength(), ISO_8859_1);
      events.add(
          new Kept(type, isType, event.dataBytes(), data, event.isDataComplete(), event.hasId()));
      if (event.isType(type + "x") || (type != null && event.isType(""))) {
        events.add("isType is wrong about " + type);
      }
      complain();
    }

    @Override
    public void onComment(int bytes) {
      events.add(bytes);
      complain();
    }

    private void complain() {
      if (isThrowing) {
        throw new IllegalStateException("from the listener");
      }
    }
  }
}
