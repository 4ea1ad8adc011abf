/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random answers, written by Jackson in the order of one provider or another. */
class OpenAiChatFormatFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] TEXTS = {
    "a",
    " the",
    "\"",
    "\\",
    "\"usage\":{\"prompt_tokens\":1}",
    "\"finish_reason\":\"x\"",
    "ä",
    "日本",
    "😀",
    "\n",
    "\",\"content\":\"",
    "\"index\":7",
    "{}",
    "\"id\":\"x\"",
    "\\\"delta\\\":"
  };

  @Test
  void randomAnswers_areReadAsAParserReadsThem() throws Exception {
    for (int seed = 0; seed < 1_000; seed++) {
      Random random = new Random(seed);
      Answer answer = new Answer(random);
      RecordedTelemetry telemetry = RecordedTelemetry.create();
      GenAiCall call = new Models(telemetry).stream();
      WireAnswer format = new WireAnswer(new OpenAiChatFormat());
      for (int i = random.nextInt(40); i >= 0; i--) {
        call.event(format, null, answer.event(random, i));
      }
      call.complete();

      Attributes attributes = telemetry.span().getAttributes();
      assertThat(attributes.get(StreamAttributes.CHUNK_COUNT))
          .as("seed %d", seed)
          .isEqualTo(answer.chunks);
      assertThat(attributes.get(StreamAttributes.BYTES))
          .as("seed %d", seed)
          .isEqualTo(answer.bytes);
      assertThat(attributes.get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
          .as("seed %d", seed)
          .isEqualTo(answer.tokens);
      assertThat(attributes.get(GenAiAttributes.RESPONSE_ID))
          .as("seed %d", seed)
          .isEqualTo("chatcmpl-1");
      String reason = answer.reason;
      assertThat(attributes.get(GenAiAttributes.RESPONSE_FINISH_REASONS))
          .as("seed %d", seed)
          .isEqualTo(reason == null ? null : List.of(reason));
    }
  }

  private static final class Answer {

    private final boolean choicesFirst;
    private final boolean usageFirst;
    private final boolean usageWithEveryEvent;
    private final boolean emptyReasons;
    private long chunks;
    private long bytes;
    private Long tokens;
    private String reason;

    Answer(Random random) {
      choicesFirst = random.nextBoolean();
      usageFirst = random.nextInt(4) == 0;
      usageWithEveryEvent = random.nextInt(4) == 0;
      emptyReasons = random.nextInt(4) == 0;
    }

    String event(Random random, int left) throws Exception {
      ObjectNode event = JSON.createObjectNode();
      if (usageFirst) {
        usage(event, left);
      }
      if (choicesFirst) {
        choices(event.putArray("choices"), random, left);
      }
      event.put("id", "chatcmpl-1");
      event.put("model", "gpt-4o");
      if (!choicesFirst) {
        choices(event.putArray("choices"), random, left);
      }
      if (!usageFirst) {
        usage(event, left);
      }
      String text = JSON.writeValueAsString(event);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
      return text;
    }

    private void usage(ObjectNode event, int left) {
      if (left == 0 || usageWithEveryEvent) {
        tokens = 1_000L - left;
        event.putObject("usage").put("prompt_tokens", 9).put("completion_tokens", tokens);
      } else {
        event.putNull("usage");
      }
    }

    private void choices(ArrayNode choices, Random random, int left) {
      ObjectNode choice = choices.addObject();
      boolean indexFirst = !choicesFirst;
      if (indexFirst) {
        choice.put("index", 0);
      }
      delta(choice.putObject("delta"), random);
      if (left == 0) {
        reason = "stop";
        choice.put("finish_reason", reason);
      } else if (emptyReasons) {
        choice.put("finish_reason", "");
      } else {
        choice.putNull("finish_reason");
      }
      if (!indexFirst) {
        choice.put("index", 0);
      }
    }

    private void delta(ObjectNode delta, Random random) {
      switch (random.nextInt(8)) {
        case 0 -> delta.put("role", "assistant").put("content", "");
        case 1 -> delta.putNull("content");
        case 2 -> {
          delta.putNull("content").put("reasoning_content", TEXTS[random.nextInt(TEXTS.length)]);
          chunks++;
        }
        case 3 -> {
          delta
              .putArray("tool_calls")
              .addObject()
              .put("index", 0)
              .put("id", "call_1")
              .putObject("function")
              .put("arguments", TEXTS[random.nextInt(TEXTS.length)]);
          chunks++;
        }
        default -> {
          delta.put("content", TEXTS[random.nextInt(TEXTS.length)]);
          chunks++;
        }
      }
    }
  }
}
