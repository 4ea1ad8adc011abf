/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random streams, as bytes and as texts, with members in any order and values that come and go:
 * what is recognised by its shape must be what would have been read.
 */
class OpenAiEventFuzzTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] TEXTS = {"", "", "a", " b", "\"", "日本", "\\", "\"delta\":\"x\""};
  private static final String[] KINDS = {
    "response.output_text.delta",
    "response.reasoning_text.delta",
    "response.output_text.done",
    "response.function_call_arguments.delta"
  };

  @Test
  void responses_areCountedAsAParserCountsThem() throws Exception {
    for (int seed = 0; seed < 1_500; seed++) {
      Random random = new Random(seed);
      long order = random.nextLong();
      List<String> events = new ArrayList<>();
      long chunks = 0;
      int kinds = 1 + random.nextInt(KINDS.length);
      for (int i = random.nextInt(40); i >= 0; i--) {
        String kind = KINDS[random.nextInt(kinds)];
        String text = text(random);
        ObjectNode event = JSON.createObjectNode().put("type", kind).put("delta", text);
        event.put("sequence_number", random.nextInt(200)).put("item_id", "m" + random.nextInt(3));
        event.put("output_index", random.nextInt(3)).put("obfuscation", text(random));
        events.add(JSON.writeValueAsString(shuffled(event, order)));
        chunks += kind.endsWith(".delta") && !text.isEmpty() ? 1 : 0;
      }
      ObjectNode last = JSON.createObjectNode().put("type", "response.completed");
      last.putObject("response").put("id", "r").putObject("usage").put("output_tokens", seed);
      events.add(JSON.writeValueAsString(shuffled(last, order)));

      Played played = Played.events(OpenAiResponsesFormat::new, events.toArray(new String[0]));

      assertThat(played.chunks()).as("seed %d", seed).isEqualTo(chunks);
      assertThat(played.said()).containsEntry("usage.output_tokens", (long) seed);
    }
  }

  @Test
  void chats_areCountedAsAParserCountsThem() throws Exception {
    for (int seed = 0; seed < 1_500; seed++) {
      Random random = new Random(seed);
      long order = random.nextLong();
      boolean usages = random.nextBoolean();
      int choices = 1 + random.nextInt(2);
      List<String> events = new ArrayList<>();
      List<String> reasons = new ArrayList<>(Collections.nCopies(choices, "error"));
      long chunks = 0;
      long tokens = 0;
      for (int i = random.nextInt(40); i >= 0; i--) {
        ObjectNode event = JSON.createObjectNode().put("id", "c").put("created", random.nextInt());
        boolean content = false;
        List<JsonNode> array = new ArrayList<>();
        for (int index = 0; index < choices; index++) {
          String text = text(random);
          String thought = random.nextInt(3) == 0 ? text(random) : "";
          content |= !text.isEmpty() || !thought.isEmpty();
          String reason = random.nextInt(20) == 0 ? "r" + random.nextInt(3) : null;
          ObjectNode choice = JSON.createObjectNode().put("index", index);
          choice.put("finish_reason", reason);
          ObjectNode delta = JSON.createObjectNode().put("content", text);
          choice.set("delta", shuffled(delta.put("reasoning_content", thought), order));
          array.add(shuffled(choice, order));
          reasons.set(index, reason == null ? reasons.get(index) : reason);
        }
        event.putArray("choices").addAll(array);
        if (usages) {
          tokens = random.nextInt(1_000);
          event.putObject("usage").put("completion_tokens", tokens);
        }
        event.put("obfuscation", text(random));
        events.add(JSON.writeValueAsString(shuffled(event, order)));
        chunks += content ? 1 : 0;
      }

      Played played = Played.events(OpenAiChatFormat::new, events.toArray(new String[0]));

      assertThat(played.chunks()).as("seed %d", seed).isEqualTo(chunks);
      assertThat(played.said().get("usage.output_tokens"))
          .as("seed %d", seed)
          .isEqualTo(usages ? (Long) tokens : null);
      assertThat(played.said().get("response.finish_reasons"))
          .as("seed %d", seed)
          .isEqualTo(told(reasons));
    }
  }

  /** As many reasons as there are up to the last choice that has one. */
  private static List<String> told(List<String> reasons) {
    int last = reasons.size();
    while (last > 0 && reasons.get(last - 1).equals("error")) {
      last--;
    }
    return last == 0 ? null : reasons.subList(0, last);
  }

  private static ObjectNode shuffled(ObjectNode object, long order) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, new Random(order));
    ObjectNode shuffled = JSON.createObjectNode();
    names.forEach(name -> shuffled.set(name, object.get(name)));
    return shuffled;
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)];
  }
}
