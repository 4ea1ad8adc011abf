/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

/** Which SDK there is. */
final class Sdks {

  private Sdks() {}

  static Sdk onClassPath() {
    if (isThere("com.anthropic.client.AnthropicClient")) {
      return new AnthropicSdk();
    }
    if (isThere("com.openai.client.OpenAIClient")) {
      return new OpenAiSdk();
    }
    if (isThere("com.google.genai.Client")) {
      return new GoogleSdk();
    }
    if (isThere("com.azure.ai.openai.OpenAIClient")) {
      return new AzureOpenAiSdk();
    }
    if (isThere("com.azure.ai.inference.ChatCompletionsClient")) {
      return new AzureInferenceSdk();
    }
    if (isThere("com.cohere.api.Cohere")) {
      return new CohereSdk();
    }
    if (isThere("cn.xfyun.api.SparkChatClient")) {
      return new SparkSdk();
    }
    if (isThere("com.alibaba.dashscope.aigc.generation.Generation")) {
      return new DashScopeSdk();
    }
    if (isThere("com.volcengine.ark.runtime.service.ArkService")) {
      return new ArkSdk();
    }
    if (isThere("ai.z.openapi.ZhipuAiClient")) {
      return new ZaiSdk();
    }
    if (isThere("com.zhipu.oapi.ClientV4")) {
      return new ZhipuSdk();
    }
    if (isThere("io.github.ollama4j.Ollama")) {
      return new OllamaSdk();
    }
    if (isThere(OllamaApiSdk.CLIENT)) {
      return new OllamaApiSdk();
    }
    throw new IllegalStateException("no SDK on the class path");
  }

  static boolean isThere(String className) {
    try {
      Class.forName(className, false, Sdks.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }
}
