/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void writesWhatItIsTold() {
    StringBuilder out = new StringBuilder("before ");
    JsonWriter writer = new JsonWriter(out, 1000);
    writer.beginObject().name("a").value(1).name("b").beginArray();
    writer.value("x\"\\\n\u0001\u00e9\ud83d\ude00\ud83d").value(true).value(1.5).nullValue();
    writer.value(Double.NaN).value(Double.POSITIVE_INFINITY).value((String) null).endArray();
    writer.name("c").beginObject().endObject().endObject().finish();
    assertThat(writer.truncated()).isFalse();
    assertThat(out)
        .hasToString(
            "before {\"a\":1,\"b\":[\"x\\\"\\\\\\n\\u0001\u00e9\ud83d\ude00\\ud83d\","
                + "true,1.5,null,null,null,null],\"c\":{}}");
  }

  @Test
  void cutsAtEveryLimitAndStaysValid() throws JsonProcessingException {
    for (int limit = 0; limit < 60; limit++) {
      StringBuilder out = new StringBuilder();
      JsonWriter writer = new JsonWriter(out, limit);
      writer.beginObject().name("key").value("va\"lue").name("list").beginArray().value(12);
      writer.beginObject().name("n").value("\u0001").endObject().endArray().endObject().finish();
      String whole = "{\"key\":\"va\\\"lue\",\"list\":[12,{\"n\":\"\\u0001\"}]}";
      assertThat(out.length()).isLessThanOrEqualTo(Math.max(4, limit));
      assertThat(writer.truncated()).isEqualTo(limit < whole.length());
      assertThat(mapper.readTree(out.toString()).isObject()).isTrue();
      if (limit >= whole.length()) {
        assertThat(out).hasToString(whole);
      }
    }
  }

  @Test
  void misuseLeavesValidJson() throws JsonProcessingException {
    SplittableRandom random = new SplittableRandom(12);
    for (int n = 0; n < 100_000; n++) {
      StringBuilder out = new StringBuilder();
      int limit = random.nextInt(80);
      JsonWriter writer = new JsonWriter(out, limit);
      for (int i = random.nextInt(20); i > 0; i--) {
        call(writer, random);
      }
      writer.finish();
      writer.beginArray().value(1).finish();
      assertThat(out.length()).isLessThanOrEqualTo(Math.max(4, limit));
      assertThat(mapper.readTree(out.toString()).isMissingNode()).isFalse();
    }
  }

  @Test
  void nestsUpToTheLimitOnly() {
    StringBuilder out = new StringBuilder();
    JsonWriter writer = new JsonWriter(out, 1000);
    for (int i = 0; i < 70; i++) {
      writer.beginArray();
    }
    for (int i = 0; i < 70; i++) {
      writer.endArray();
    }
    writer.finish();
    assertThat(out).hasToString("[".repeat(64) + "]".repeat(64));
    assertThat(writer.truncated()).isTrue();
  }

  @Test
  void jacksonReadsBackRandomTrees() throws JsonProcessingException {
    SplittableRandom random = new SplittableRandom(13);
    RandomJson generator = new RandomJson(random);
    for (int n = 0; n < 50_000; n++) {
      JsonNode tree = tree(random, generator, random.nextInt(5));
      StringBuilder out = new StringBuilder();
      JsonWriter writer = new JsonWriter(out, Integer.MAX_VALUE);
      write(tree, writer);
      writer.finish();
      assertThat(writer.truncated()).isFalse();
      String json = out.toString();
      assertThat(UTF_8.newEncoder().canEncode(json)).isTrue();
      assertThat(mapper.readTree(json)).isEqualTo(tree);
      compareShort(tree, json, random.nextInt(json.length() + 1));
    }
  }

  private void compareShort(JsonNode tree, String whole, int limit) throws JsonProcessingException {
    StringBuilder out = new StringBuilder();
    JsonWriter writer = new JsonWriter(out, limit);
    write(tree, writer);
    writer.finish();
    assertThat(out.length()).isLessThanOrEqualTo(Math.max(4, limit));
    assertThat(writer.truncated()).isEqualTo(Math.max(4, limit) < whole.length());
    assertThat(mapper.readTree(out.toString())).isNotNull();
  }

  private static void call(JsonWriter writer, SplittableRandom random) {
    switch (random.nextInt(9)) {
      case 0 -> writer.beginArray();
      case 1 -> writer.endArray();
      case 2 -> writer.beginObject();
      case 3 -> writer.endObject();
      case 4, 5 -> writer.name("name");
      case 6 -> writer.value("text\n");
      case 7 -> writer.value(random.nextInt(1000));
      default -> writer.value(random.nextBoolean());
    }
  }

  private JsonNode tree(SplittableRandom random, RandomJson generator, int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0:
        return mapper.nullNode();
      case 1:
        return mapper.getNodeFactory().booleanNode(random.nextBoolean());
      case 2:
        return mapper.getNodeFactory().numberNode(random.nextLong() | 1L << 40);
      case 3:
        return mapper.getNodeFactory().numberNode(random.nextDouble() * 1e9);
      case 4:
        return mapper.getNodeFactory().textNode(generator.text());
      case 5:
        ArrayNode array = mapper.createArrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(tree(random, generator, depth - 1));
        }
        return array;
      default:
        ObjectNode object = mapper.createObjectNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          object.set(generator.text(), tree(random, generator, depth - 1));
        }
        return object;
    }
  }

  private static void write(JsonNode node, JsonWriter writer) {
    if (node.isObject()) {
      writer.beginObject();
      node.properties().forEach(member -> write(member.getValue(), writer.name(member.getKey())));
      writer.endObject();
    } else if (node.isArray()) {
      writer.beginArray();
      node.forEach(element -> write(element, writer));
      writer.endArray();
    } else if (node.isTextual()) {
      writer.value(node.textValue());
    } else if (node.isBoolean()) {
      writer.value(node.booleanValue());
    } else if (node.isDouble()) {
      writer.value(node.doubleValue());
    } else if (node.isNumber()) {
      writer.value(node.longValue());
    } else {
      writer.nullValue();
    }
  }
}
