/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

/**
 * One way to ask a model with an SDK.
 *
 * @param name as in {@code messages-stream}; one that does not block has {@code -async} in it, one
 *     that calls the application back {@code -callback}
 * @param kind what comes back
 * @param operation what it is for
 */
record Way(String name, Kind kind, Operation operation, Asking asking) {

  /** What comes back. */
  enum Kind {
    /** An answer in pieces. */
    STREAM,
    /** The same, but the SDK reads it to its end, whether the application wants it or not. */
    READ_ON,
    /** An answer in one piece. */
    DOCUMENT,
    /** Vectors; the server never cuts them. */
    VECTORS;

    boolean inPieces() {
      return this == STREAM || this == READ_ON;
    }
  }

  /** How the application gets its answer. */
  enum Manner {
    BLOCKING,
    ASYNC,
    /** The SDK calls it, piece by piece. */
    CALLBACK
  }

  /** What a way is for. */
  enum Operation {
    CALL,
    STREAM,
    ASYNC,
    EMBEDDINGS,
    /** The model wants a tool to be called. */
    TOOLS,
    /** A client that answers by itself, as in tests of applications: nobody is asked. */
    MOCKED,
    /** A client behind an object of the application's. */
    PROXIED
  }

  /** One that is what its kind and its name say. */
  Way(String name, Kind kind, Asking asking) {
    this(name, kind, operation(name, kind), asking);
  }

  private static Operation operation(String name, Kind kind) {
    if (kind == Kind.VECTORS) {
      return Operation.EMBEDDINGS;
    }
    if (isAsync(name)) {
      return Operation.ASYNC;
    }
    return kind.inPieces() ? Operation.STREAM : Operation.CALL;
  }

  boolean isAsync() {
    return isAsync(name);
  }

  /** How the application gets its answer. */
  Manner manner() {
    if (isAsync()) {
      return Manner.ASYNC;
    }
    return name.contains("-callback") ? Manner.CALLBACK : Manner.BLOCKING;
  }

  private static boolean isAsync(String name) {
    return name.contains("-async");
  }

  /** Whether it is worth knowing what becomes of it when things go wrong. */
  boolean mayFail() {
    return switch (operation) {
      case TOOLS, MOCKED, PROXIED -> false;
      default -> true;
    };
  }
}
