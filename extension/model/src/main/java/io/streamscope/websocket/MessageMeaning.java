/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * What a message that comes in is to a session.
 *
 * @param kind what it causes
 * @param sender in which it was sent, the root if nobody knows
 * @param id its own, null if it has none
 */
record MessageMeaning(Kind kind, Context sender, @Nullable String id) {

  static final MessageMeaning QUESTION = of(Kind.QUESTION);
  static final MessageMeaning HEARTBEAT = of(Kind.HEARTBEAT);
  static final MessageMeaning PROTOCOL = of(Kind.PROTOCOL);
  static final MessageMeaning MORE = of(Kind.MORE);

  private static MessageMeaning of(Kind kind) {
    return new MessageMeaning(kind, Context.root(), null);
  }

  static MessageMeaning question(Context sender, @Nullable String id) {
    return new MessageMeaning(Kind.QUESTION, sender, id);
  }

  enum Kind {
    /** A turn. */
    QUESTION,
    /** No turn: somebody is there. */
    HEARTBEAT,
    /** No turn: something between the client and a framework. */
    PROTOCOL,
    /** Nothing of its own: it goes on with the message before. */
    MORE
  }
}
