/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** Compared with the library of the AWS SDK, which made the messages too. */
class EventStreamParserTest {

  private static final int LIMIT = 4096;
  private static final int STREAMS = 20_000;

  private final List<String> seen = new ArrayList<>();

  private EventStreamParser parser(int limit) {
    return new EventStreamParser(
        (headers, payload, length, size, complete) ->
            seen.add(
                told(
                    headers.event(),
                    headers.exception(),
                    headers.error(),
                    new String(payload, 0, length, UTF_8),
                    size,
                    complete)),
        limit);
  }

  private static String told(
      String event, String exception, String error, String payload, long size, boolean complete) {
    return "%s|%s|%s|%s|%d|%s".formatted(event, exception, error, payload, size, complete);
  }

  /** What the SDK's own decoder makes of the same bytes. */
  private static List<String> reference(byte[] stream, int limit) {
    List<String> messages = new ArrayList<>();
    new MessageDecoder(message -> messages.add(told(message, limit))).feed(stream);
    return messages;
  }

  private static String told(Message message, int limit) {
    byte[] payload = message.getPayload();
    int kept = Math.min(limit, payload.length);
    return told(
        header(message, "event", ":event-type"),
        header(message, "exception", ":exception-type"),
        header(message, "error", ":error-code"),
        new String(payload, 0, kept, UTF_8),
        payload.length,
        kept == payload.length);
  }

  private static String header(Message message, String kind, String name) {
    HeaderValue actual = message.getHeaders().get(":message-type");
    HeaderValue value = message.getHeaders().get(name);
    return actual != null && actual.getString().equals(kind) && value != null
        ? value.getString()
        : null;
  }

