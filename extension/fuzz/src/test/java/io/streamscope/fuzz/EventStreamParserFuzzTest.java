/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamscope.wire.EventStreamHeaders;
import io.streamscope.wire.EventStreamParser;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/**
 * Messages of any headers and payloads in any pieces, whole or damaged, as AWS's library reads
 * them.
 */
class EventStreamParserFuzzTest {

  private static final List<String> KINDS = List.of("event", "exception", "error", "other");
  private static final List<String> NAMES =
      List.of(":event-type", ":exception-type", ":error-code", ":error-message", ":else");

  @FuzzTest
  void anyMessages_areReadAsByTheirOwner(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    int limit = decisions.oneOf(0, 1, 5, 64, 5_000);
    Delivery delivery = new Delivery(decisions.plan());
    int damagedAt = decisions.flag() ? decisions.next() * 256 + decisions.next() : -1;
    int damage = 1 + decisions.below(255);
    byte[] stream = messages(decisions);
    List<Seen> expected = decoded(stream, limit);
    if (damagedAt >= 0 && stream.length > 0) {
      stream[damagedAt % stream.length] ^= (byte) damage;
    }
    List<Seen> seen = new ArrayList<>();
    EventStreamParser parser =
        new EventStreamParser(
            (headers, payload, length, size, complete) ->
                seen.add(Seen.of(headers, payload, length, size, complete)),
            limit);

    delivery.all(stream, Delivery.Receiver.of(parser));
    parser.end();
    parser.feed(stream, 0, stream.length);

    if (damagedAt < 0 || stream.length == 0) {
      assertThat(seen).isEqualTo(expected);
      assertThat(parser.damaged()).isZero();
    } else {
      List<Seen> left = new ArrayList<>(expected);
      seen.forEach(each -> assertThat(left.remove(each)).as("%s of %s", each, expected).isTrue());
      assertThat(expected.size() - seen.size()).isPositive();
    }
  }

  private static byte[] messages(FuzzInput decisions) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (!decisions.isEmpty()) {
      Map<String, HeaderValue> headers = new LinkedHashMap<>();
      for (int i = decisions.below(5); i > 0; i--) {
        headers.put(NAMES.get(decisions.below(NAMES.size())), value(decisions));
      }
      if (decisions.flag()) {
        headers.put(
            ":message-type", HeaderValue.fromString(KINDS.get(decisions.below(KINDS.size()))));
      }
      new Message(headers, bytes(decisions, 0)).encode(all);
    }
    return all.toByteArray();
  }

  /** But for bytes and shorts, which the library writes without their values, and for no bytes. */
  private static HeaderValue value(FuzzInput decisions) {
    return switch (decisions.below(6)) {
      case 0 -> HeaderValue.fromBoolean(decisions.flag());
      case 1 -> HeaderValue.fromInteger(decisions.next());
      case 2 -> HeaderValue.fromLong(decisions.next());
      case 3 -> HeaderValue.fromByteArray(bytes(decisions, 1));
      case 4 -> HeaderValue.fromUuid(new UUID(decisions.next(), decisions.next()));
      default -> HeaderValue.fromString(new String(bytes(decisions, 1), ISO_8859_1));
    };
  }

  private static byte[] bytes(FuzzInput decisions, int least) {
    byte[] bytes = new byte[least + decisions.below(80)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) decisions.next();
    }
    return bytes;
  }

  private static List<Seen> decoded(byte[] stream, int limit) {
    MessageDecoder decoder = new MessageDecoder();
    decoder.feed(stream);
    return decoder.getDecodedMessages().stream().map(message -> Seen.of(message, limit)).toList();
  }

  /** What is told of a message. */
  private record Seen(
      @Nullable String event,
      @Nullable String exception,
      @Nullable String error,
      @Nullable String errorMessage,
      String payload,
      long size,
      boolean isComplete) {

    static Seen of(
        EventStreamHeaders headers, byte[] payload, int length, long size, boolean complete) {
      return new Seen(
          headers.event(),
          headers.exception(),
          headers.error(),
          headers.errorMessage(),
          new String(payload, 0, length, ISO_8859_1),
          size,
          complete);
    }

    static Seen of(Message message, int limit) {
      byte[] payload = message.getPayload();
      int kept = Math.min(limit, payload.length);
      return new Seen(
          text(message, "event", ":event-type"),
          text(message, "exception", ":exception-type"),
          text(message, "error", ":error-code"),
          text(message, null, ":error-message"),
          new String(payload, 0, kept, ISO_8859_1),
          payload.length,
          kept == payload.length);
    }

    private static @Nullable String text(Message message, @Nullable String kind, String name) {
      String actual = string(message.getHeaders().get(":message-type"));
      return kind == null || kind.equals(actual) ? string(message.getHeaders().get(name)) : null;
    }

    /** Of a value that is none, the library says so by throwing. */
    private static @Nullable String string(@Nullable HeaderValue value) {
      try {
        return value == null ? null : value.getString();
      } catch (IllegalStateException another) {
        return null;
      }
    }
  }
}
