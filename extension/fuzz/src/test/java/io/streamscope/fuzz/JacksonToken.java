/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token as Jackson reads it.
 *
 * @param kind what it is
 * @param text what it means: of a string without escapes, of a number as it is written
 * @param at where it begins, in chars
 * @param depth how many objects and arrays are around it
 */
record JacksonToken(JsonToken kind, String text, int at, int depth) {

  static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .disable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  /** The tokens of a text; null if it is not exactly one JSON value. */
  static @Nullable List<JacksonToken> all(String json) {
    if (isMisread(json)) {
      return null;
    }
    List<JacksonToken> tokens = new ArrayList<>();
    int depth = 0;
    int roots = 0;
    try (JsonParser parser = JACKSON.createParser(json)) {
      for (JsonToken kind = parser.nextToken(); kind != null; kind = parser.nextToken()) {
        depth -= kind.isStructEnd() ? 1 : 0;
        roots += depth == 0 && !kind.isStructEnd() ? 1 : 0;
        int at = (int) parser.currentTokenLocation().getCharOffset();
        tokens.add(new JacksonToken(kind, parser.getText(), at, depth));
        depth += kind.isStructStart() ? 1 : 0;
      }
    } catch (IOException malformed) {
      return null;
    }
    return roots == 1 ? tokens : null;
  }

  /**
   * Whether Jackson reads an escape that is none: of a char it looks at the low eight bits only.
   */
  static boolean isMisread(String json) {
    for (int i = json.indexOf('\\'); i >= 0; i = json.indexOf('\\', i + 2)) {
      boolean isHex = json.startsWith("u", i + 1);
      for (int at = i + 2; isHex && at < Math.min(json.length(), i + 6); at++) {
        if (json.charAt(at) >= 0x80) {
          return true;
        }
      }
    }
    return false;
  }

  boolean isNumber() {
    return kind.isNumeric();
  }

  /** The index after the value (or the name and its value) that begins at an index. */
  static int after(List<JacksonToken> tokens, int index) {
    JacksonToken begin = tokens.get(index);
    if (begin.kind == JsonToken.FIELD_NAME) {
      return after(tokens, index + 1);
    }
    int end = index + 1;
    if (begin.kind.isStructStart()) {
      while (tokens.get(end).depth > begin.depth) {
        end++;
      }
      end++;
    }
    return end;
  }
}
