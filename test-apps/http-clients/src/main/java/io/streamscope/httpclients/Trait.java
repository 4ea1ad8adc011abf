/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

/** What a client can do; scenarios need some of it. */
enum Trait {
  /** The application asks for the next piece. */
  PULLS,
  /** The client calls the application with the next piece. */
  PUSHES,
  /** The application can stop the stream from within such a call. */
  CANCELS_IN_CALLBACK,
  /** Has a deadline for the next byte of a body. */
  READ_TIMEOUT,
  /** Has a deadline for the headers. */
  HEADERS_TIMEOUT,
  /** Decodes {@code Content-Encoding: gzip}. */
  GZIP,
  /** Another thread can close a stream while one waits for its next byte. */
  CLOSES_ELSEWHERE,
  /** Reads bodies that are no server-sent events. */
  ANY_TYPE,
  /** A request is only assembled, and issued when somebody subscribes. */
  COLD,
  /** Lets the application forget a response without closing it. */
  FORGETS,
  /** Cancels for a subscriber that throws, and tells nobody above why. */
  CANCELS_FOR_A_FAILURE,
  /** Has something of the application in it that asks for something else before each request. */
  FILTERS,
  /** The application can name the server apart from the request. */
  TARGETS,
  /** The application says how to handle the body. */
  TAKES_A_HANDLER,
  /** Its future fails, and the application asks for something else then. */
  FAILS_OVER,
  /** The application can give a stream up by the future of its response. */
  CANCELS_A_FUTURE,
  /** A read that took too long can be tried again. */
  READS_ON,
  /** Its deadline for the next byte only closes the body: nothing is thrown. */
  DEADLINE_CLOSES,
  /** Whether the application learns why a connection broke is a matter of chance. */
  LOSES_FAILURES,
  /** The stock agent changes the messages of its failures: it wraps a future. */
  AGENT_CHANGES_MESSAGES
}
