/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The clients of the model server and the threads that answers are relayed on. */
@Configuration(proxyBeanMethods = false)
class GatewayBeans {

  @Bean(destroyMethod = "close")
  OpenAIClient openAiClient(GatewayProperties properties) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(properties.modelUrl())
        .apiKey(properties.apiKey())
        .maxRetries(properties.maxRetries())
        .build();
  }

  @Bean
  EmbeddingModel embeddingModel(GatewayProperties properties) {
    return OpenAiEmbeddingModel.builder()
        .baseUrl(properties.modelUrl())
        .apiKey(properties.apiKey())
        .modelName(properties.embeddingModel())
        .maxRetries(properties.maxRetries())
        .build();
  }

  /** Hands each answer to a thread of its own; refuses more than the most allowed. */
  @Bean(destroyMethod = "shutdownNow")
  ExecutorService relayExecutor(GatewayProperties properties) {
    return new ThreadPoolExecutor(
        0,
        properties.maxStreams(),
        60,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        new CustomizableThreadFactory("gateway-relay-"));
  }
}
