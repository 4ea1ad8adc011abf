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
}
