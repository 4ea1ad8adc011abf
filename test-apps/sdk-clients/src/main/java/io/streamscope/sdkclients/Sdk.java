/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.List;

/** The SDK of a provider. */
interface Sdk {

  /** Every way to ask with it. */
  List<Way> ways();

  /** Whether it can be told to try again by itself. */
  boolean triesAgain();

  /**
   * Whether that can happen to a call of its; {@link Fault} says which need the help of the scene.
   */
  default boolean allows(Fault fault, Way way) {
    return true;
  }
}
