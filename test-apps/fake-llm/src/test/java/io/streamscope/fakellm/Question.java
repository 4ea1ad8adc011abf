/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;

/** The same question in every protocol. */
enum Question {
  OPENAI_CHAT(
      "/v1/chat/completions",
      "{\"model\":\"m\",\"messages\":MESSAGES,\"stream\":STREAM,"
          + "\"stream_options\":{\"include_usage\":true}}"),
  AZURE_CHAT(
      "/openai/deployments/m/chat/completions?api-version=1",
      "{\"messages\":MESSAGES,\"stream\":STREAM,\"stream_options\":{\"include_usage\":true}}"),
  ZHIPU_CHAT(
      "/api/paas/v4/chat/completions", "{\"model\":\"m\",\"messages\":MESSAGES,\"stream\":STREAM}"),
  OPENAI_RESPONSES("/v1/responses", "{\"model\":\"m\",\"input\":MESSAGES,\"stream\":STREAM}"),
  OPENAI_COMPLETIONS(
      "/v1/completions", "{\"model\":\"m\",\"prompt\":\"QUESTION\",\"stream\":STREAM}"),
  ANTHROPIC(
      "/v1/messages", "{\"model\":\"m\",\"max_tokens\":9,\"messages\":MESSAGES,\"stream\":STREAM}"),
  GEMINI(
      "/v1beta/models/m:generateContent",
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"QUESTION\"}]}]}"),
  VERTEX(
      "/v1/projects/p/locations/l/publishers/google/models/m:generateContent",
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"QUESTION\"}]}]}"),
  OLLAMA_CHAT("/api/chat", "{\"model\":\"m\",\"messages\":MESSAGES,\"stream\":STREAM}"),
  OLLAMA_GENERATE("/api/generate", "{\"model\":\"m\",\"prompt\":\"QUESTION\",\"stream\":STREAM}"),
  COHERE("/v2/chat", "{\"model\":\"m\",\"messages\":MESSAGES,\"stream\":STREAM}"),
  DASH_SCOPE(
      "/api/v1/services/aigc/text-generation/generation",
      "{\"model\":\"m\",\"input\":{\"messages\":MESSAGES},\"parameters\":"
          + "{\"result_format\":\"message\",\"incremental_output\":true}}");

  static final String TEXT = "How long is the warranty?";

  /** So many deltas has the answer, and so many tokens; the question has 7. */
  static final int CHUNKS = 13;

  private final String path;
  private final String body;

  Question(String path, String body) {
    this.path = path;
    this.body = body;
  }

  String path(boolean stream) {
    return stream ? path.replace(":generateContent", ":streamGenerateContent?alt=sse") : path;
  }

  String body(boolean stream) {
    return body.replace("MESSAGES", "[{\"role\":\"user\",\"content\":\"QUESTION\"}]")
        .replace("QUESTION", TEXT)
        .replace("STREAM", Boolean.toString(stream));
  }

  /** What asks for a stream besides path and body. */
  List<String> headers(boolean stream) {
    return stream && this == DASH_SCOPE ? List.of("X-DashScope-SSE", "enable") : List.of();
  }

  /** Whether the arguments of a tool call come as JSON, in one piece. */
  boolean hasWholeToolCalls() {
    return this == GEMINI || this == VERTEX || this == OLLAMA_CHAT;
  }
}
