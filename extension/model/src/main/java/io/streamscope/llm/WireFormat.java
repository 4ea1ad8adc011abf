/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import org.jspecify.annotations.Nullable;

/**
 * How a provider writes its answers. It reads and tells; what follows is decided by the {@link
 * GenAiCall} that it is given to. One instance for each answer, used by one thread at a time; what
 * it throws costs one event.
 */
public interface WireFormat {

  /**
   * Reads one event of a streamed answer.
   *
   * @param name the event's name, null if it has none
   * @param data its data, without framing
   * @return what it says; good until the next event is read
   */
  GenAiDelta onEvent(@Nullable String name, String data);

  /**
   * Reads a whole answer.
   *
   * @return what it says; good until anything else is read
   */
  GenAiDelta onAnswer(String document);
}
