/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The text that the model answers, in pieces of a few words. Piece {@code i} of a longer answer
 * repeats the pieces from the start.
 */
final class Answer {
  private static final int WORDS_PER_PIECE = 3;
  private static final int MAX_QUOTE = 200;
  private static final int QUOTED_SENTENCES = 3;

  /** So many that words hardly ever collide. */
  private static final int DIMENSIONS = 4096;

  private final List<String> pieces;

  private Answer(List<String> pieces) {
    this.pieces = pieces;
  }

  /** Quotes the question, then the sentences of the context that are nearest to it. */
  static Answer to(String question, String context) {
    String quoted = question.strip().replaceAll("\\s+", " ");
    if (quoted.length() > MAX_QUOTE) {
      quoted = quoted.substring(0, MAX_QUOTE) + "…";
    }
    List<String> facts = nearestSentences(question, context);
    String text =
        facts.isEmpty()
            ? "You asked: \"%s\" I am a test model, so I do not know the answer, but I can tell it"
                    .formatted(quoted)
                + " to you a few words at a time, the way a real model does."
            : "You asked: \"%s\" This is what the documents say. %s I hope this helps."
                .formatted(quoted, String.join(" ", facts));
    return new Answer(split(text));
  }

  int size() {
    return pieces.size();
  }

  /** The piece at that place, with the space that parts it from the one before. */
  String piece(long index) {
    String piece = pieces.get((int) (index % pieces.size()));
    return index == 0 ? piece : " " + piece;
  }

  private static List<String> split(String text) {
    String[] words = text.split(" ", -1);
    List<String> pieces = new ArrayList<>();
    for (int i = 0; i < words.length; i += WORDS_PER_PIECE) {
      pieces.add(
          String.join(
              " ", Arrays.copyOfRange(words, i, Math.min(i + WORDS_PER_PIECE, words.length))));
    }
    return pieces;
  }

  private static List<String> nearestSentences(String question, String context) {
    TextEmbedding target = TextEmbedding.of(question, DIMENSIONS);
    record Scored(String sentence, double score) {}
    return Arrays.stream(context.split("(?<=[.!?])\\s+|\\R+", -1))
        .map(String::strip)
        .filter(sentence -> sentence.endsWith("."))
        .map(
            sentence ->
                new Scored(sentence, target.similarity(TextEmbedding.of(sentence, DIMENSIONS))))
        .filter(scored -> scored.score() > 0.15)
        .sorted(Comparator.comparingDouble(Scored::score).reversed())
        .limit(QUOTED_SENTENCES)
        .map(Scored::sentence)
        .toList();
  }
}
