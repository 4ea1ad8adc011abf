/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;

/** Opens connections. */
interface Client {

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
