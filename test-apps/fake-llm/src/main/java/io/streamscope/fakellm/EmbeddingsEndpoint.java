/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** {@code POST /v1/embeddings}. */
final class EmbeddingsEndpoint implements Endpoint {
  private static final int MAX_DIMENSIONS = 3072;

  private final FakeLlmOptions options;

  EmbeddingsEndpoint(FakeLlmOptions options) {
    this.options = options;
  }

  @Override
  public void answer(Call call) throws IOException {
    KnobSettings knobs = call.knobs(options);
    Json request = Json.parse(call.body());
    String model =
        request.get("model").string().orElseThrow(() -> new IllegalArgumentException("no model"));
    List<String> inputs = inputs(request.get("input"));
    int dimensions = dimensions(request);
    boolean base64 = request.get("encoding_format").string().orElse("float").equals("base64");
    call.pause(knobs.millis(Knob.EMBEDDINGS_DELAY));
    OptionalLong errorStatus = knobs.count(Knob.EMBEDDINGS_ERROR_STATUS);
    if (errorStatus.isPresent()) {
      ChatEndpoint.respondFault(call, knobs, (int) errorStatus.getAsLong());
      return;
    }
    List<String> data = new ArrayList<>();
    long tokens = 0;
    for (String input : inputs) {
      TextEmbedding embedding = TextEmbedding.of(input, dimensions);
      String vector = base64 ? Json.quote(embedding.toBase64()) : embedding.toJsonArray();
      data.add(
          "{\"object\":\"embedding\",\"index\":" + data.size() + ",\"embedding\":" + vector + "}");
      tokens += ChatRequest.estimateTokens(input);
    }
    call.respondJson(
        200,
        "{\"object\":\"list\",\"data\":[%s],\"model\":%s,"
                .formatted(String.join(",", data), Json.quote(model))
            + "\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":%d}}".formatted(tokens, tokens));
  }

  private static int dimensions(Json request) {
    double dimensions =
        request.get("dimensions").number().orElse((double) TextEmbedding.DEFAULT_DIMENSIONS);
    if (dimensions < 1 || dimensions > MAX_DIMENSIONS || dimensions != Math.rint(dimensions)) {
      throw new IllegalArgumentException("bad dimensions: " + dimensions);
    }
    return (int) dimensions;
  }

  /** Accepts a text, an array of texts, an array of tokens or an array of arrays of tokens. */
  private static List<String> inputs(Json input) {
    if (input.isArray() && !input.items().isEmpty() && input.items().get(0).number().isEmpty()) {
      return input.items().stream().map(EmbeddingsEndpoint::text).toList();
    }
    return List.of(text(input));
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
