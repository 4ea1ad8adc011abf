/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** What is answered by one document: images, moderation, an order of documents, an echo. */
final class Documents {
  private static final int DIMENSIONS = 4096;
  private static final int IMAGE_TOKENS = 272;

  /** A picture of one pixel. */
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private Documents() {}

  /** {@code POST /v1/images/generations}. */
  static String images(Call call) {
    Json body = Json.parse(call.body());
    long input = ModelRequest.estimateTokens(required(body, "prompt"));
    int count = body.get("n").number().orElse(1.0).intValue();
    long output = (long) count * IMAGE_TOKENS;
    JsonObject details = JsonObject.of("text_tokens", input, "image_tokens", 0);
    return JsonObject.of(
            "created",
            Instant.now().getEpochSecond(),
            "data",
            Collections.nCopies(count, JsonObject.of("b64_json", PIXEL)),
            "usage",
            JsonObject.of(
                "input_tokens",
                input,
                "input_tokens_details",
                details,
                "output_tokens",
                output,
                "total_tokens",
                input + output))
        .toString();
  }

  /** {@code POST /v1/moderations}: nothing is ever wrong. */
  static String moderations(Call call) {
    Json body = Json.parse(call.body());
    List<String> inputs = VectorRequest.inputs(body.get("input"));
    JsonObject harmless =
        JsonObject.of(
            "flagged",
            false,
            "categories",
            JsonObject.of("hate", false, "violence", false),
            "category_scores",
            JsonObject.of("hate", 0.001, "violence", 0.002));
    return JsonObject.of(
            "id",
            "modr-" + RandomText.of(29),
            "model",
            body.get("model").string().orElse("omni-moderation-latest"),
            "results",
            Collections.nCopies(inputs.size(), harmless))
        .toString();
  }

  /** {@code POST /v2/rerank}: the documents most like the query first. */
  static String rerank(Call call) {
    Json body = Json.parse(call.body());
    required(body, "model");
    TextEmbedding query = TextEmbedding.of(required(body, "query"), DIMENSIONS);
    record Scored(int index, double score) {}
    List<Scored> scored = new ArrayList<>();
    for (Json document : body.get("documents").items()) {
      TextEmbedding text = TextEmbedding.of(document.string().orElse(""), DIMENSIONS);
      scored.add(new Scored(scored.size(), Math.max(0, query.similarity(text))));
    }
    if (scored.isEmpty()) {
      throw new IllegalArgumentException("no documents");
    }
    List<JsonObject> results =
        scored.stream()
            .sorted(Comparator.comparingDouble(Scored::score).reversed())
            .limit(body.get("top_n").number().orElse((double) scored.size()).longValue())
            .map(one -> JsonObject.of("index", one.index(), "relevance_score", one.score()))
            .toList();
    JsonObject meta =
        JsonObject.of(
            "api_version",
            JsonObject.of("version", "2"),
            "billed_units",
            JsonObject.of("search_units", 1));
    return JsonObject.of("id", RandomText.of(36), "results", results, "meta", meta).toString();
  }

  /** {@code POST /v1/echo}: no model, but JSON that could be meant for one. */
  static String echo(Call call) {
    return JsonObject.of("received", call.body().length(), "model", "none").toString();
  }

  private static String required(Json body, String name) {
    return body.get(name).string().orElseThrow(() -> new IllegalArgumentException("no " + name));
  }
}
