/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

/** What a client can do with an open connection; each method waits until it is done. */
interface Connection {

  /** A text, in one or in several parts. */
  void text(String... parts) throws Exception;

  /** So many bytes, in one or in several parts. */
  void binary(int... parts) throws Exception;

  void ping() throws Exception;

  void close(int code) throws Exception;

  void abort();
}
