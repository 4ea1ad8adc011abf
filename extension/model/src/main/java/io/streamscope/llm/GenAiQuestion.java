/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a request on the wire asks of a model; filled in by a {@link WireFormat}. Nothing of it need
 * be told. Not thread-safe.
 */
public final class GenAiQuestion {

  private @Nullable String model;
  private @Nullable Boolean streamed;
  private boolean asked;
  private final AttributesBuilder attributes = Attributes.builder();

  /** The model asked for; null says nothing. */
  public GenAiQuestion model(@Nullable String name) {
    if (name != null && !name.isEmpty()) {
      model = name;
    }
    return this;
  }

  /** Whether the answer is to be streamed. */
  public GenAiQuestion streamed(boolean inPieces) {
    streamed = inPieces;
    return this;
  }

  /** There is something that only a question to a model has: messages, a prompt, an input. */
  public GenAiQuestion asked() {
    asked = true;
    return this;
  }

  /** A parameter of the request. */
  public <T> GenAiQuestion parameter(AttributeKey<T> key, T value) {
    attributes.put(key, value);
    return this;
  }

  /** Whether it looks like a question to a model at all. */
  public boolean isOne() {
    return model != null && asked;
  }

  /** The model asked for, null if not told. */
  public @Nullable String model() {
    return model;
  }

  /** Whether a stream was asked for, null if not told. */
  public @Nullable Boolean streamed() {
    return streamed;
  }

  /** All parameters that were told. */
  public Attributes attributes() {
    return attributes.build();
  }
}
