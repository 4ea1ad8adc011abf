/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

/**
 * One way to ask a model with an SDK.
 *
 * @param name as in {@code messages-stream}
 */
record Way(String name, Kind kind, Asking asking) {

  /** What comes back. */
  enum Kind {
    /** An answer in pieces. */
    STREAM,
    /** An answer in one piece. */
    DOCUMENT,
    /** Vectors; the server never cuts them. */
    VECTORS
  }
}
