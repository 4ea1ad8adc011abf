/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.StreamMark;
import java.nio.ByteBuffer;

/**
 * What an answer is to us while it is read: a stream of whatever it is, or what a model says. Bytes
 * come from one thread at a time, an ending from any; the first ending wins.
 */
abstract class ReadAnswer {

  abstract void bytes(byte[] bytes, int offset, int length);

  abstract void bytes(ByteBuffer bytes);

  /** All bytes of a delivery have been told. */
  abstract void delivered();

  /** No byte follows. */
  abstract void end();

  /** What the last event says about the stream. */
  abstract StreamMark mark();

  /** The context for code of the application that is handed what has arrived. */
  abstract Context callbackContext();

  /** The stream that is timed; one that does nothing if the answer is not streamed. */
  abstract StreamSpan stream();

  abstract boolean isOver();

  abstract long lastActivityNanos();

  abstract void ownedBy(Object owner);

  abstract void disowned();

  abstract void complete();

  /** The application has closed it early. */
  abstract void closedEarly();

  abstract void timeout();

  abstract void fail(Throwable error);

  /** The peer said that it failed; the error type is what it said, unless it has said it better. */
  abstract void failAs(String errorType);
}
