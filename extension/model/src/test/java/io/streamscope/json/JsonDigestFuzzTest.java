/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The digest of random documents, in pieces of random size, against one made of Jackson's tree. */
class JsonDigestFuzzTest {

  private static final ObjectMapper JACKSON = new ObjectMapper();
  private static final ObjectWriter PLAIN = JACKSON.writer();
  private static final ObjectWriter ASCII = PLAIN.with(JsonWriteFeature.ESCAPE_NON_ASCII);
  private static final String[] TEXTS = {
    "a", "the ", "\"", "\\", "\n", "\u0001", "é", "日本", "😀", "{", "}", "[", "]", ",", ":", "\\u12"
  };

  @Test
  void smallDocuments_areReadAsTheirTree() throws Exception {
    int compared = 0;
    for (int seed = 0; seed < 5_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      JsonNode tree = container(random, random.nextInt(4));
      ObjectWriter writer = random.nextBoolean() ? PLAIN : ASCII;
      writer = random.nextBoolean() ? writer : writer.withDefaultPrettyPrinter();
      JsonDigest digest = new JsonDigest();
      feed(digest, writer.writeValueAsBytes(tree), random);
      String expected = PLAIN.writeValueAsString(kept(tree, 1, writer));
      if (expected.length() > 12_000) {
        continue;
      }
      compared++;

      JsonNode actual = JACKSON.readTree(JsonDigestTest.text(digest));
      assertThat(PLAIN.writeValueAsString(actual)).as("seed %d", seed).isEqualTo(expected);
      assertThat(digest.isComplete()).isTrue();
      if (!digest.wasCut()) {
        assertThat(actual).isEqualTo(tree);
      }
      assertThat(JsonReaderTest.accepts(digest.reader())).isTrue();
    }
    assertThat(compared).isGreaterThan(4_000);
  }

