/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.util.Locale;

/** Which way the chunks go: the value of {@code streamscope.stream.direction}. */
public enum StreamDirection {
  /** We write. */
  OUTBOUND,
  /** We read. */
  INBOUND,
  /** Both ways over one connection. */
  BOTH;

  private final String value = name().toLowerCase(Locale.ROOT);

  /** The attribute value. */
  public String value() {
    return value;
  }
}
