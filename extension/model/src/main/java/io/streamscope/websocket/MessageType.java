/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import java.util.Locale;

/** What a message carries (RFC 6455 §5.6): the value of the metrics' {@code type}. */
public enum MessageType {
  /** UTF-8. */
  TEXT,
  /** Anything else. */
  BINARY;

  private final String value = name().toLowerCase(Locale.ROOT);

  String value() {
    return value;
  }
}
