/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

/** How the answer to one request ended. */
public enum Ending {
  /** All of it was written. */
  COMPLETE,
  /** The connection was reset in the middle of a chunk, as asked. */
  RESET,
  /** The connection was closed without the end of the body, as asked. */
  DROPPED,
  /** The client closed or reset the connection before the end. */
  CLIENT_GONE
}
