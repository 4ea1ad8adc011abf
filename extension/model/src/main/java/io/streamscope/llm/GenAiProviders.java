/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose API it is, by the host that is called: well-known values of {@code gen_ai.provider.name}
 * where the conventions have one, the provider's own name elsewhere.
 */
public final class GenAiProviders {

  private static final String GOOGLE = "googleapis.com";

  private static final Map<String, String> BY_DOMAIN =
      Map.ofEntries(
          Map.entry("openai.com", "openai"),
          Map.entry("azure.com", "azure.ai.openai"),
          Map.entry("deepseek.com", "deepseek"),
          Map.entry("groq.com", "groq"),
          Map.entry("x.ai", "x_ai"),
          Map.entry("mistral.ai", "mistral_ai"),
          Map.entry("perplexity.ai", "perplexity"),
          Map.entry("moonshot.cn", "moonshot_ai"),
          Map.entry("moonshot.ai", "moonshot_ai"),
          Map.entry("cohere.com", "cohere"),
          Map.entry("anthropic.com", "anthropic"),
          Map.entry(GOOGLE, "gcp.gemini"),
          Map.entry("aliyuncs.com", "dashscope"),
          Map.entry("openrouter.ai", "openrouter"));

  private GenAiProviders() {}

  /**
   * The provider behind a host.
   *
   * @param host a host name or address, null when unknown
   * @param otherwise whose API the library speaks, for hosts that tell nothing
   */
  public static String ofHost(@Nullable String host, String otherwise) {
    if (host == null) {
      return otherwise;
    }
    String domain = host;
    while (!domain.isEmpty()) {
      String provider = BY_DOMAIN.get(domain);
      if (provider != null) {
        return domain.equals(GOOGLE) && host.contains("aiplatform") ? "gcp.vertex_ai" : provider;
      }
      int dot = domain.indexOf('.');
      domain = domain.substring(dot < 0 ? domain.length() : dot + 1);
    }
    return otherwise;
  }
}
