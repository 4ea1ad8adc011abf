/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

/**
 * How an API tells what goes on in a conversation. Reads and tells; what follows is decided by the
 * {@link RealtimeConversation}. One instance for each connection, used by one thread at a time;
 * what it throws costs one message. Names and values of another type than expected say nothing.
 */
interface RealtimeFormat {

  /** Whether events may come in binary messages; else those are audio. */
  default boolean hasBinaryEvents() {
    return false;
  }

  /** The application has sent an event. */
  void onSent(RealtimeEvent event, RealtimeConversation conversation);

  /** The model has. */
  void onReceived(RealtimeEvent event, RealtimeConversation conversation);

  /** The application has sent so many bytes that are no event. */
  default void onAudioSent(long bytes, RealtimeConversation conversation) {}

  /** The model has. */
  default void onAudioReceived(long bytes, RealtimeConversation conversation) {}
}
