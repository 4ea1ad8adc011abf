/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonToken;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Any lines as the events of a call. None makes the format fail; one that is valid JSON, whatever
 * its shape, is searched as Jackson's tokens are: the first member of a name counts, at whatever
 * depth. (What events of the right shape mean is the matter of {@link OpenAiAnswerFuzzTest}.)
 */
class OpenAiEventFuzzTest {

  private static final int TEXT_MAX = 256;
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger CHOICES = BigInteger.valueOf(16);
  private static final Set<String> CONTENT =
      Set.of(
          "content",
          "tool_calls",
          "reasoning_content",
          "reasoning",
          "refusal",
          "function_call",
          "audio");

  @DictionaryFile(resourcePath = "openai.dict")
  @FuzzTest
  void anyEvents_areReadWithoutFailing(byte[] input) {
    List<String> events = List.of(new String(input, UTF_8).split("\n", -1));
    RecordedCall all = new RecordedCall();

    events.forEach(all::event);

    Long chunks = all.end().get(StreamAttributes.CHUNK_COUNT);
    assertThat(chunks).isBetween(0L, (long) events.size());
    events.stream().distinct().limit(8).forEach(OpenAiEventFuzzTest::compare);
  }

  private static void compare(String event) {
    List<JacksonToken> tokens = JacksonToken.all(event);
    if (tokens == null || !tokens.stream().allMatch(OpenAiEventFuzzTest::isWithinLimits)) {
      return;
    }
    RecordedCall call = new RecordedCall();

    call.event(event);

    Attributes actual = call.end();
    Members members = new Members(event, tokens);
    assertThat(actual.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(members.hasContent() ? 1 : 0);
    assertThat(actual.get(StreamAttributes.BYTES)).isEqualTo(event.getBytes(UTF_8).length);
    compareText(actual.get(GenAiAttributes.RESPONSE_ID), members.root("id"));
    compareText(actual.get(GenAiAttributes.RESPONSE_MODEL), members.root("model"));
    compareText(
        actual.get(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT), members.root("system_fingerprint"));
    compareText(
        actual.get(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER), members.root("service_tier"));
    compareReasons(actual.get(GenAiAttributes.RESPONSE_FINISH_REASONS), members);
    assertThat(actual.get(GenAiAttributes.USAGE_INPUT_TOKENS))
        .isEqualTo(members.tokens("prompt_tokens"));
    assertThat(actual.get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
        .isEqualTo(members.tokens("completion_tokens"));
    assertThat(actual.get(GenAiAttributes.USAGE_CACHE_READ))
        .isEqualTo(members.tokens("cached_tokens"));
    assertThat(actual.get(GenAiAttributes.USAGE_REASONING))
        .isEqualTo(members.tokens("reasoning_tokens"));
  }

  private static boolean isWithinLimits(JacksonToken token) {
    return (!token.kind().isStructStart() || token.depth() < JsonReader.MAX_DEPTH)
        && (!token.isNumber() || token.text().length() <= JsonReader.MAX_NUMBER);
  }

  private static void compareText(@Nullable String actual, @Nullable String expected) {
    if (expected == null || expected.length() <= TEXT_MAX) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(FuzzText.isCutOf(Objects.requireNonNull(actual), expected, TEXT_MAX)).isTrue();
    }
  }

  private static void compareReasons(@Nullable List<String> actual, Members members) {
    String reason = members.finishReason();
    int choice = members.choice();
    if (reason == null || choice < 0) {
      assertThat(actual).isNull();
      return;
    }
    assertThat(actual).hasSize(choice + 1);
    List<String> others = actual.subList(0, choice);
    assertThat(others).isEqualTo(new ArrayList<>(Collections.nCopies(choice, "error")));
    compareText(actual.get(choice), reason);
  }

  /** The members of an event by their names. */
  private record Members(String event, List<JacksonToken> tokens) {

    boolean hasContent() {
      for (String name : CONTENT) {
        int value = value(name, 0);
        if (value >= 0 && isContent(value)) {
          return true;
        }
      }
      return false;
    }

    private boolean isContent(int value) {
      return switch (tokens.get(value).kind()) {
        case VALUE_STRING -> !tokens.get(value).text().isEmpty();
        case START_ARRAY -> tokens.get(value + 1).kind() != JsonToken.END_ARRAY;
        case START_OBJECT -> true;
        default -> false;
      };
    }

    /** The last text of that name in the root object, which may be spelled with escapes. */
    @Nullable String root(String name) {
      String text = null;
      for (int i = 0; i < tokens.size(); i++) {
        JacksonToken token = tokens.get(i);
        boolean isIt =
            token.depth() == 1
                && token.kind() == JsonToken.FIELD_NAME
                && token.text().equals(name)
                && tokens.get(i + 1).kind() == JsonToken.VALUE_STRING;
        text = isIt && !tokens.get(i + 1).text().isEmpty() ? tokens.get(i + 1).text() : text;
      }
      return text;
    }

    @Nullable String finishReason() {
      int value = value("finish_reason", 0);
      boolean isText = value >= 0 && tokens.get(value).kind() == JsonToken.VALUE_STRING;
      return isText && !tokens.get(value).text().isEmpty() ? tokens.get(value).text() : null;
    }

    /** Which choice ended; -1 if none that can be. */
    int choice() {
      int value = value("index", 0);
      BigInteger index = value < 0 ? BigInteger.ZERO : whole(tokens.get(value));
      return index == null || index.compareTo(CHOICES) >= 0 ? -1 : index.intValueExact();
    }

    @Nullable Long tokens(String name) {
      int usage = value("usage", 0);
      if (usage < 0 || tokens.get(usage).kind() != JsonToken.START_OBJECT) {
        return null;
      }
      int value = value(name, usage);
      BigInteger count = value < 0 ? null : whole(tokens.get(value));
      return count == null || count.compareTo(LARGEST) > 0 ? null : count.longValueExact();
    }

    private static @Nullable BigInteger whole(JacksonToken number) {
      boolean isWhole = number.isNumber() && number.text().matches("[0-9]+(\\.[0-9]+)?");
      return isWhole ? new BigInteger(number.text().replaceFirst("\\..*", "")) : null;
    }

    /** Which token is the value of the first member of that name, not before a token; or -1. */
    private int value(String name, int from) {
      for (int i = from; i < tokens.size(); i++) {
        JacksonToken token = tokens.get(i);
        if (token.kind() == JsonToken.FIELD_NAME
            && event.startsWith('"' + name + '"', token.at())) {
          return i + 1;
        }
      }
      return -1;
    }
  }
}
