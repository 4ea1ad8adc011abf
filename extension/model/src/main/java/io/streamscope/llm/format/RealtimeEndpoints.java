/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.llm.GenAiProviders;
import org.jspecify.annotations.Nullable;

/**
 * Which WebSockets lead to models, by path and host. Thread-safe.
 *
 * <p>Source: the API references of the providers; {@code /realtime} is what OpenAI, Azure, x.ai,
 * Zhipu, StepFun and gateways call it, each under a beginning of its own.
 */
final class RealtimeEndpoints {

  private static final String REALTIME = "/realtime";
  private static final String DASHSCOPE = "/api-ws/v1";
  private static final String TASKS = DASHSCOPE + "/inference";
  private static final String FIRST_VERSION = "/v1";
  private static final String GEMINI = "BidiGenerateContent";

  private RealtimeEndpoints() {}

  /**
   * What a WebSocket leads to, null if to no model.
   *
   * @param host in lower case, null when unknown
   * @param path without its query
   */
  static @Nullable RealtimeEndpoint of(@Nullable String host, String path) {
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    if (path.startsWith(REALTIME, end - REALTIME.length())) {
      return realtime(host, path, end - REALTIME.length());
    }
    if (path.contains(GEMINI)) {
      boolean vertex = path.contains("aiplatform");
      return endpoint(RealtimeApi.GEMINI, host, vertex ? "gcp.vertex_ai" : null);
    }
    return path.startsWith(TASKS, end - TASKS.length())
        ? endpoint(RealtimeApi.DASHSCOPE_TASKS, host, null)
        : null;
  }

  private static @Nullable RealtimeEndpoint realtime(@Nullable String host, String path, int at) {
    if (path.startsWith(DASHSCOPE, at - DASHSCOPE.length())) {
      return endpoint(RealtimeApi.DASHSCOPE, host, null);
    }
    boolean azure = path.contains("/openai/");
    boolean known =
        azure
            || path.startsWith(FIRST_VERSION, at - FIRST_VERSION.length())
            || GenAiProviders.servesModels(host);
    return known ? endpoint(RealtimeApi.OPENAI, host, azure ? "azure.ai.openai" : null) : null;
  }

  private static RealtimeEndpoint endpoint(
      RealtimeApi api, @Nullable String host, @Nullable String otherwise) {
    String provider = otherwise == null ? api.provider() : otherwise;
    return new RealtimeEndpoint(api, GenAiProviders.ofHost(host, provider));
  }
}
