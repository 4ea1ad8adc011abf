/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.Set;

/** One way to ask over HTTP. */
interface ModelClient {
  Set<Trait> traits();

  /** Asks, gives all that comes to the reading, and returns once the answer is over or closed. */
  void ask(Ask ask, Reading reading) throws Exception;
}
