/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

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
  EMBEDDINGS("embeddings", Kind.EMBEDDING, Role.RETRIEVAL),
  /** An order for what was found; the conventions have no word for it. */
  RERANK("rerank", Kind.RERANK, Role.RETRIEVAL),
  /** An answer that was begun before. */
  FETCH_RESPONSE("fetch_response", Kind.FETCH, Role.ANSWER),
  /** Speech for a text, as the conventions propose to call it. */
  TEXT_TO_SPEECH(GenAiDrafts.TEXT_TO_SPEECH, Kind.SPEECH, Role.ASIDE),
  /** A text for speech, as the conventions propose to call it. */
  SPEECH_TO_TEXT(GenAiDrafts.SPEECH_TO_TEXT, Kind.SPEECH, Role.ASIDE),
  /** An answer within a conversation that goes both ways, as the conventions propose to call it. */
  REALTIME_INFERENCE(GenAiDrafts.REALTIME_INFERENCE, Kind.INFERENCE, Role.ANSWER),
  /** Whether a text is allowed; the conventions have no word for it. */
  MODERATION("moderation", Kind.MODERATION, Role.ASIDE);

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

  /** What the one of this name is a kind of, null if there is none. */
  static @Nullable Kind kindOf(@Nullable String name) {
    for (GenAiOperation operation : values()) {
      if (operation.value.equals(name)) {
        return operation.kind;
      }
    }
    return null;
  }

  /** What it is to the request that it is made in. */
  Role role() {
    return role;
  }

  SpanKind spanKind() {
    return SpanKind.CLIENT;
  }

  /** Whether its metrics are those that the conventions keep for inference. */
  boolean isInference() {
    return kind == Kind.INFERENCE;
  }

  /** What can be the same call. */
  enum Kind {
    INFERENCE,
    EMBEDDING,
    RERANK,
    FETCH,
    SPEECH,
    MODERATION
  }

  /** Where it stands in the request's timeline. */
  enum Role {
    /** Its answer may be what the request is answered with. */
    ANSWER,
    /** It serves to look something up. */
    RETRIEVAL,
    /** It serves something else. */
    ASIDE
  }
}
