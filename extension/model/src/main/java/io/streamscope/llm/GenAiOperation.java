/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.SpanKind;
import io.streamscope.stream.StreamProtocol;

/**
 * What a model is asked to do: {@code gen_ai.operation.name} of the GenAI conventions, and all that
 * follows from it.
 */
public enum GenAiOperation {
  /** A chat completion, blocking or streamed. */
  CHAT("chat", Kind.INFERENCE, Role.ANSWER),
  /** A completion of a text. */
  TEXT_COMPLETION("text_completion", Kind.INFERENCE, Role.ANSWER),
  /** Content of several kinds, as Google calls it. */
  GENERATE_CONTENT("generate_content", Kind.INFERENCE, Role.ANSWER),
  /** Vectors for texts. */
  EMBEDDINGS("embeddings", Kind.EMBEDDING, Role.RETRIEVAL);

  private final String value;
  private final Kind kind;
  private final Role role;

  GenAiOperation(String value, Kind kind, Role role) {
    this.value = value;
    this.kind = kind;
    this.role = role;
  }

  /** The attribute value and the first word of the span's name. */
  public String value() {
    return value;
  }

  /** Calls of the same kind, one below the other, are one call under two names. */
  Kind kind() {
    return kind;
  }

  /** What it is to the request that it is made in. */
  Role role() {
    return role;
  }

  SpanKind spanKind() {
    return SpanKind.CLIENT;
  }

  /** How its answer is framed if it is streamed. */
  StreamProtocol protocol() {
    return StreamProtocol.SSE;
  }

  /** Whether its metrics are those that the conventions keep for inference. */
  boolean isInference() {
    return kind == Kind.INFERENCE;
  }

  /** What can be the same call. */
  enum Kind {
    INFERENCE,
    EMBEDDING
  }

  /** Where it stands in the request's timeline. */
  enum Role {
    /** Its answer may be what the request is answered with. */
    ANSWER,
    /** It serves to look something up. */
    RETRIEVAL
  }
}
