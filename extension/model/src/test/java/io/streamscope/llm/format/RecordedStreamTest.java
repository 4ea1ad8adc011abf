/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.StreamAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold for the streams of every format, whole and damaged. */
class RecordedStreamTest {

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String DAMAGE = "\"\\{}[]:,x0- \nen1.";

  @ParameterizedTest
  @EnumSource
  void eventsKnownByTheirShape_sayTheSameAsReadInFull(RecordedStream stream) {
    List<String> events = stream.events(50);

    SpanData recognised = Replay.stream(stream.format(), events);

    SpanData inFull = Replay.streamReadInFull(stream.format(), events);
    assertThat(attributes(recognised)).isEqualTo(attributes(inFull));
    assertThat(recognised.getAttributes().get(StreamAttributes.BYTES))
        .isEqualTo(inFull.getAttributes().get(StreamAttributes.BYTES));
    assertThat(recognised.getAttributes().get(StreamAttributes.CHUNK_COUNT))
        .isGreaterThanOrEqualTo(50);
    assertThat(recognised.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("complete");
  }

  @ParameterizedTest
  @EnumSource
  void streamThatBreaksOff_hasTheUsageOfItsLastEvent(RecordedStream stream) {
    List<String> events = stream.events(50).subList(0, 40);

    assertThat(attributes(Replay.stream(stream.format(), events)))
        .isEqualTo(attributes(Replay.streamReadInFull(stream.format(), events)));
  }

  @ParameterizedTest
  @EnumSource
  void streamWithCutEvents_saysTheSameAsWithout(RecordedStream stream) {
    List<String> events = stream.events(6);
    List<String> withCuts = new ArrayList<>();
    for (String event : events) {
      for (int end = 0; end < event.length(); end++) {
        withCuts.add(event.substring(0, end));
      }
      withCuts.add(event);
    }

    assertThat(attributes(Replay.stream(stream.format(), withCuts)))
        .isEqualTo(attributes(Replay.stream(stream.format(), events)));
  }

  @ParameterizedTest
  @EnumSource
  void damagedEvent_changesNothingUnlessItIsStillOne(RecordedStream stream) {
    List<String> events = stream.events(6);
    Map<AttributeKey<?>, Object> undamaged = attributes(Replay.stream(stream.format(), events));
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      int place = random.nextInt(events.size());
      String damaged = damaged(events.get(place), random);
      List<String> all = new ArrayList<>(events);
      all.add(place + 1, damaged);

      Map<AttributeKey<?>, Object> read = attributes(Replay.stream(stream.format(), all));

      assertThat(read)
          .as(damaged)
          .isEqualTo(
              isJson(damaged)
                  ? attributes(Replay.streamReadInFull(stream.format(), all))
                  : undamaged);
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedDocument_throwsNothing(RecordedStream stream) {
    for (String event : stream.events(2)) {
      for (int seed = 0; seed < 150; seed++) {
        read(stream.format(), damaged(event, new Random(seed)).getBytes(UTF_8));
      }
      byte[] utf8 = event.getBytes(UTF_8);
      for (int end = 0; end < utf8.length; end++) {
        read(stream.format(), Arrays.copyOf(utf8, end));
      }
    }
  }

  private static void read(WireFormat format, byte[] document) {
    format.onEvent(null, reader(document), new GenAiDelta());
    format.onEvent("x", reader(document), new GenAiDelta());
    format.onAnswer(reader(document), new GenAiDelta());
    format.onRequest(reader(document), new GenAiQuestion());
  }

  private static JsonReader reader(byte[] document) {
    return JsonReader.of(document, 0, document.length, JsonReader.MAX_DEPTH, 256);
  }

  private static String damaged(String event, Random random) {
    StringBuilder damaged = new StringBuilder(event);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(damaged.length());
      char c = DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      switch (damaged.charAt(at) < 0x80 ? random.nextInt(3) : 3) {
        case 0 -> damaged.setCharAt(at, c);
        case 1 -> damaged.deleteCharAt(at);
        case 2 -> damaged.insert(at, c);
        default -> {} // half a character would be no UTF-8
      }
    }
    return damaged.toString();
  }

  private static boolean isJson(String event) {
    try {
      return !STRICT.readTree(event).isMissingNode();
    } catch (JsonProcessingException malformed) {
      return false;
    }
  }

  /** All but the size, which counts what is damaged, too. */
  private static Map<AttributeKey<?>, Object> attributes(SpanData span) {
    Map<AttributeKey<?>, Object> attributes = new LinkedHashMap<>(span.getAttributes().asMap());
    attributes.remove(StreamAttributes.BYTES);
    assertThat(attributes).containsKey(GenAiAttributes.OPERATION_NAME);
    return attributes;
  }
}
