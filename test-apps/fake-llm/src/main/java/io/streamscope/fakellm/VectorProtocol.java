/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How vectors are asked for and given on one path.
 *
 * @param reader reads a request; throws {@link IllegalArgumentException} if it is none
 * @param renderer says the answer
 * @param errors says what went wrong
 */
record VectorProtocol(
    Function<Call, VectorRequest> reader,
    Function<VectorRequest, String> renderer,
    ErrorFormat errors) {

  static final VectorProtocol OPEN_AI =
      new VectorProtocol(
          call -> openAi(call, body(call).get("model")),
          VectorProtocol::openAi,
          OpenAiErrors.FORMAT);

  /** The path names the model, if the question does not. */
  static final VectorProtocol AZURE =
      new VectorProtocol(
          call ->
              openAi(call, body(call).get("model").orElse(new Json(call.pathValue("deployment")))),
          VectorProtocol::openAi,
          AzureChat.PROTOCOL.errors());

  static final VectorProtocol ZHIPU =
      new VectorProtocol(OPEN_AI.reader(), OPEN_AI.renderer(), ZhipuChat::error);

  static final VectorProtocol OLLAMA =
      new VectorProtocol(
          call -> openAi(call, body(call).get("model")), VectorProtocol::ollama, Ollama::error);

  static final VectorProtocol COHERE =
      new VectorProtocol(
          call ->
              VectorRequest.of(
                  body(call),
                  body(call).get("model"),
                  VectorRequest.inputs(body(call).get("texts")),
                  body(call).get("output_dimension")),
          VectorProtocol::cohere,
          Cohere::error);

  static final VectorProtocol DASH_SCOPE =
      new VectorProtocol(
          call ->
              VectorRequest.of(
                  body(call),
                  body(call).get("model"),
                  VectorRequest.inputs(body(call).get("input").get("texts")),
                  body(call).get("parameters").get("dimension")),
          VectorProtocol::dashScope,
          DashScope::error);

  static final VectorProtocol GEMINI =
      new VectorProtocol(
          call -> gemini(call, List.of(body(call))),
          request -> JsonObject.of("embedding", values(request).get(0)).toString(),
          Gemini::errorBody);

  static final VectorProtocol GEMINI_BATCH =
      new VectorProtocol(
          call -> gemini(call, body(call).get("requests").items()),
          request -> JsonObject.of("embeddings", values(request)).toString(),
          Gemini::errorBody);

  private static Json body(Call call) {
    return Json.parse(call.body());
  }

  private static VectorRequest openAi(Call call, Json model) {
    Json body = body(call);
    return VectorRequest.of(
        body, model, VectorRequest.inputs(body.get("input")), body.get("dimensions"));
  }

  private static VectorRequest gemini(Call call, List<Json> requests) {
    List<String> inputs =
        requests.stream()
            .map(request -> Conversation.text(request.get("content").get("parts")))
            .filter(text -> !text.isEmpty())
            .toList();
    Json dimensions =
        requests.isEmpty() ? new Json(null) : requests.get(0).get("outputDimensionality");
    return VectorRequest.of(body(call), new Json(call.pathValue("model")), inputs, dimensions);
  }

  private static String openAi(VectorRequest request) {
    boolean base64 =
        request.body().get("encoding_format").string().orElse("float").equals("base64");
    List<String> data = new ArrayList<>();
    for (TextEmbedding embedding : request.vectors()) {
      String vector = base64 ? Json.quote(embedding.toBase64()) : embedding.toJsonArray();
      data.add(
          "{\"object\":\"embedding\",\"index\":" + data.size() + ",\"embedding\":" + vector + "}");
    }
    return "{\"object\":\"list\",\"data\":[%s],\"model\":%s,"
            .formatted(String.join(",", data), Json.quote(request.model()))
        + "\"usage\":{\"prompt_tokens\":%d,\"total_tokens\":%d}}"
            .formatted(request.tokens(), request.tokens());
  }

  private static String ollama(VectorRequest request) {
    return JsonObject.of(
            "model",
            request.model(),
            "embeddings",
            arrays(request),
            "total_duration",
            14_143_917,
            "load_duration",
            1_019_500,
            "prompt_eval_count",
            request.tokens())
        .toString();
  }

  private static String cohere(VectorRequest request) {
    JsonObject billed = JsonObject.of("input_tokens", request.tokens());
    return JsonObject.of(
            "id",
            RandomText.of(36),
            "embeddings",
            JsonObject.of("float", arrays(request)),
            "texts",
            request.inputs(),
            "meta",
            JsonObject.of("api_version", JsonObject.of("version", "2"), "billed_units", billed),
            "response_type",
            "embeddings_by_type")
        .toString();
  }

  private static String dashScope(VectorRequest request) {
    List<JsonObject> embeddings = new ArrayList<>();
    for (JsonObject.Raw vector : arrays(request)) {
      embeddings.add(JsonObject.of("text_index", embeddings.size(), "embedding", vector));
    }
    return JsonObject.of(
            "output",
            JsonObject.of("embeddings", embeddings),
            "usage",
            JsonObject.of("total_tokens", request.tokens()),
            "request_id",
            RandomText.of(36))
        .toString();
  }

  private static List<JsonObject> values(VectorRequest request) {
    return arrays(request).stream().map(vector -> JsonObject.of("values", vector)).toList();
  }

  private static List<JsonObject.Raw> arrays(VectorRequest request) {
    return request.vectors().stream()
        .map(vector -> new JsonObject.Raw(vector.toJsonArray()))
        .toList();
  }
}
