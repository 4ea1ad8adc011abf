/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.function.Function;

/** Everything that the server answers, by method and path. */
final class Endpoints {
  private static final String DASH_SCOPE = "POST /api/v1/services/";

  private final Router router;
  private final FakeLlmOptions options;

  private Endpoints(Router router, FakeLlmOptions options) {
    this.router = router;
    this.options = options;
  }

  static void addTo(Router router, FakeLlmOptions options) {
    Endpoints endpoints = new Endpoints(router, options);
    endpoints.addOpenAi();
    endpoints.addGoogle("/v1beta/models/");
    endpoints.addGoogle("/v1/models/");
    endpoints.addGoogle("/v1/projects/{project}/locations/{location}/publishers/google/models/");
    endpoints.addOthers();
    endpoints.addBedrock();
  }

  private void addOpenAi() {
    StoredResponses store = new StoredResponses();
    chat("POST /v1/chat/completions", OpenAiChat.PROTOCOL);
    chat("POST /v1/responses", OpenAiResponses.protocol(store));
    router.add("GET /v1/responses/{id}", store);
    chat("POST /v1/completions", OpenAiCompletions.PROTOCOL);
    vectors("POST /v1/embeddings", VectorProtocol.OPEN_AI);
    document("POST /v1/images/generations", Documents::images);
    router.add("POST /v1/audio/speech", new SpeechEndpoint(options));
    chat("POST /v1/audio/transcriptions", OpenAiTranscription.PROTOCOL);
    document("POST /v1/moderations", Documents::moderations);
    document("POST /v1/echo", Documents::echo);
    chat("POST /openai/deployments/{deployment}/chat/completions", AzureChat.PROTOCOL);
    vectors("POST /openai/deployments/{deployment}/embeddings", VectorProtocol.AZURE);
    chat("POST /models/chat/completions", AzureChat.PROTOCOL);
    vectors("POST /models/embeddings", VectorProtocol.AZURE);
  }

  private void addGoogle(String models) {
    String model = "POST " + models + "{model}";
    chat(model + ":generateContent", Gemini.blocking());
    Endpoint inEvents = new ModelEndpoint(options, Gemini.streamed(true));
    Endpoint inAnArray = new ModelEndpoint(options, Gemini.streamed(false));
    router.add(
        model + ":streamGenerateContent",
        call -> (call.query("alt").equals("sse") ? inEvents : inAnArray).answer(call),
        Gemini::errorBody);
    vectors(model + ":embedContent", VectorProtocol.GEMINI);
    vectors(model + ":batchEmbedContents", VectorProtocol.GEMINI_BATCH);
  }

  private void addOthers() {
    chat("POST /v1/messages", Anthropic.PROTOCOL);
    chat("POST /api/chat", Ollama.CHAT);
    chat("POST /api/generate", Ollama.GENERATE);
    vectors("POST /api/embed", VectorProtocol.OLLAMA);
    chat("POST /v2/chat", Cohere.PROTOCOL);
    vectors("POST /v2/embed", VectorProtocol.COHERE);
    router.add("POST /v2/rerank", new DocumentEndpoint(options, Cohere::error, Documents::rerank));
    chat(DASH_SCOPE + "aigc/text-generation/generation", DashScope.PROTOCOL);
    vectors(DASH_SCOPE + "embeddings/text-embedding/text-embedding", VectorProtocol.DASH_SCOPE);
    chat("POST /api/v3/chat/completions", OpenAiChat.PROTOCOL); // Volcengine's Ark
    vectors("POST /api/v3/embeddings", VectorProtocol.OPEN_AI);
    chat("POST /api/paas/v4/chat/completions", ZhipuChat.PROTOCOL);
    vectors("POST /api/paas/v4/embeddings", VectorProtocol.ZHIPU);
  }

  private void addBedrock() {
    String model = "POST /model/{model}/";
    chat(model + "converse", Bedrock.converse(false));
    chat(model + "converse-stream", Bedrock.converse(true));
    chat(model + "invoke", BedrockInvoke.invoke(false));
    chat(model + "invoke-with-response-stream", BedrockInvoke.invoke(true));
  }

  private void chat(String methodAndPath, Protocol protocol) {
    router.add(methodAndPath, new ModelEndpoint(options, protocol));
  }

  private void vectors(String methodAndPath, VectorProtocol protocol) {
    router.add(methodAndPath, new EmbeddingsEndpoint(options, protocol));
  }

  private void document(String methodAndPath, Function<Call, String> document) {
    router.add(methodAndPath, new DocumentEndpoint(options, OpenAiErrors.FORMAT, document));
  }
}
