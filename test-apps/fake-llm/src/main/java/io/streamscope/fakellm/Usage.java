/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

/**
 * What an answer has cost. One place for all protocols: a token of input for each four characters
 * begun of each message, a token of output for each delta of content or tool call, and one for each
 * of reasoning unless the knob says how many. "How long is the warranty?" costs 7 and is answered
 * with 13.
 *
 * @param input all of the prompt, cached tokens included
 * @param answer deltas of content or of a tool call
 * @param cached the part of the input read from a cache
 * @param written the part of the input written to a cache
 * @param reasoning tokens of reasoning
 * @param shown whether the answer tells
 */
record Usage(long input, long answer, long cached, long written, long reasoning, boolean shown) {

  static Usage of(ModelRequest request, Reply reply, KnobSettings knobs) {
    return new Usage(
        request.promptTokens(),
        reply.size(),
        knobs.count(Knob.CACHED_TOKENS).orElse(0),
        knobs.count(Knob.CACHE_WRITE_TOKENS).orElse(0),
        knobs
            .count(Knob.REASONING_TOKENS)
            .orElseGet(() -> knobs.count(Knob.REASONING_CHUNKS).orElse(0)),
        !knobs.flag(Knob.NO_USAGE));
  }

  /** All that was generated, reasoning included. */
  long output() {
    return answer + reasoning;
  }

  long total() {
    return input + output();
  }

  /** The input that had to be read anew. */
  long uncached() {
    return Math.max(0, input - cached - written);
  }

  /** As it stands after some deltas, for protocols that tell it along the way. */
  Usage after(long answered, long reasoned) {
    return new Usage(input, answered, cached, written, Math.min(reasoned, reasoning), shown);
  }
}
