/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.LoggedRequest;
import java.util.List;
import java.util.Map;

/** Chat completions of openai-java. */
public record OpenAiApp(String classPath) implements GenAiApp {

  private static final String ERRORS = "com.openai.errors.";

  @Override
  public String module() {
    return "openai-client";
  }

  @Override
  public String mainClass() {
    return "io.streamscope.openaiclient.OpenAiClient";
  }

  @Override
  public String baseUrl(FakeLlm server) {
    return server.baseUrl();
  }

  @Override
  public boolean isCall(LoggedRequest request) {
    return request.path().equals("/v1/chat/completions");
  }

  @Override
  public String scope() {
    return "io.streamscope.openai-stream-2.0";
  }

  @Override
  public String httpScope() {
    return "okhttp";
  }

  @Override
  public String provider() {
    return "openai";
  }

  @Override
  public Map<String, Object> request() {
    return Map.of("openai.api.type", "chat_completions");
  }

  @Override
  public Map<String, Object> parameters() {
    return Map.of(
        "gen_ai.request.temperature",
        0.5,
        "gen_ai.request.top_p",
        0.9,
        "gen_ai.request.seed",
        7L,
        "gen_ai.request.max_tokens",
        100L,
        "gen_ai.request.stop_sequences",
        List.of("END"));
  }

  @Override
  public Map<String, String> identity(String model) {
    return Map.of(
        "gen_ai.response.id", "chatcmpl-\\w{29}",
        "gen_ai.response.model", model,
        "openai.response.service_tier", "default",
        "openai.response.system_fingerprint", "fp_\\w{10}");
  }

  @Override
  public String finishReason(String scenario) {
    return scenario.equals("tool-call") ? "tool_calls" : "stop";
  }

  @Override
  public Map<String, Object> usage(Tokens reported) {
    return Map.of(
        "gen_ai.usage.input_tokens", reported.input(),
        "gen_ai.usage.output_tokens", reported.output(),
        "gen_ai.usage.cache_read.input_tokens", reported.cached(),
        "gen_ai.usage.reasoning.output_tokens", reported.reasoning());
  }

  @Override
  public String error(String scenario) {
    return ERRORS
        + switch (scenario) {
          case "stream-429", "stream-429-async", "blocking-429", "blocking-429-async" ->
              "RateLimitException";
          case "stream-500", "blocking-500" -> "InternalServerException";
          case "error-event", "error-event-async" -> "SseException";
          case "malformed", "malformed-blocking", "dropped-blocking" ->
              "OpenAIInvalidDataException";
          default -> "OpenAIIoException";
        };
  }

  /** Before 4 the client closes its response only when that is collected. */
  @Override
  public Ending ending(String scenario, Ending usual) {
    int major = Integer.parseInt(classPath.replaceAll("openai-(\\d+)\\..*", "$1"));
    return scenario.equals("inner-close") && major < 4
        ? new Ending("abandoned", usual.chunks())
        : usual;
  }
}
