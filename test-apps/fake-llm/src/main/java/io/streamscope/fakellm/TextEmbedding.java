/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** A deterministic text embedding: a hashed bag of words of unit length. */
final class TextEmbedding {
  static final int DEFAULT_DIMENSIONS = 512;

  private static final Set<String> STOP_WORDS =
      Set.of(
          "a", "an", "and", "are", "as", "at", "be", "by", "can", "do", "does", "for", "from",
          "how", "i", "in", "is", "it", "its", "me", "my", "of", "on", "or", "that", "the", "this",
          "to", "was", "what", "when", "where", "which", "who", "why", "will", "with", "you",
          "your");

  private final float[] vector;

  private TextEmbedding(float[] vector) {
    this.vector = vector;
  }

  static TextEmbedding of(String text, int dimensions) {
    double[] sums = new double[dimensions];
    for (String word : words(text)) {
      int hash = mix(word.hashCode());
      sums[Math.floorMod(hash, dimensions)] += (hash & 0x40000000) == 0 ? 1 : -1;
    }
    double length = Math.sqrt(Arrays.stream(sums).map(sum -> sum * sum).sum());
    if (length == 0) {
      sums[0] = 1;
      length = 1;
    }
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (sums[i] / length);
    }
    return new TextEmbedding(vector);
  }

  /** Cosine similarity, from -1 to 1. */
  double similarity(TextEmbedding other) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * other.vector[i];
    }
    return sum;
  }

  String toJsonArray() {
    StringJoiner joiner = new StringJoiner(",", "[", "]");
    for (float component : vector) {
      joiner.add(Float.toString(component));
    }
    return joiner.toString();
  }

  /** Little-endian 32-bit floats in base64, as OpenAI sends them. */
  String toBase64() {
    ByteBuffer bytes = ByteBuffer.allocate(4 * vector.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float component : vector) {
      bytes.putFloat(component);
    }
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty() && !STOP_WORDS.contains(word))
        .map(word -> word.length() > 3 && word.endsWith("s") ? chop(word) : word)
        .toList();
  }

  private static String chop(String word) {
    return word.substring(0, word.length() - 1);
  }

  private static int mix(int hash) {
    int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
    mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
    return mixed ^ (mixed >>> 16);
  }
}
