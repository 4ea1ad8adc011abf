/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

/** One way to ask for a chat completion, and what the application does with the answer. */
@FunctionalInterface
interface Scenario {
  void run(Scene scene) throws Exception;
}
