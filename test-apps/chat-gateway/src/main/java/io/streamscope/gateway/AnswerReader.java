/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import java.io.IOException;

/** Who reads an answer while it is written: a browser, by whatever way. */
interface AnswerReader {

  /** Whether the connection is gone. */
  boolean isGone();

  /** Whether the user has said that this is enough. */
  boolean isStopped();

  /**
   * One event of the answer.
   *
   * @param name {@code status}, {@code message}, {@code done}, {@code stopped} or {@code error}
   * @param data what it says, for JSON
   * @throws IOException if the connection is gone
   * @throws IllegalStateException the same
   */
  void send(String name, Object data) throws IOException;

  /** Nothing follows. */
  void complete();
}
