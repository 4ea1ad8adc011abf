/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.streamscope.config.Wildcard;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelEndpointsTest {

  @ParameterizedTest
  @CsvSource({
    // host, path, operation, provider, format, model, whether the body has to be a question
    "api.openai.com, /v1/chat/completions, chat, openai, OpenAiChatFormat,, false",
    "API.OpenAI.com, /v1/chat/completions, chat, openai, OpenAiChatFormat,, false",
    "localhost, /v1/chat/completions, chat, openai, OpenAiChatFormat,, true",
    ", /v1/chat/completions, chat, openai, OpenAiChatFormat,, true",
    "api.deepseek.com, /chat/completions, chat, deepseek, OpenAiChatFormat,, false",
    "api.moonshot.cn, /v1/chat/completions, chat, moonshot_ai, OpenAiChatFormat,, false",
    "api.groq.com, /openai/v1/chat/completions, chat, groq, OpenAiChatFormat,, false",
    "api.x.ai, /v1/chat/completions, chat, x_ai, OpenAiChatFormat,, false",
    "api.mistral.ai, /v1/agents/completions, chat, mistral_ai, OpenAiChatFormat,, false",
    "openrouter.ai, /api/v1/chat/completions, chat, openrouter, OpenAiChatFormat,, false",
    "dashscope.aliyuncs.com, /compatible-mode/v1/chat/completions, chat, dashscope,"
        + " OpenAiChatFormat,, false",
    "open.bigmodel.cn, /api/paas/v4/chat/completions, chat, zhipu, OpenAiChatFormat,, false",
    "api.z.ai, /api/paas/v4/chat/completions, chat, zhipu, OpenAiChatFormat,, false",
    "ark.cn-beijing.volces.com, /api/v3/chat/completions, chat, volcengine,"
        + " OpenAiChatFormat,, false",
    "gateway.local, /api/v3/bots/chat/completions, chat, volcengine, OpenAiChatFormat,, true",
    "gateway.local, /glm/api/paas/v4/chat/completions, chat, zhipu, OpenAiChatFormat,, true",
    "gateway.local, /compatible-mode/v1/embeddings, embeddings, dashscope,"
        + " OpenAiEmbeddingFormat,, true",
    "api.groq.com, /api/v3/chat/completions, chat, groq, OpenAiChatFormat,, false",
    "qianfan.baidubce.com, /v2/chat/completions, chat, qianfan, OpenAiChatFormat,, false",
    "spark-api-open.xf-yun.com, /v1/chat/completions, chat, xfyun, OpenAiChatFormat,, false",
    "api.minimax.io, /v1/text/chatcompletion_v2, chat, minimax, OpenAiChatFormat,, false",
    "api.siliconflow.cn, /v1/chat/completions, chat, siliconflow, OpenAiChatFormat,, false",
    "bedrock-runtime.us-west-2.amazonaws.com, /openai/v1/chat/completions, chat, aws.bedrock,"
        + " OpenAiChatFormat,, false",
    "my.elb.us-west-2.amazonaws.com, /v1/chat/completions, chat, openai, OpenAiChatFormat,, true",
    "x.openai.azure.com, /openai/deployments/gpt-4o-eu/chat/completions, chat, azure.ai.openai,"
        + " OpenAiChatFormat, gpt-4o-eu, false",
    "x.openai.azure.com, /openai/deployments/ada/embeddings?api-version=2024, embeddings,"
        + " azure.ai.openai, OpenAiEmbeddingFormat, ada, false",
    "gateway.local, /openai/deployments/d/chat/completions, chat, azure.ai.openai,"
        + " OpenAiChatFormat, d, false",
    "x.services.ai.azure.com, /models/chat/completions?api-version=2024, chat,"
        + " azure.ai.inference, OpenAiChatFormat,, false",
    "x.services.ai.azure.com, /openai/v1/chat/completions, chat, azure.ai.openai,"
        + " OpenAiChatFormat,, false",
    "x.eastus2.models.ai.azure.com, /embeddings, embeddings, azure.ai.inference,"
        + " OpenAiEmbeddingFormat,, false",
    "gateway.local, /models/embeddings, embeddings, azure.ai.inference,"
        + " OpenAiEmbeddingFormat,, true",
    "us-east5-aiplatform.googleapis.com,"
        + " /v1/projects/p/locations/l/endpoints/openapi/chat/completions, chat, gcp.vertex_ai,"
        + " OpenAiChatFormat,, false",
    "api.openai.com, /v1/completions, text_completion, openai, OpenAiCompletionFormat,, false",
    "localhost, /v1/completions, text_completion, openai, OpenAiCompletionFormat,, true",
    "api.openai.com, /v1/responses, chat, openai, OpenAiResponsesFormat,, false",
    "survey.example.com, /forms/1/responses, chat, openai, OpenAiResponsesFormat,, true",
    "api.openai.com, /v1/embeddings, embeddings, openai, OpenAiEmbeddingFormat,, false",
    "ark.cn-beijing.volces.com, /api/v3/embeddings/multimodal, embeddings, volcengine,"
        + " OpenAiEmbeddingFormat,, false",
    "api.openai.com, /v1/moderations, moderation, openai, OpenAiModerationFormat,, false",
    "api.openai.com, /v1/images/generations, generate_content, openai, OpenAiImageFormat,, false",
    "api.openai.com, /v1/images/edits, generate_content, openai, OpenAiImageFormat,, false",
    "api.openai.com, /v1/images/variations, generate_content, openai, OpenAiImageFormat,, false",
    "api.openai.com, /v1/audio/speech, text_to_speech, openai, OpenAiSpeechFormat,, false",
    "whisper, /v1/audio/transcriptions, speech_to_text, openai, OpenAiTranscriptionFormat,, false",
    "x.openai.azure.com, /openai/deployments/w/audio/translations, speech_to_text,"
        + " azure.ai.openai, OpenAiTranscriptionFormat, w, false",
    "api.anthropic.com, /v1/messages, chat, anthropic, AnthropicMessagesFormat,, false",
    "api.deepseek.com, /anthropic/v1/messages, chat, deepseek, AnthropicMessagesFormat,, false",
    "gateway.local, /anthropic/v1/messages, chat, anthropic, AnthropicMessagesFormat,, false",
    "sms.example.com, /v1/messages, chat, anthropic, AnthropicMessagesFormat,, true",
    "us-east5-aiplatform.googleapis.com,"
        + " /v1/projects/p/locations/l/publishers/anthropic/models/claude-x:rawPredict, chat,"
        + " gcp.vertex_ai, AnthropicMessagesFormat, claude-x, false",
    "generativelanguage.googleapis.com, /v1beta/models/gemini-2.0-flash:generateContent,"
        + " generate_content, gcp.gemini, GeminiFormat, gemini-2.0-flash, false",
    "proxy.local, /v1/projects/p/locations/l/publishers/google/models/gemini-x:generateContent,"
        + " generate_content, gcp.vertex_ai, GeminiFormat, gemini-x, false",
    "generativelanguage.googleapis.com, /v1beta/tunedModels/mine:generateContent,"
        + " generate_content, gcp.gemini, GeminiFormat, mine, false",
    "generativelanguage.googleapis.com, /v1beta/models/text-embedding-004:batchEmbedContents,"
        + " embeddings, gcp.gemini, GeminiEmbeddingFormat, text-embedding-004, false",
    "aiplatform.googleapis.com,"
        + " /v1/projects/p/locations/l/publishers/google/models/text-embedding-005:predict,"
        + " embeddings, gcp.vertex_ai, GeminiEmbeddingFormat, text-embedding-005, false",
    "localhost, /api/chat, chat, ollama, OllamaFormat,, true",
    "ollama.com, /api/chat, chat, ollama, OllamaFormat,, false",
    "localhost, /api/generate, text_completion, ollama, OllamaFormat,, true",
    "localhost, /api/embed, embeddings, ollama, OllamaEmbeddingFormat,, true",
    "localhost, /api/embeddings, embeddings, ollama, OllamaEmbeddingFormat,, true",
    "api.cohere.com, /v2/chat, chat, cohere, CohereChatFormat,, false",
    "api.cohere.ai, /v1/chat, chat, cohere, CohereChatFormat,, false",
    "gateway.local, /cohere/v2/chat, chat, cohere, CohereChatFormat,, true",
    "api.cohere.com, /v1/embed, embeddings, cohere, CohereEmbeddingFormat,, false",
    "api.cohere.com, /v2/rerank, rerank, cohere, CohereRerankFormat,, false",
    "api.jina.ai, /v1/rerank, rerank, jina, CohereRerankFormat,, false",
    "localhost, /v1/rerank, rerank, cohere, CohereRerankFormat,, true",
    "dashscope.aliyuncs.com, /api/v1/services/aigc/text-generation/generation, chat, dashscope,"
        + " DashScopeFormat,, false",
    "dashscope-intl.aliyuncs.com, /api/v1/services/aigc/multimodal-generation/generation, chat,"
        + " dashscope, DashScopeFormat,, false",
    "dashscope.aliyuncs.com, /api/v1/apps/4711/completion, chat, dashscope,"
        + " DashScopeFormat,, false",
    "dashscope.aliyuncs.com, /api/v1/services/embeddings/text-embedding/text-embedding,"
        + " embeddings, dashscope, DashScopeEmbeddingFormat,, false"
  })
  void request_goesToAModel(
      String host,
      String path,
      String operation,
      String provider,
      String format,
      String model,
      boolean needsQuestion) {
    ModelEndpoint endpoint = ModelEndpoints.of("POST", host, path);

    assertThat(endpoint).isNotNull();
    assertThat(endpoint.operation().value()).isEqualTo(operation);
    assertThat(endpoint.provider()).isEqualTo(provider);
    assertThat(endpoint.format().get().getClass().getSimpleName()).isEqualTo(format);
    assertThat(endpoint.format().get()).isNotSameAs(endpoint.format().get());
    assertThat(endpoint.model()).isEqualTo(model);
    assertThat(endpoint.needsQuestion()).isEqualTo(needsQuestion);
    assertThat(ModelEndpoints.of("GET", host, path)).isNull();
    assertThat(ModelEndpoints.of("PUT", host, path)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/models/gemini-x:streamGenerateContent?alt=sse, true",
    "/v1beta/models/gemini-x:generateContent, false",
    "/v1beta/models/gemini-x:embedContent, false",
    "/v1/projects/p/locations/l/publishers/anthropic/models/m:streamRawPredict, true",
    "/v1/projects/p/locations/l/publishers/mistralai/models/m:rawPredict,",
    "/v1/chat/completions,"
  })
  void path_mayTellWhetherTheAnswerIsStreamed(String path, Boolean streamed) {
    ModelEndpoint endpoint = ModelEndpoints.of("POST", "aiplatform.googleapis.com", path);

    assertThat(endpoint).isNotNull();
    assertThat(endpoint.streamed()).isEqualTo(streamed);
  }

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, /v1/responses/resp_123, openai",
    "x.openai.azure.com, /openai/v1/responses/resp_123?include=x, azure.ai.openai",
    "localhost, /v1/responses/resp_123, openai",
    "api.openai.com, /v1/responses/4711, openai"
  })
  void response_isFetched(String host, String path, String provider) {
    ModelEndpoint endpoint = ModelEndpoints.of("GET", host, path);

    assertThat(endpoint).isNotNull();
    assertThat(endpoint.operation().value()).isEqualTo("fetch_response");
    assertThat(endpoint.provider()).isEqualTo(provider);
    assertThat(endpoint.format().get()).isInstanceOf(OpenAiRetrievedResponseFormat.class);
    assertThat(endpoint.needsQuestion()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/responses/7",
        "/forms/responses/7",
        "/v1/responses/",
        "/v1/responses/resp_1/input_items",
        "/v1/models",
        "responses/7",
        "/responses",
        "/v1/chat/completions/chatcmpl-1"
      })
  void otherFetches_areNone(String path) {
    assertThat(ModelEndpoints.of("GET", "localhost", path)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "//",
        ":",
        "/:",
        "?",
        "/api/orders",
        "/api/users/4711/profile",
        "/graphql",
        "/v1/chat/completions/",
        "/v1/chat/completions/cmpl-1",
        "/chat",
        "/v1/chat",
        "/rooms/7/chat",
        "/messages",
        "/v2/messages",
        "/v1/threads/7/messages",
        "/v1/messages/count_tokens",
        "/v1/messages/batches",
        "/generate",
        "/reports/generate",
        "/embed",
        "/v1/embed",
        "/videos/embed",
        "/generations",
        "/speech",
        "/transcriptions",
        "/translations",
        "/edits",
        "/variations",
        "/multimodal",
        "/completion",
        "/search/completion",
        "/generation",
        "/power/generation",
        "/text-embedding",
        "/predict",
        "/v1/models/house-prices:predict",
        "/v1/endpoints/7:predict",
        "/v1/models/m:countTokens",
        "/v1/models/m:completions",
        "/v1/models/m:chat",
        "/v1/publishers/meta/models/m:rawPredict",
        "/generateContent",
        "/v1/responses/resp_1/cancel",
        "/v1/responses/input_tokens",
        "/v1/COMPLETIONS",
        "/v1/xcompletions",
        "/a?x=/v1/chat/completions"
      })
  void ordinaryRequests_areNone(String path) {
    assertThat(ModelEndpoints.of("POST", "www.example.com", path)).isNull();
  }

  @Test
  void ordinaryRequests_areToldApartWithoutAllocation() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    long id = Thread.currentThread().getId();
    ordinary();
    long before = threads.getThreadAllocatedBytes(id);
    int found = ordinary();
    long allocated = threads.getThreadAllocatedBytes(id) - before;

    assertThat(found).isZero();
    assertThat(allocated / 20_000).isZero();
  }

  private static int ordinary() {
    String[] paths = {"/api/orders/17", "/", "/a/b:c", "/v1/users?page=2", "/x/completion"};
    String[] methods = {"POST", "GET", "PUT"};
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      String path = paths[i % (paths.length - 1)];
      found += ModelEndpoints.of(methods[i % 3], "www.example.com", path) == null ? 0 : 1;
    }
    return found;
  }

  @Test
  void configuredEndpoints_comeFirst() {
    List<String> problems = new ArrayList<>();
    ConfiguredEndpoints endpoints =
        ModelEndpoints.configured(
            "llm.internal/ask=openai.chat:acme, *.lab/v*/*:generate*=gemini.generate,"
                + "*/v1/messages=openai.responses,, LOCALHOST/*=ollama.chat",
            problems::add);

    assertThat(problems).isEmpty();
    assertThat(endpoints.of("POST", "llm.internal", "/ask?x=1"))
        .extracting(ModelEndpoint::provider, ModelEndpoint::needsQuestion, this::format)
        .containsExactly("acme", false, OpenAiChatFormat.class);
    assertThat(endpoints.of("POST", "a.lab", "/v9/models/g:generateContent"))
        .extracting(ModelEndpoint::provider, ModelEndpoint::model, this::format)
        .containsExactly("gcp.gemini", "g", GeminiFormat.class);
    assertThat(endpoints.of("POST", "api.anthropic.com", "/v1/messages"))
        .extracting(ModelEndpoint::provider, this::format)
        .containsExactly("anthropic", OpenAiResponsesFormat.class);
    assertThat(endpoints.of("POST", "LocalHost", "/anything"))
        .extracting(ModelEndpoint::provider, this::format)
        .containsExactly("ollama", OllamaFormat.class);
    assertThat(endpoints.of("POST", null, "/v1/chat/completions"))
        .extracting(this::format)
        .isEqualTo(OpenAiChatFormat.class);
    assertThat(endpoints.of("POST", "llm.internal", "/ask/x")).isNull();
    assertThat(endpoints.of("GET", "llm.internal", "/ask")).isNull();
  }

  private Class<?> format(ModelEndpoint endpoint) {
    return endpoint.format().get().getClass();
  }

  @Test
  void badEntries_areReportedAndLeftOut() {
    List<String> problems = new ArrayList<>();
    ConfiguredEndpoints endpoints =
        ModelEndpoints.configured(
            "nonsense,host/path,/path=openai.chat,host/path=openai.chatter,host=openai.chat,"
                + "host/path=openai.chat:a b,host:80/path=openai.chat,ok/path=cohere.rerank,"
                + "https://host/path=openai.chat",
            problems::add);

    assertThat(problems).hasSize(8);
    assertThat(problems.get(0)).contains("nonsense");
    assertThat(endpoints.of("POST", "host", "/path")).isNull();
    assertThat(endpoints.of("POST", "ok", "/path")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "*, '', true",
    "*, abc, true",
    "abc, abc, true",
    "abc, abd, false",
    "abc, abcd, false",
    "a*c, abbbc, true",
    "a*c, ac, true",
    "a*c, abbb, false",
    "*.b.c, x.y.b.c, true",
    "*a*b*, xxaxxbxx, true",
    "*a*b*, xxbxxaxx, false",
    "a**, a, true"
  })
  void star_standsForAnything(String pattern, String text, boolean matches) {
    assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
  }
}
