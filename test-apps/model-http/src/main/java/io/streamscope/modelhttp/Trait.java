/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

/** What a client can do; scenarios need some of it. */
enum Trait {
  /** Reads streams of events and nothing else. */
  ONLY_EVENTS,
  /** The application can leave a stream before its end. */
  CLOSES,
  /** Sends a body that can be read only once. */
  SENDS_STREAMS
}
