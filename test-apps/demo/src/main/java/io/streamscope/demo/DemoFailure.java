/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

/** Why the demo cannot go on, and what to do about it, in sentences for its user. */
final class DemoFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentences;

  DemoFailure(String sentences) {
    super(sentences);
    this.sentences = sentences;
  }

  DemoFailure(String sentences, Throwable cause) {
    super(sentences, cause);
    this.sentences = sentences;
  }

  String sentences() {
    return sentences;
  }
}
