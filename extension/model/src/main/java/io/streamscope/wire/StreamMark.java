/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

/** What the last event of a stream says about the stream itself. */
public enum StreamMark {
  /** Nothing: it is one of many. */
  NONE,
  /** No more will come: {@code [DONE]} of OpenAI's format, {@code message_stop} of Anthropic's. */
  DONE,
  /** The producer failed. */
  ERROR
}
