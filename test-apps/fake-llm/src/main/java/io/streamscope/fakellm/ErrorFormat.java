/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

/** What a provider says with an error status. */
@FunctionalInterface
interface ErrorFormat {
  /** The body that goes with a status. */
  String body(int status, String message);

  /** The body for a request that cannot be answered. */
  default String badRequest(String message) {
    return body(400, message);
  }
}
