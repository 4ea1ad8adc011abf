/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import org.jspecify.annotations.Nullable;

/** The APIs of models over WebSocket that we can read. */
public enum RealtimeApi {
  /** OpenAI's Realtime API, and whoever speaks it. */
  OPENAI("openai.realtime", "openai"),
  /** The Live API of Gemini. */
  GEMINI("gemini.live", "gcp.gemini"),
  /** DashScope's Qwen-Omni-Realtime and the like, a dialect of OpenAI's. */
  DASHSCOPE("dashscope.realtime", "dashscope"),
  /** DashScope's tasks: speech, its recognition, texts. */
  DASHSCOPE_TASKS("dashscope.inference", "dashscope");

  private final String configured;
  private final String provider;

  RealtimeApi(String configured, String provider) {
    this.configured = configured;
    this.provider = provider;
  }

  /** The one that is configured by a name, null if there is none. */
  static @Nullable RealtimeApi named(String name) {
    for (RealtimeApi api : values()) {
      if (api.configured.equals(name)) {
        return api;
      }
    }
    return null;
  }

  /** Whose API it is where the host does not tell. */
  String provider() {
    return provider;
  }
}
