/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose API it is, by the host that is called: well-known values of {@code gen_ai.provider.name}
 * where the conventions have one, the provider's own name elsewhere.
 */
public final class GenAiProviders {

  private static final String GOOGLE = "googleapis.com";
  private static final String VERTEX = "aiplatform";
  private static final String AMAZON = "amazonaws.com";
  private static final String BEDROCK = "bedrock";

  private static final Map<String, String> BY_DOMAIN =
      Map.ofEntries(
          Map.entry("openai.com", "openai"),
          Map.entry("azure.com", "azure.ai.openai"),
          Map.entry("models.ai.azure.com", "azure.ai.inference"),
          Map.entry("inference.ai.azure.com", "azure.ai.inference"),
          Map.entry("deepseek.com", "deepseek"),
          Map.entry("groq.com", "groq"),
          Map.entry("x.ai", "x_ai"),
          Map.entry("mistral.ai", "mistral_ai"),
          Map.entry("perplexity.ai", "perplexity"),
          Map.entry("moonshot.cn", "moonshot_ai"),
          Map.entry("moonshot.ai", "moonshot_ai"),
          Map.entry("cohere.com", "cohere"),
          Map.entry("cohere.ai", "cohere"),
          Map.entry("anthropic.com", "anthropic"),
          Map.entry(GOOGLE, "gcp.gemini"),
          Map.entry(AMAZON, "aws.bedrock"),
          Map.entry("aliyuncs.com", "dashscope"),
          Map.entry("openrouter.ai", "openrouter"),
          Map.entry("ollama.com", "ollama"),
          Map.entry("volces.com", "volcengine"),
          Map.entry("bytepluses.com", "volcengine"),
          Map.entry("bigmodel.cn", "zhipu"),
          Map.entry("z.ai", "zhipu"),
          Map.entry("baidubce.com", "qianfan"),
          Map.entry("xf-yun.com", "xfyun"),
          Map.entry("minimax.io", "minimax"),
          Map.entry("minimax.chat", "minimax"),
          Map.entry("minimaxi.com", "minimax"),
          Map.entry("minimaxi.chat", "minimax"),
          Map.entry("siliconflow.cn", "siliconflow"),
          Map.entry("siliconflow.com", "siliconflow"),
          Map.entry("stepfun.com", "stepfun"),
          Map.entry("baichuan-ai.com", "baichuan"),
          Map.entry("hunyuan.cloud.tencent.com", "hunyuan"),
          Map.entry("modelscope.cn", "modelscope"),
          Map.entry("together.xyz", "together_ai"),
          Map.entry("fireworks.ai", "fireworks_ai"),
          Map.entry("cerebras.ai", "cerebras"),
          Map.entry("api.nvidia.com", "nvidia"),
          Map.entry("router.huggingface.co", "huggingface"),
          Map.entry("deepinfra.com", "deepinfra"),
          Map.entry("jina.ai", "jina"),
          Map.entry("voyageai.com", "voyage_ai"),
          Map.entry("ml.cloud.ibm.com", "ibm.watsonx.ai"));

  /** Of clouds, which serve all kinds of things: what is in the names of hosts that have models. */
  private static final Map<String, List<String>> MODELS_OF_CLOUDS =
      Map.of(
          "azure.com",
          List.of("openai", "cognitiveservices", ".ai.azure."),
          GOOGLE,
          List.of("generativelanguage", VERTEX),
          AMAZON,
          List.of(BEDROCK),
          "aliyuncs.com",
          List.of("dashscope"),
          "baidubce.com",
          List.of("qianfan", "aip"));

  private static final String OPENAI_ATTRIBUTES = "openai.";

  /** Azure serves OpenAI's own API; who else speaks its format has another one. */
  private static final Set<String> OPENAI = Set.of("openai", "azure.ai.openai");

  private GenAiProviders() {}

  /**
   * Whether calls of a provider have an attribute. The conventions keep those that begin with a
   * provider's name for that provider.
   */
  static boolean has(String provider, AttributeKey<?> attribute) {
    return !attribute.getKey().startsWith(OPENAI_ATTRIBUTES) || OPENAI.contains(provider);
  }

  /**
   * The provider behind a host.
   *
   * @param host a host name or address, null when unknown
   * @param otherwise whose API the library speaks, for hosts that tell nothing
   */
  public static String ofHost(@Nullable String host, String otherwise) {
    String domain = host == null ? null : domain(host);
    String provider = domain == null ? null : BY_DOMAIN.get(domain);
    if (host == null || domain == null || provider == null) {
      return otherwise;
    }
    return switch (domain) {
      case GOOGLE -> host.contains(VERTEX) ? "gcp.vertex_ai" : provider;
      case AMAZON -> host.contains(BEDROCK) ? provider : otherwise;
      default -> provider;
    };
  }

  /**
   * Whether a host is one of a provider that serves models and little else, so that a request to it
   * whose path is that of a model's API is for a model.
   *
   * @param host a host name or address, null when unknown
   */
  public static boolean servesModels(@Nullable String host) {
    String domain = host == null ? null : domain(host);
    if (host == null || domain == null) {
      return false;
    }
    List<String> names = MODELS_OF_CLOUDS.get(domain);
    return names == null || names.stream().anyMatch(host::contains);
  }

  /** The domain of a provider that a host is in, null if it is in none. */
  private static @Nullable String domain(String host) {
    String domain = host;
    while (!domain.isEmpty() && !BY_DOMAIN.containsKey(domain)) {
      int dot = domain.indexOf('.');
      domain = domain.substring(dot < 0 ? domain.length() : dot + 1);
    }
    return domain.isEmpty() ? null : domain;
  }
}
