/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

/** Asks a model once and tells what it sees. */
@FunctionalInterface
interface Asking {
  void ask(Access access, Scene scene) throws Throwable;
}
