/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.Set;

/** One way to read a stream. */
interface StreamingClient {

  Set<Trait> traits();

  /**
   * Asks, gives all that comes to the reading, and returns once the stream is over, closed or
   * forgotten.
   */
  void read(Ask ask, Reading reading) throws Exception;
}
