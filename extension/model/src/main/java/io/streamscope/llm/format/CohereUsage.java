/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.TokenKind;
import org.jspecify.annotations.Nullable;

/**
 * A usage as Cohere reports it, also as {@code meta} of another answer: {@code billed_units} counts
 * what has to be paid, {@code tokens} what went through the model. The first is the one to report
 * if there are both. A count that is negative or no number is unknown.
 */
final class CohereUsage {

  private final JsonReader json;
  private final Counts billed = new Counts();
  private final Counts tokens = new Counts();
  private long cached = JsonMembers.NONE;

  private CohereUsage(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object, or has no counts. */
  static @Nullable GenAiUsage read(JsonReader json) {
    CohereUsage usage = new CohereUsage(json);
    JsonMembers.members(json, usage::readMember);
    GenAiUsage total =
        GenAiUsage.of(
                usage.billed.input >= 0 ? usage.billed.input : usage.tokens.input,
                usage.billed.output >= 0 ? usage.billed.output : usage.tokens.output)
            .with(TokenKind.CACHE_READ, usage.cached);
    return total.equals(GenAiUsage.UNKNOWN) ? null : total;
  }

  private void readMember(String name) {
    switch (name) {
      case "billed_units" -> JsonMembers.members(json, unit -> billed.read(unit, json));
      case "tokens" -> JsonMembers.members(json, unit -> tokens.read(unit, json));
      case "cached_tokens" -> cached = JsonMembers.count(json);
      default -> json.skipValue();
    }
  }

  private static final class Counts {

    private long input = JsonMembers.NONE;
    private long output = JsonMembers.NONE;

    private void read(String name, JsonReader json) {
      switch (name) {
        case "input_tokens" -> input = JsonMembers.count(json);
        case "output_tokens" -> output = JsonMembers.count(json);
        default -> json.skipValue();
      }
    }
  }
}
