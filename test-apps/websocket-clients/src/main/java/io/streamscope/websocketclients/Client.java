/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Opens connections. */
interface Client {

  /** How long any of them may take. */
  int PATIENCE_SECONDS = 20;

  /**
   * What has been opened.
   *
   * @throws Exception that has kept it from being opened
   */
  static <T> T opened(Future<T> opening) throws Exception {
    try {
      return opening.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  /**
   * Waits until the connection is open.
   *
   * @param talk told of what comes
   * @throws Exception if there is none
   */
  Connection open(URI uri, Talk talk) throws Exception;

  /**
   * Opens one that is never used, where a client stops its threads with the last of its
   * connections, whoever is still in a call: Tyrus does.
   */
  default void keep(URI uri) throws Exception {}
}
