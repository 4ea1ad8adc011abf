/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.format.OpenAiChatFormat;

/** One streamed chat as an SDK tells of it; fails if we swallow anything. */
final class RecordedCall {

  private static final GenAiRequest CHAT =
      new GenAiRequest(
          GenAiOperation.CHAT, "openai", "gpt", "localhost", 443, true, Attributes.empty());
  private static final GenAiTelemetry TELEMETRY =
      GenAiTelemetry.create(FuzzTelemetry.runtime(), "fuzz");

  private final GenAiCall call = TELEMETRY.start(CHAT, CallLayer.SDK, Context.root());
  private final WireAnswer format = new WireAnswer(new OpenAiChatFormat());

  void event(String data) {
    call.event(format, null, data);
    FuzzTelemetry.assertNothingSwallowed();
  }

  /** Ends the call and returns what its span says. */
  Attributes end() {
    return FuzzTelemetry.endedBy(call::complete);
  }
}
