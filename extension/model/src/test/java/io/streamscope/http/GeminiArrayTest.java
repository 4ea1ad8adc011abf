/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.IntStream.range;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code streamGenerateContent} answers that is not asked for events: one array in pieces. */
class GeminiArrayTest {

  private static final String JSON = "application/json; charset=UTF-8";
  private static final String DAMAGE = "\"\\{}[]:,x0- \n";
  private static final String AFTER_USAGE = "\n  },\n  \"modelVersion";
  private static final int TEXTS = 20;
  private static final List<String> ELEMENTS =
      range(0, TEXTS + 1).mapToObj(GeminiArrayTest::element).toList();

  private static String element(int number) {
    return """
    {
      "candidates": [
        {
          "content": {"parts": [{"text": "%s"}], "role": "model"},%s
          "index": 0
        }
      ],
      "usageMetadata": {
        "promptTokenCount": 8,
        "candidatesTokenCount": %d,
        "totalTokenCount": %d
      },
      "modelVersion": "gemini-2.5-flash",
      "responseId": "resp-1"
    }"""
        .formatted(
            number == TEXTS ? "" : List.of("a", "日本", "\\\"]", "}, {").get(number % 4),
            number == TEXTS ? "\n      \"finishReason\": \"STOP\"," : "",
            number + 1,
            number + 9);
  }

  private static AskedModel ask() {
    return AskedModel.answering(
        "/v1beta/models/gemini-2.5-flash:streamGenerateContent",
        "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}",
        JSON);
  }

  private static String array(List<String> elements) {
    return elements.stream().collect(joining("\n,\r\n", "[", "\n]\n"));
  }

  @Test
  void elements_areChunksAsTheyPass() {
    AskedModel model = ask();
    model.telemetry().clock().advanceMillis(300);
    model.read("[");
    model.read(ELEMENTS.get(0));
    model.telemetry().clock().advanceMillis(500);
    for (String element : ELEMENTS.subList(1, ELEMENTS.size())) {
      model.read("\n,\r\n").read(element);
    }
    SpanData span = model.read("]").complete();

    assertThat(span)
        .hasName("generate_content gemini-2.5-flash")
        .hasAttribute(equalTo(GenAiAttributes.REQUEST_STREAM, true))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK, 0.3))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_ID, "resp-1"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_MODEL, "gemini-2.5-flash"))
        .hasAttribute(equalTo(GenAiAttributes.RESPONSE_FINISH_REASONS, List.of("STOP")))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_INPUT_TOKENS, 8))
        .hasAttribute(equalTo(GenAiAttributes.USAGE_OUTPUT_TOKENS, TEXTS + 1))
        .hasAttribute(equalTo(StreamAttributes.PROTOCOL, "chunked"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, TEXTS))
        .hasAttribute(
            equalTo(
                StreamAttributes.BYTES,
                ELEMENTS.stream().mapToInt(each -> each.getBytes(UTF_8).length).sum()))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void array_saysTheSameInAnyPieces() {
    byte[] array = array(ELEMENTS).getBytes(UTF_8);
    Attributes atOnce = ask().read(array).complete().getAttributes();
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);

      Attributes inPieces = ask().read(array, random, 1 + seed * 3).complete().getAttributes();

      assertThat(inPieces.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(TEXTS);
      assertThat(inPieces.get(StreamAttributes.BYTES))
          .isEqualTo(atOnce.get(StreamAttributes.BYTES));
      assertThat(inPieces.get(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(TEXTS + 1);
      assertThat(inPieces.get(GenAiAttributes.RESPONSE_FINISH_REASONS)).containsExactly("STOP");
    }
  }

  @Test
  void connectionThatBreaks_leavesWhatHasBeenReceived() {
    String array = array(ELEMENTS.subList(TEXTS - 3, TEXTS + 1));
    for (int end = 0; end < array.length(); end++) {
      String received = array.substring(0, end);

      SpanData span = ask().read(received).failed(new IOException("reset"));

      assertThat(span)
          .hasAttribute(equalTo(StreamAttributes.OUTCOME, "error"))
          .hasStatus(StatusData.create(StatusCode.ERROR, "reset"));
      Attributes attributes = span.getAttributes();
      assertThat(attributes.get(StreamAttributes.CHUNK_COUNT))
          .as(received)
          .isEqualTo(Math.min(3, count(received, "\"resp-1\"\n}")));
      long usages = count(received, AFTER_USAGE) + (endsWithUsage(received) ? 1 : 0);
      assertThat(attributes.get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
          .as(received)
          .isEqualTo(usages == 0 ? null : (Long) (TEXTS - 3 + usages));
    }
  }

  /** Whether its last element breaks off after its usage and within the next member's name. */
  private static boolean endsWithUsage(String received) {
    int end = received.lastIndexOf("\n  }");
    String rest = end < 0 ? AFTER_USAGE : received.substring(end);
    return rest.length() < AFTER_USAGE.length() && AFTER_USAGE.startsWith(rest);
  }

  private static long count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }

  @Test
  void applicationThatCloses_hasCancelledUnlessTheArrayIsComplete() {
    String array = array(ELEMENTS.subList(0, 2)); // no finish reason
    int bracket = array.lastIndexOf(']');

    assertThat(ask().read(array.substring(0, bracket)).closed())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "cancelled"));
    assertThat(ask().read(array.substring(0, bracket + 1)).closed())
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void errorElement_isWhatTheAnswerEndedWith() {
    SpanData span =
        ask()
            .read(
                array(
                    List.of(
                        ELEMENTS.get(0),
                        "{\"error\":{\"code\":503,\"message\":\"busy\","
                            + "\"status\":\"UNAVAILABLE\"}}")))
            .complete();

    assertThat(span)
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "UNAVAILABLE"))
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 1))
        .hasStatus(StatusData.create(StatusCode.ERROR, "busy"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":400,\"message\":\"bad\",\"status\":\"INVALID_ARGUMENT\"}}",
        "[{\"error\":{\"code\":400,\"message\":\"bad\",\"status\":\"INVALID_ARGUMENT\"}}]",
        "\n\n [ {\"error\":{\"code\":400,\"message\":\"bad\",\"status\":\"INVALID_ARGUMENT\"}}"
      })
  void errorInsteadOfAnAnswer_isWhatItFailedWith(String error) {
    assertThat(ask().read(error).complete())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, "INVALID_ARGUMENT"))
        .hasStatus(StatusData.create(StatusCode.ERROR, "bad"));
  }

  @Test
  void emptyArray_isAnAnswerWithoutChunks() {
    assertThat(ask().read("[]").complete())
        .hasAttribute(equalTo(StreamAttributes.CHUNK_COUNT, 0))
        .hasAttribute(equalTo(StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void damagedArray_throwsNothingAndEnds() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] array = array(ELEMENTS.subList(0, 5)).getBytes(UTF_8);
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        array[random.nextInt(array.length)] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
      }

      Attributes damaged = ask().read(array, random, 200).complete().getAttributes();

      assertThat(damaged.get(StreamAttributes.CHUNK_COUNT)).as("seed %d", seed).isBetween(0L, 5L);
      assertThat(damaged.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    }
  }
}
