/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.openai.core.RequestOptions;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.llm.GenAiTelemetry;

/** Wiring of the module. */
final class OpenAiSingletons {

  private static final GenAiTelemetry telemetry = GenAiTelemetry.create("openai-stream-2.0");

  private static final VirtualField<RequestOptions, Context> attempts =
      VirtualField.find(RequestOptions.class, Context.class);

  static GenAiTelemetry telemetry() {
    return telemetry;
  }

  /** The context of a call, by the options that all its attempts have. */
  static VirtualField<RequestOptions, Context> attempts() {
    return attempts;
  }

  private OpenAiSingletons() {}
}
