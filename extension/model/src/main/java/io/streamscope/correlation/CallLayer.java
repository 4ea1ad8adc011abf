/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

/** How far from the wire a library is, farthest first. */
public enum CallLayer {
  /** Offers one interface to many providers: LangChain4j, Spring AI. */
  FRAMEWORK,
  /** Speaks to one provider. */
  SDK,
  /** Carries requests of any kind. */
  HTTP;

  /** Whether this layer lies below another one. */
  public boolean isBelow(CallLayer other) {
    return compareTo(other) > 0;
  }
}
