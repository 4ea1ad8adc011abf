/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;

/**
 * What matters of a request for vectors.
 *
 * @param model the model asked for
 * @param inputs the texts
 * @param dimensions of each vector
 * @param body all of the request
 */
record VectorRequest(String model, List<String> inputs, int dimensions, Json body) {
  private static final int MAX_DIMENSIONS = 3072;

  static VectorRequest of(Json body, Json model, List<String> inputs, Json dimensions) {
    if (inputs.isEmpty()) {
      throw noInput();
    }
    return new VectorRequest(
        model.string().orElseThrow(() -> new IllegalArgumentException("no model")),
        inputs,
        checked(dimensions.number().orElse((double) TextEmbedding.DEFAULT_DIMENSIONS)),
        body);
  }

  /** Accepts a text, an array of texts, an array of tokens or an array of arrays of tokens. */
  static List<String> inputs(Json input) {
    if (input.isArray() && !input.items().isEmpty() && input.first().number().isEmpty()) {
      return input.items().stream().map(VectorRequest::text).toList();
    }
    return List.of(text(input));
  }

  List<TextEmbedding> vectors() {
    return inputs.stream().map(input -> TextEmbedding.of(input, dimensions)).toList();
  }

  long tokens() {
    return inputs.stream().mapToLong(ModelRequest::estimateTokens).sum();
  }

  private static int checked(double dimensions) {
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS || dimensions != Math.rint(dimensions)) {
      throw new IllegalArgumentException("bad dimensions: " + dimensions);
    }
    return (int) dimensions;
  }

  private static String text(Json input) {
    if (input.isArray() && !input.items().isEmpty()) {
      return String.join(
          " ",
          input.items().stream()
              .map(token -> token.number().map(String::valueOf).orElseThrow(() -> noInput()))
              .toList());
    }
    return input.string().orElseThrow(() -> noInput());
  }

  private static IllegalArgumentException noInput() {
    return new IllegalArgumentException("no input to embed");
  }
}
