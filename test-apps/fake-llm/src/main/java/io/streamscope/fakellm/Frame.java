/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import org.jspecify.annotations.Nullable;

/**
 * One event of a stream, before it is framed.
 *
 * @param name of the event, where the protocol has names
 * @param data mostly JSON
 * @param counted whether it is a chunk; an end mark is none
 */
record Frame(@Nullable String name, String data, boolean counted) {
  /** An event without a name. */
  static Frame of(Object data) {
    return new Frame(null, data.toString(), true);
  }

  /** An event with a name. */
  static Frame of(String name, Object data) {
    return new Frame(name, data.toString(), true);
  }

  /** The mark of the end. */
  static Frame mark(String data) {
    return new Frame(null, data, false);
  }
}