  @Test
  void randomSpellings_areValidAndComplete() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    RandomJson generator = new RandomJson(random);
    for (int n = 0; n < 20_000; n++) {
      String json = generator.value(random.nextInt(6));
      byte[] bytes = json.getBytes(UTF_8);
      JsonDigest digest = new JsonDigest();
      feed(digest, bytes, random);

      boolean container = "{[".indexOf(json.strip().charAt(0)) >= 0;
      assertThat(digest.isComplete()).as(json).isEqualTo(container);
      if (container && !digest.wasCut()) {
        assertThat(JACKSON.readTree(JsonDigestTest.text(digest)))
            .as(json)
            .isEqualTo(JACKSON.readTree(bytes));
      }
    }
  }

  @Test
  void bigDocuments_keepTheScalarsOfTheDocument() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      ObjectNode tree = JACKSON.createObjectNode();
      for (int i = random.nextInt(8); i >= 0; i--) {
        tree.set("big" + i, big(random, 2));
        tree.put("scalar" + i, i);
        tree.putObject("usage" + i).put("tokens", i).putObject("details").put("cached", i);
      }
      JsonDigest digest = new JsonDigest();
      feed(digest, PLAIN.writeValueAsBytes(tree), random);

      JsonNode actual = JACKSON.readTree(JsonDigestTest.text(digest));
      for (Iterator<Map.Entry<String, JsonNode>> i = tree.fields(); i.hasNext(); ) {
        Map.Entry<String, JsonNode> member = i.next();
        if (!member.getKey().startsWith("big")) {
          assertThat(actual.get(member.getKey())).as("seed %d", seed).isEqualTo(member.getValue());
        }
      }
      assertThat(digest.kept().capacity()).isLessThanOrEqualTo(DigestBuffer.MAX);
    }
  }

  @Test
  void damagedDocuments_throwNothing() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = PLAIN.writeValueAsBytes(container(random, 3));
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : (byte) "\"\\{}[],:u0".charAt(random.nextInt(10));
      }
      JsonDigest digest = new JsonDigest();
      feed(digest, bytes, random);

      boolean valid = JsonReaderTest.accepts(JsonReaderTest.utf8(bytes, 0, bytes.length));
      assertThat(digest.kept().capacity()).isLessThanOrEqualTo(DigestBuffer.MAX);
      if (valid && digest.kept().size() > 0) {
        assertThat(JsonReaderTest.accepts(digest.reader())).isTrue();
      } else if (!digest.wasCut() && !digest.isComplete()) {
        assertThat(JsonReaderTest.accepts(digest.reader())).isFalse();
      }
    }
  }

  private static void feed(JsonDigest digest, byte[] bytes, SplittableRandom random) {
    int most = random.nextBoolean() ? 4 : 5_000;
    for (int at = 0; at < bytes.length; ) {
      int length = Math.min(bytes.length - at, random.nextInt(most));
      switch (random.nextInt(3)) {
        case 0 -> digest.feed(bytes, at, length);
        case 1 -> digest.feed(ByteBuffer.wrap(bytes, at, length));
        default -> digest.feed(ByteBuffer.allocateDirect(length).put(bytes, at, length).flip());
      }
      at += length;
    }
  }

  private static JsonNode kept(JsonNode tree, int depth, ObjectWriter writer) throws Exception {
    if (tree.isTextual()) {
      return TextNode.valueOf(kept(tree.textValue(), writer));
    }
    if (tree.isArray()) {
      ArrayNode array = JACKSON.createArrayNode();
      for (int i = 0; depth <= 32 && i < Math.min(16, tree.size()); i++) {
        array.add(kept(tree.get(i), depth + 1, writer));
      }
      return array;
    }
    if (!tree.isObject()) {
      return tree;
    }
    ObjectNode object = JACKSON.createObjectNode();
    for (Iterator<Map.Entry<String, JsonNode>> i = tree.fields(); depth <= 32 && i.hasNext(); ) {
      Map.Entry<String, JsonNode> member = i.next();
      object.set(kept(member.getKey(), writer), kept(member.getValue(), depth + 1, writer));
    }
    return object;
  }

  private static String kept(String text, ObjectWriter writer) throws Exception {
    int size = writer.writeValueAsBytes(text).length - 2;
    int end = text.length();
    while (size > 256) {
      end = text.offsetByCodePoints(end, -1);
      size = writer.writeValueAsBytes(text.substring(0, end)).length - 2;
    }
    return text.substring(0, end);
  }

  private static JsonNode big(SplittableRandom random, int depth) {
    int size = random.nextInt(40);
    ArrayNode array = JACKSON.createArrayNode();
    ObjectNode object = JACKSON.createObjectNode();
    boolean inArray = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      JsonNode value =
          depth > 0 && random.nextInt(3) == 0
              ? big(random, depth - 1)
              : TextNode.valueOf(text(random));
      if (inArray) {
        array.add(value);
      } else {
        object.set("name" + i, value);
      }
    }
    return inArray ? array : object;
  }

  private static JsonNode container(SplittableRandom random, int depth) {
    int size = random.nextInt(random.nextInt(8) == 0 ? 24 : 5);
    if (random.nextBoolean()) {
      ArrayNode array = JACKSON.createArrayNode();
      for (int i = 0; i < size; i++) {
        array.add(value(random, depth));
      }
      return random.nextInt(20) == 0 ? nested(array, random.nextInt(40)) : array;
    }
    ObjectNode object = JACKSON.createObjectNode();
    for (int i = 0; i < size; i++) {
      object.set(i + text(random), value(random, depth));
    }
    return object;
  }

  private static JsonNode nested(JsonNode inner, int levels) {
    JsonNode nested = inner;
    for (int i = 0; i < levels; i++) {
      nested =
          i % 2 == 0
              ? JACKSON.createArrayNode().add(nested)
              : JACKSON.createObjectNode().set("x", nested);
    }
    return nested;
  }

  private static JsonNode value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 4)) {
      case 0 -> JACKSON.getNodeFactory().numberNode(random.nextInt(-1000, 1000));
      case 1 -> JACKSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> JACKSON.getNodeFactory().nullNode();
      case 3 -> TextNode.valueOf(text(random));
      default -> container(random, depth - 1);
    };
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 150 : 6); i > 0; i--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.toString();
  }
}
