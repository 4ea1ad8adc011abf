/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.stream.RecordedTelemetry;

/** Makes model calls on recorded telemetry. */
public final class Models {

  private final GenAiTelemetry telemetry;

  public Models(RecordedTelemetry recorded) {
    this(recorded, "test");
  }

  Models(RecordedTelemetry recorded, String module) {
    telemetry = GenAiTelemetry.create(recorded.runtime(), module);
  }

  /** A streamed chat. */
  public GenAiCall stream() {
    return streamIn(Context.root());
  }

  /** The same, asked in a context. */
  public GenAiCall streamIn(Context parent) {
    return start(chat(true), parent);
  }

  /** A blocking chat. */
  public GenAiCall ask() {
    return start(chat(false), Context.root());
  }

  GenAiCall start(GenAiRequest request, Context parent) {
    return start(request, CallLayer.SDK, parent);
  }

  GenAiCall start(GenAiRequest request, CallLayer layer, Context parent) {
    return telemetry.start(request, layer, parent);
  }

  static GenAiRequest chat(boolean streamed) {
    return new GenAiRequest(
        GenAiOperation.CHAT,
        "openai",
        "gpt-4o",
        "api.openai.com",
        443,
        streamed,
        Attributes.of(GenAiAttributes.REQUEST_TEMPERATURE, 0.5));
  }

  static GenAiRequest embeddings() {
    return new GenAiRequest(
        GenAiOperation.EMBEDDINGS, "openai", "ada", null, -1, false, Attributes.empty());
  }
}
