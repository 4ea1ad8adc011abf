/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenAiProvidersTest {

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, openai",
    "eu.api.openai.com, openai",
    "openai.com, openai",
    "notopenai.com, otherwise",
    "openai.com.evil.org, otherwise",
    "my-resource.openai.azure.com, azure.ai.openai",
    "api.deepseek.com, deepseek",
    "api.groq.com, groq",
    "api.x.ai, x_ai",
    "api.mistral.ai, mistral_ai",
    "api.moonshot.cn, moonshot_ai",
    "generativelanguage.googleapis.com, gcp.gemini",
    "aiplatform.googleapis.com, gcp.vertex_ai",
    "us-central1-aiplatform.googleapis.com, gcp.vertex_ai",
    "dashscope.aliyuncs.com, dashscope",
    "localhost, otherwise",
    "127.0.0.1, otherwise",
    "'', otherwise",
    "., otherwise",
    "com, otherwise"
  })
  void host_tellsTheProvider(String host, String provider) {
    assertThat(GenAiProviders.ofHost(host, "otherwise")).isEqualTo(provider);
  }

  @Test
  void noHost_isOtherwise() {
    assertThat(GenAiProviders.ofHost(null, "openai")).isEqualTo("openai");
  }
}
