/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

/** Asks a model once and tells what it sees. */
@FunctionalInterface
interface Question {

  /** What is asked, always. */
  String TEXT = "How long is the warranty?";

  void ask(Scene scene) throws Exception;
}
