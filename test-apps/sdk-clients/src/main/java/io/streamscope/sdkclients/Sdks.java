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
