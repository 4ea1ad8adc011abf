/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

/** What a model is asked to do: {@code gen_ai.operation.name} of the GenAI conventions. */
public enum GenAiOperation {
  /** A chat completion, blocking or streamed. */
  CHAT("chat"),
  /** Vectors for texts. */
  EMBEDDINGS("embeddings");

  private final String value;

  GenAiOperation(String value) {
    this.value = value;
  }

  /** The attribute value and the first word of the span's name. */
  public String value() {
    return value;
  }
}
