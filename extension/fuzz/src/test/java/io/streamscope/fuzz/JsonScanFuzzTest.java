/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.streamscope.json.JsonScan;
import java.io.IOException;

/** Strings that begin anywhere in any text end where Jackson ends them; sizes are the JDK's. */
class JsonScanFuzzTest {

  @DictionaryFile(resourcePath = "json.dict")
  @FuzzTest
  void anyText_isMeasuredAsJacksonAndTheJdkDo(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    boolean hasSurrogates = decisions.below(4) == 3;
    byte[] bytes = decisions.rest();
    String text = hasSurrogates ? FuzzText.withSurrogates(bytes) : new String(bytes, UTF_8);

    for (int from = 0; from <= text.length(); from += 1 + text.length() / 64) {
      assertThat(JsonScan.stringEnd(text, from)).isEqualTo(stringEnd(text, from));
      long expected = text.substring(0, from).getBytes(UTF_8).length;
      assertThat(JsonScan.utf8Length(text, 0, from)).isEqualTo(expected);
      expected = text.substring(from).getBytes(UTF_8).length;
      assertThat(JsonScan.utf8Length(text, from, text.length())).isEqualTo(expected);
    }
    assertThat(JsonScan.utf8Length(text)).isEqualTo(text.getBytes(UTF_8).length);
    Allocation.assertAtMost(
        4_096,
        () -> {
          JsonScan.stringEnd(text, 0);
          JsonScan.utf8Length(text);
        });
  }

  private static int stringEnd(String text, int from) {
    try (JsonParser parser = JacksonToken.JACKSON.createParser('"' + text.substring(from))) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
      assertThat(parser.getText()).isNotNull(); // read to its end
      int end = from + (int) parser.currentLocation().getCharOffset() - 2;
      return JacksonToken.isMisread(text.substring(from, end)) ? -1 : end;
    } catch (IOException malformed) {
      return -1;
    }
  }
}
