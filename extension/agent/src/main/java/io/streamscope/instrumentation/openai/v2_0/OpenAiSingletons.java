/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import io.streamscope.llm.GenAiTelemetry;

/** Wiring of the module. */
final class OpenAiSingletons {

  private static final GenAiTelemetry telemetry = GenAiTelemetry.create("openai-stream-2.0");

  static GenAiTelemetry telemetry() {
    return telemetry;
  }

  private OpenAiSingletons() {}
}
