/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The SDK of a provider. */
interface Sdk {

  /** Every way to ask with it. */
  List<Way> ways();

  /** Whether it can be told to try again by itself. */
  boolean triesAgain();

  /** What may happen to its calls; {@link Fault} says which need the help of the scene. */
  default Set<Fault> faults() {
    return EnumSet.range(Fault.NONE, Fault.EARLY_CLOSE);
  }
}
