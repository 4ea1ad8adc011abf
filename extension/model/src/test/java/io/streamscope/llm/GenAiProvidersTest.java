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
    "my-model.eastus2.models.ai.azure.com, azure.ai.inference",
    "models.inference.ai.azure.com, azure.ai.inference",
    "api.deepseek.com, deepseek",
    "api.groq.com, groq",
    "api.x.ai, x_ai",
    "api.mistral.ai, mistral_ai",
    "api.moonshot.cn, moonshot_ai",
    "generativelanguage.googleapis.com, gcp.gemini",
    "aiplatform.googleapis.com, gcp.vertex_ai",
    "us-central1-aiplatform.googleapis.com, gcp.vertex_ai",
    "dashscope.aliyuncs.com, dashscope",
    "bedrock-runtime.us-east-1.amazonaws.com, aws.bedrock",
    "my.elb.us-east-1.amazonaws.com, otherwise",
    "ark.cn-beijing.volces.com, volcengine",
    "open.bigmodel.cn, zhipu",
    "api.z.ai, zhipu",
    "qianfan.baidubce.com, qianfan",
    "spark-api-open.xf-yun.com, xfyun",
    "api.minimax.io, minimax",
    "api.minimaxi.com, minimax",
    "api.siliconflow.cn, siliconflow",
    "api.siliconflow.com, siliconflow",
    "us-south.ml.cloud.ibm.com, ibm.watsonx.ai",
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

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, true",
    "my-resource.openai.azure.com, true",
    "my.services.ai.azure.com, true",
    "my-model.eastus2.models.ai.azure.com, true",
    "my-vm.cloudapp.azure.com, false",
    "generativelanguage.googleapis.com, true",
    "us-central1-aiplatform.googleapis.com, true",
    "storage.googleapis.com, false",
    "bedrock-runtime.us-east-1.amazonaws.com, true",
    "s3.amazonaws.com, false",
    "dashscope-intl.aliyuncs.com, true",
    "bucket.oss-cn-hangzhou.aliyuncs.com, false",
    "ollama.com, true",
    "localhost, false",
    "'', false",
    ", false"
  })
  void host_servesModelsOrAnything(String host, boolean models) {
    assertThat(GenAiProviders.servesModels(host)).isEqualTo(models);
  }
}
