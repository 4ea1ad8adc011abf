/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

/** How the application ends a stream. */
enum Stop {
  /** It reads to the end. */
  NEVER,
  /** It closes or cancels after a few events, from outside of any callback. */
  EARLY,
  /** It cancels within the callback. */
  IN_CALLBACK,
  /** It closes as soon as it has seen the headers. */
  UNREAD,
  /** It closes when it is told that there is no more. */
  AT_MARK,
  /** Another thread of its closes a while after the beginning. */
  ELSEWHERE,
  /** It throws an exception of its own. */
  THROW,
  /** It forgets the response. */
  FORGET
}
