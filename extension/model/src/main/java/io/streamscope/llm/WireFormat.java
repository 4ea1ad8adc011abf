/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.json.JsonReader;
import io.streamscope.stream.StreamProtocol;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is asked and answers. It reads and tells; what follows is decided by the {@link
 * GenAiCall} whose {@link WireAnswer} calls it. One instance for each request and its answer, used
 * by one thread at a time; what it throws costs one document.
 *
 * <p>A reader stands before its document. Long strings and arrays of it may be cut, and the
 * document may break off: then the reader {@linkplain JsonReader#failed() fails}, and what was told
 * until then counts. Names and values of another type than expected say nothing.
 */
public interface WireFormat {

  /** How a stream comes if it comes; of one that does not, nothing else tells. */
  default StreamProtocol framing() {
    return StreamProtocol.SSE;
  }

  /** Reads what is asked. */
  void onRequest(JsonReader request, GenAiQuestion question);

  /**
   * Reads one event of a streamed answer that is a JSON document.
   *
   * @param name the event's name, null if it has none
   * @param delta to be told what it says; that it has come, and its size, is known already
   */
  void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta);

  /**
   * Reads a whole answer, or what a provider says instead of one.
   *
   * @param delta to be told what it says
   */
  void onAnswer(JsonReader answer, GenAiDelta delta);

  /** How a streamed answer is framed whose headers do not say. */
  default StreamProtocol unannounced() {
    return framing();
  }
}
