/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.stream.StreamProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A call to a model before it is made.
 *
 * @param operation what the model is asked to do
 * @param provider {@code gen_ai.provider.name}
 * @param model the model asked for, null when the library does not say
 * @param serverAddress host of the endpoint, null when unknown
 * @param serverPort its port, -1 when unknown
 * @param streamed whether the answer is streamed
 * @param protocol how the answer is framed if it is streamed
 * @param attributes the request's parameters, {@code gen_ai.request.*}; what only other providers
 *     have is left out
 */
public record GenAiRequest(
    GenAiOperation operation,
    String provider,
    @Nullable String model,
    @Nullable String serverAddress,
    int serverPort,
    boolean streamed,
    StreamProtocol protocol,
    Attributes attributes) {

  public GenAiRequest {
    attributes = attributes.toBuilder().removeIf(key -> !GenAiProviders.has(provider, key)).build();
  }

  /** The same, framed as nearly every provider does it. */
  public GenAiRequest(
      GenAiOperation operation,
      String provider,
      @Nullable String model,
      @Nullable String serverAddress,
      int serverPort,
      boolean streamed,
      Attributes attributes) {
    this(
        operation,
        provider,
        model,
        serverAddress,
        serverPort,
        streamed,
        StreamProtocol.SSE,
        attributes);
  }

  /** Whether the provider has an attribute. */
  boolean has(AttributeKey<?> attribute) {
    return GenAiProviders.has(provider, attribute);
  }

  String spanName() {
    return model == null ? operation.value() : operation.value() + " " + model;
  }

  /** How many answers are asked for. */
  int choices() {
    Long count = attributes.get(GenAiAttributes.REQUEST_CHOICE_COUNT);
    return count == null ? 1 : (int) Math.max(1, Math.min(count, Integer.MAX_VALUE));
  }
}
