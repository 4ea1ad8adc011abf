/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;

/** Answers one kind of request. */
@FunctionalInterface
interface Endpoint {
  /**
   * Writes the response.
   *
   * @throws IllegalArgumentException before anything was written, if the request is bad
   * @throws ConnectionCut to cut the connection
   * @throws IOException if the client is gone
   */
  void answer(Call call) throws IOException;

  /** What is said when {@link #answer} refuses a request. */
  default ErrorFormat errors() {
    return OpenAiErrors.FORMAT;
  }
}
