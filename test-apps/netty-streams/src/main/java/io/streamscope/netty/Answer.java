/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.netty;

import java.io.IOException;

/** Writes the answer to one request. */
@FunctionalInterface
interface Answer {

  void write(Exchange exchange) throws IOException;
}