  private static Map<String, HeaderValue> event(String type) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString("event"));
    return headers;
  }

  private static byte[] bytes(Message... messages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Message message : messages) {
      message.encode(all);
    }
    return all.toByteArray();
  }

  private static byte[] someMessages() {
    Map<String, HeaderValue> exception = new LinkedHashMap<>();
    exception.put(":exception-type", HeaderValue.fromString("throttlingException"));
    exception.put(":message-type", HeaderValue.fromString("exception"));
    Map<String, HeaderValue> error = new LinkedHashMap<>();
    error.put(":message-type", HeaderValue.fromString("error"));
    error.put(":error-code", HeaderValue.fromString("InternalFailure"));
    error.put(":error-message", HeaderValue.fromString("no more"));
    return bytes(
        new Message(event("contentBlockDelta"), "{\"delta\":{\"text\":\"ä\"}}".getBytes(UTF_8)),
        new Message(event("contentBlockDelta"), "{\"delta\":{\"text\":\"b\"}}".getBytes(UTF_8)),
        new Message(Map.of(), new byte[0]),
        new Message(allTypes(), new byte[0]),
        new Message(exception, "{\"message\":\"slow down\"}".getBytes(UTF_8)),
        new Message(error, new byte[0]));
  }

  /** But for bytes and shorts, which the library writes without their values. */
  private static Map<String, HeaderValue> allTypes() {
    Map<String, HeaderValue> headers = event("metadata");
    headers.put("true", HeaderValue.fromBoolean(true));
    headers.put("false", HeaderValue.fromBoolean(false));
    headers.put("int", HeaderValue.fromInteger(1));
    headers.put("long", HeaderValue.fromLong(1));
    headers.put("bytes", HeaderValue.fromByteArray(new byte[300]));
    headers.put("time", HeaderValue.fromTimestamp(Instant.EPOCH));
    headers.put("uuid", HeaderValue.fromUuid(new UUID(1, 2)));
    headers.put(":last", HeaderValue.fromString("x"));
    return headers;
  }

  @Test
  void messages_areWhatTheSdkDecodes() {
    byte[] stream = someMessages();

    parser(LIMIT).feed(stream, 0, stream.length);

    assertThat(seen).hasSize(6).isEqualTo(reference(stream, LIMIT));
    assertThat(seen).contains("null|throttlingException|null|{\"message\":\"slow down\"}|23|true");
    assertThat(seen).contains("null|null|InternalFailure||0|true");
  }

  @Test
  void messageOfAnError_isTold() {
    List<String> messages = new ArrayList<>();
    byte[] stream = someMessages();
    new EventStreamParser(
            (headers, payload, length, size, complete) -> messages.add(headers.errorMessage()),
            LIMIT)
        .feed(stream, 0, stream.length);

    assertThat(messages).endsWith("no more").startsWith((String) null);
  }

  @Test
  void headersThatTheLibraryCannotWrite_areSkipped() {
    byte[] headers =
        "\1b\2\1"
            .concat("\1s\3\1\2")
            .concat("\15:message-type\7\0\5event")
            .concat("\13:event-type\7\0\4ping")
            .getBytes(UTF_8);
    int length = 16 + headers.length;
    ByteBuffer message = ByteBuffer.allocate(length).putInt(length).putInt(headers.length);
    message.putInt(checksum(message)).put(headers).putInt(checksum(message));

    parser(LIMIT).feed(message.flip());

    assertThat(seen).containsExactly("ping|null|null||0|true");
  }

  private static int checksum(ByteBuffer message) {
    CRC32 checksum = new CRC32();
    checksum.update(message.array(), 0, message.position());
    return (int) checksum.getValue();
  }

  @Test
  void everyCut_changesNothing() {
    byte[] stream = someMessages();
    List<String> expected = reference(stream, LIMIT);

    for (int cut = 0; cut <= stream.length; cut++) {
      seen.clear();
      EventStreamParser parser = parser(LIMIT);
      parser.feed(stream, 0, cut);
      parser.feed(ByteBuffer.wrap(stream, cut, stream.length - cut));
      assertThat(seen).as("cut at %d", cut).isEqualTo(expected);
      assertThat(parser.damaged()).isZero();
    }
  }

  @Test
  void singleBytesInDirectMemory_changeNothing() {
    byte[] stream = someMessages();
    EventStreamParser parser = parser(LIMIT);
    ByteBuffer direct = ByteBuffer.allocateDirect(stream.length).put(stream);

    for (int i = 0; i < stream.length; i++) {
      parser.feed(direct.limit(i + 1).position(i));
    }

    assertThat(seen).isEqualTo(reference(stream, LIMIT));
  }

  @Test
  void longPayload_isCountedAndCut() {
    byte[] stream = bytes(new Message(event("chunk"), "0123456789".getBytes(UTF_8)));

    parser(4).feed(stream, 0, stream.length);

    assertThat(seen).containsExactly("chunk|null|null|0123|10|false");
  }

  @Test
  void wrongChecksumOfAMessage_costsThatMessage() {
    byte[] stream = someMessages();
    byte[] one = bytes(new Message(event("a"), new byte[] {'x'}));
    byte[] damaged = one.clone();
    damaged[damaged.length - 5] = 'y';
    EventStreamParser parser = parser(LIMIT);

    parser.feed(damaged, 0, damaged.length);
    parser.feed(stream, 0, stream.length);

    assertThat(seen).isEqualTo(reference(stream, LIMIT));
    assertThat(parser.damaged()).isEqualTo(1);
  }

  @Test
  void wrongPrelude_endsTheReading() {
    byte[] stream = someMessages();
    byte[] damaged = stream.clone();
    damaged[9]++;
    EventStreamParser parser = parser(LIMIT);

    parser.feed(damaged, 0, damaged.length);
    parser.feed(stream, 0, stream.length);

    assertThat(seen).isEmpty();
    assertThat(parser.damaged()).isEqualTo(1);
  }

  @Test
  void failingListener_harmsNobody() {
    byte[] stream = someMessages();
    EventStreamParser parser =
        new EventStreamParser(
            (headers, payload, length, size, complete) -> {
              throw new IllegalStateException("listener");
            },
            LIMIT);

    parser.feed(stream, 0, stream.length);

    assertThat(parser.damaged()).isEqualTo(6);
  }

  @Test
  void randomStreamsInRandomPieces_areWhatTheSdkDecodes() {
    SplittableRandom random = new SplittableRandom(29);
    for (int n = 0; n < STREAMS; n++) {
      byte[] stream = randomStream(random);
      int limit = new int[] {0, 3, 200, LIMIT}[random.nextInt(4)];
      seen.clear();
      feedInPieces(parser(limit), stream, random);
      assertThat(seen).as("stream %d", n).isEqualTo(reference(stream, limit));
    }
  }

  /** Nothing is thrown, whatever comes; a damaged stream says less, never something else. */
  @Test
  void damagedStreams_sayLessAndThrowNothing() {
    SplittableRandom random = new SplittableRandom(30);
    for (int n = 0; n < STREAMS; n++) {
      byte[] stream = randomStream(random);
      List<String> whole = reference(stream, LIMIT);
      byte[] damaged = stream.clone();
      for (int i = 0; i <= random.nextInt(3); i++) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      }
      seen.clear();
      feedInPieces(parser(LIMIT), damaged, random);
      assertThat(whole).as("stream %d", n).containsAll(seen);
    }
  }

  private static byte[] randomStream(SplittableRandom random) {
    Message[] messages = new Message[1 + random.nextInt(5)];
    for (int i = 0; i < messages.length; i++) {
      Map<String, HeaderValue> headers = random.nextInt(4) == 0 ? allTypes() : event("e" + i % 2);
      byte[] payload = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(300)];
      for (int b = 0; b < payload.length; b++) {
        payload[b] = (byte) ('a' + random.nextInt(26));
      }
      messages[i] = new Message(random.nextInt(9) == 0 ? Map.of() : headers, payload);
    }
    return bytes(messages);
  }

  private static void feedInPieces(
      EventStreamParser parser, byte[] stream, SplittableRandom random) {
    int at = 0;
    while (at < stream.length) {
      int length = Math.min(stream.length - at, 1 + random.nextInt(40));
      if (random.nextBoolean()) {
        parser.feed(stream, at, length);
      } else {
        parser.feed(ByteBuffer.wrap(stream, at, length));
      }
      at += length;
    }
  }
}
