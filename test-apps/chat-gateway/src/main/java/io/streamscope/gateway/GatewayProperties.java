/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The {@code gateway.*} properties.
 *
 * @param modelUrl base URL of the OpenAI-compatible model server, ending in {@code /v1}
 * @param apiKey key sent to the model server
 * @param chatModel model that answers
 * @param rewriteModel small model that makes of a question what the documents are searched with
 * @param embeddingModel model that embeds documents and questions
 * @param onDisconnect what to do when the browser leaves, unless the request says otherwise
 * @param maxRetries how often openai-java repeats a failed request
 * @param maxStreams how many answers can be streamed at a time
 * @param streamTimeout longest time one answer may take
 */
@ConfigurationProperties("gateway")
public record GatewayProperties(
    String modelUrl,
    String apiKey,
    String chatModel,
    String rewriteModel,
    String embeddingModel,
    OnDisconnect onDisconnect,
    int maxRetries,
    int maxStreams,
    Duration streamTimeout) {}
