/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDigestTest {

  private final JsonDigest digest = new JsonDigest();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|{}",
        " [ ] |[]",
        "{ \"a\" : 1 , \"b\" : [ true , null ] }|{\"a\":1,\"b\":[true,null]}",
        "{\"a\":\"\\u00e9\\\"\",\"b\":-1.5e3}|{\"a\":\"\\u00e9\\\"\",\"b\":-1.5e3}",
        "[[],{},[{}]]|[[],{},[{}]]",
        "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18]"
            + "|[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]",
        "{\"a\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,[\"]\",{\"x\":[]}],7],\"b\":2}"
            + "|{\"a\":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],\"b\":2}"
      })
  void document_isKept(String json, String kept) {
    feed(json);

    assertThat(kept()).isEqualTo(kept);
    assertThat(digest.isComplete()).isTrue();
    assertThat(digest.wasCut()).isEqualTo(kept.endsWith("16]") || json.contains("7]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "--boundary\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1",
        "\"text\"",
        "12",
        "true",
        "<html>{}",
        "RIFF{\"model\":\"x\"}"
      })
  void whatIsNoDocument_isNotKept(String body) {
    feed(body);

    assertThat(digest.reader().peek()).isEqualTo(JsonToken.ERROR);
    assertThat(digest.kept().capacity()).isZero();
    assertThat(digest.wasCut()).isFalse();
  }

  @Test
  void longString_isCutBetweenCharacters() {
    for (String character :
        new String[] {"x", "é", "日", "😀", "\\n", "\\u00e9", "\\ud83d\\ude00"}) {
      int size = character.getBytes(UTF_8).length;
      for (int before = 0; before < 14; before++) {
        JsonDigest one = new JsonDigest();
        String start = "a".repeat(before);
        feed(one, "{\"a\":\"" + start + character.repeat(300) + "\",\"b\":1}");

        String whole = start + character.repeat((256 - before) / size);
        assertThat(text(one)).isEqualTo("{\"a\":\"" + whole + "\",\"b\":1}");
        assertThat(one.wasCut()).isTrue();
      }
    }
  }

  @Test
  void stringThatJustFits_isNotCut() {
    feed("{\"a\":\"" + "x".repeat(256) + "\"}");

    assertThat(kept()).hasSize(264);
    assertThat(digest.wasCut()).isFalse();
  }

  @Test
  void escapedBackslashBeforeTheCut_isNotTakenForHalfACharacter() {
    feed("{\"a\":\"" + "x".repeat(249) + "\\\\ud83d\\ude00\"}");

    assertThat(digest.reader().failed()).isFalse();
    assertThat(members(digest.reader())).containsKey("a");
    assertThat(kept()).endsWith("\\\\ud83d\"}");
  }

  @Test
  void longNumber_isNone() {
    feed(
        "{\"a\":"
            + "9".repeat(64)
            + ",\"b\":"
            + "9".repeat(65)
            + ",\"c\":["
            + "1".repeat(5_000)
            + "]}");

    assertThat(kept()).isEqualTo("{\"a\":" + "9".repeat(64) + ",\"b\":null,\"c\":[null]}");
  }

  @Test
  void deepNesting_isEmptied() {
    feed("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"b\":2}");

    assertThat(kept()).isEqualTo("{\"a\":" + "[".repeat(32) + "]".repeat(32) + ",\"b\":2}");
  }

  @Test
  void membersAfterALotOfOthers_areKept() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      members.append("\"member").append(i).append("\":\"").append("y".repeat(100)).append("\",");
    }
    String element = "{\"a\":[\"" + "x".repeat(200) + "\",{\"b\":{" + members + "\"c\":1}}]}";
    String data = "[" + (element + ",").repeat(30) + element + "]";
    String short1 = "\"object\":\"list\",\"usage\":{\"tokens\":7,\"details\":{\"cached\":3}}";
    String short2 = "\"model\":\"m-1\",\"error\":{\"code\":\"c\"},\"last\":true}";
    feed("{\"data\":" + data + "," + short1 + ",\"big\":" + data + "," + short2);

    assertThat(kept()).contains("," + short1 + ",\"big\":[{");
    assertThat(kept()).endsWith("]," + short2);
    assertThat(kept()).hasSizeBetween(16 * 1024, 24 * 1024);
    assertThat(JsonReaderTest.accepts(digest.reader())).isTrue();
  }

  /** As a model that calls a tool with many arguments, or tells the odds of each token, ends. */
  @Test
  void whatFollowsSomethingBigInTheSameMember_isKept() {
    StringBuilder members = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      members
          .append("\"member")
          .append(i)
          .append("\":{\"of\":[\"a tool\",")
          .append(i)
          .append("]},");
    }
    String big = "{\"a\":[{\"b\":{" + members + "\"c\":1}}]}";
    String end = ",\"finishReason\":\"STOP\",\"ratings\":[{\"of\":\"x\"}],\"index\":0}";
    feed("{\"candidates\":[{\"content\":" + big + end + "],\"usage\":{\"tokens\":7}}");

    assertThat(kept()).contains(",\"finishReason\":\"STOP\",\"ratings\":[", ",\"index\":0}],");
    assertThat(kept()).endsWith("],\"usage\":{\"tokens\":7}}");
    assertThat(kept()).hasSizeBetween(14 * 1024, 18 * 1024);
    assertThat(JsonReaderTest.accepts(digest.reader())).isTrue();
  }

  @Test
  void modelAfterTwentyMegabytes_isKept() {
    String image =
        "{\"role\":\"user\",\"content\":[{\"image\":\"" + "QUJD".repeat(250_000) + "\"}]}";
    byte[] one = (image + ",").getBytes(UTF_8);
    feed("{\"messages\":[");
    for (int i = 0; i < 20; i++) {
      digest.feed(one, 0, one.length);
    }
    feed("{}],\"stream\":true,\"model\":\"gpt-4o\"}");

    assertThat(members(digest.reader())).containsEntry("model", "gpt-4o");
    assertThat(digest.isComplete()).isTrue();
    assertThat(digest.kept().capacity()).isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void usageAfterTwoMegabytesOfEmbeddings_isKept() {
    StringBuilder vector = new StringBuilder("{\"object\":\"embedding\",\"embedding\":[");
    vector.append("-0.0123456789,".repeat(1535)).append("0.5],\"index\":0}");
    feed("{\"object\":\"list\",\"data\":[");
    for (int i = 0; i < 100; i++) {
      feed(i == 0 ? vector.toString() : "," + vector);
    }
    feed("],\"model\":\"ada\",\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}");

    assertThat(kept())
        .endsWith("],\"model\":\"ada\",\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}");
    assertThat(digest.wasCut()).isTrue();
  }

  @Test
  void endlessDocuments_haveTheirLimit() {
    String[] endless = {
      "{\"a\":[%s", "{\"a\":{%s", "[%s", "{%s", "[[%s", "{\"a\":{\"b\":{%s", "[{%s"
    };
    String[] pieces = {
      "\"name%d\":\"" + "x".repeat(300) + "\",",
      "\"name%d\":{\"a\":[1,2,3]},",
      "\"name%d\":[[[]]],",
      "\"name%d\":12345,",
      "\"" + "n".repeat(1_000) + "%d\":0,",
      "{\"a\":[1,2,{\"b\":\"" + "x".repeat(300) + "\"}]},",
      "12345678,",
      "\"" + "x".repeat(250) + "\",",
      "[",
      "{\"a\":"
    };
    for (String start : endless) {
      for (String piece : pieces) {
        JsonDigest one = new JsonDigest();
        feed(one, start.formatted(""));
        for (int i = 0; i < 5_000; i++) {
          feed(one, piece.formatted(i));
        }
        assertThat(one.kept().capacity()).as(start + piece).isLessThanOrEqualTo(64 * 1024);
        one.reader();
      }
    }
  }

  @Test
  void unfinishedDocument_breaksOffBeforeWhatIsUnfinished() {
    String json = "{\"n\":1234,\"s\":\"text\",\"o\":{\"t\":true},\"z\":[12,34]}";
    for (int end = 0; end < json.length(); end++) {
      JsonDigest one = new JsonDigest();
      feed(one, json.substring(0, end));

      Map<String, Object> known = members(one.reader());
      assertThat(one.isComplete()).isFalse();
      assertThat(known.get("n")).isIn(null, 1234L);
      assertThat(known.get("s")).isIn(null, "text");
    }
  }

  @Test
  void reader_isNotDisturbedByWhatFollows() {
    feed("{\"a\":\"x\",\"b\":\"" + "y".repeat(250));
    JsonReader before = digest.reader();
    feed("z".repeat(100_000) + "\"}");

    assertThat(members(before)).containsExactly(Map.entry("a", "x"));
    assertThat(members(digest.reader())).containsOnlyKeys("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1]",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{,}",
        "[1 2]",
        "[,1]",
        "[1,]",
        "[1}",
        "[tru]",
        "[\"\\x\"]",
        "{\"a\":1 \"b\":2}",
        "{\"a\":'x'}",
        "[01]"
      })
  void malformedDocument_isMalformedForTheReader(String json) {
    feed(json);

    JsonReader reader = digest.reader();
    reader.skipValue();
    assertThat(reader.peek()).isEqualTo(JsonToken.ERROR);
  }

  @Test
  void whatFollowsTheDocument_isNotKept() {
    feed("{\"a\":1}\n{\"a\":2} trailing");

    assertThat(kept()).isEqualTo("{\"a\":1}");
  }

  @Test
  void buffers_stayAsTheyAre() {
    byte[] json = "{\"model\":\"gpt\",\"messages\":[{\"content\":\"日本語\"}]}".getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(json.length + 2).put(1, json, 0, json.length);
    direct.position(1).limit(json.length + 1);
    ByteBuffer heap = ByteBuffer.wrap(("__" + new String(json, UTF_8) + "_").getBytes(UTF_8));
    ByteBuffer slice = heap.position(2).limit(2 + json.length).slice();
    for (ByteBuffer buffer : Arrays.asList(direct, heap, slice, slice.asReadOnlyBuffer())) {
      JsonDigest one = new JsonDigest();
      int position = buffer.position();
      one.feed(buffer);

      assertThat(buffer.position()).isEqualTo(position);
      assertThat(buffer.remaining()).isEqualTo(json.length);
      assertThat(text(one)).isEqualTo(new String(json, UTF_8));
    }
  }

  @Test
  void rangesOutsideOfTheArray_areClipped() {
    byte[] json = "{\"a\":1}".getBytes(UTF_8);

    digest.feed(json, -1, 0);
    digest.feed(json, 100, 5);
    digest.feed(json, 0, -5);
    digest.feed(json, 0, Integer.MAX_VALUE);

    assertThat(kept()).isEqualTo("{\"a\":1}");
  }

  private void feed(String json) {
    feed(digest, json);
  }

  private String kept() {
    return text(digest);
  }

  static void feed(JsonDigest digest, String json) {
    byte[] bytes = json.getBytes(UTF_8);
    digest.feed(bytes, 0, bytes.length);
  }

  static String text(JsonDigest digest) {
    return new String(digest.kept().copy(digest.kept().size()), UTF_8);
  }

  /** The scalars of an object; what is in it otherwise as null. */
  private static Map<String, Object> members(JsonReader json) {
    Map<String, Object> members = new LinkedHashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      Object value =
          switch (json.peek()) {
            case STRING -> json.nextString();
            case NUMBER -> json.nextLong();
            default -> null;
          };
      if (value == null) {
        json.skipValue();
      }
      if (!json.failed()) {
        members.put(name, value);
      }
    }
    return members;
  }
}
