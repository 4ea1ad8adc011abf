/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import java.io.IOException;

/** Writes the answer to one request. */
@FunctionalInterface
public interface Answer {

  /** Writes it. */
  void write(Exchange exchange) throws IOException;
}
