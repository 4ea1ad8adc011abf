/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says one answer in a protocol. Places are counted from 0. */
interface Rendering {
  /** What lies round the events of a stream. */
  default Framing framing(boolean crlf) {
    return Framing.events(crlf);
  }

  /** What comes before anything that the model says. */
  default List<Frame> opening() {
    return List.of();
  }

  /** What comes before the first delta of reasoning, if there is one. */
  default List<Frame> reasoningStart() {
    return List.of();
  }

  /** A delta of reasoning; none if the protocol has no word for it. */
  default List<Frame> reasoning(long place, String text) {
    return List.of();
  }

  /** What comes after the last delta of reasoning. */
  default List<Frame> reasoningEnd() {
    return List.of();
  }

  /** What comes before the first delta of content or of a tool call. */
  default List<Frame> contentStart() {
    return List.of();
  }

  /** A delta of content, or of a tool call if the reply is one. */
  Frame content(long place, String piece);

  /** Whether {@link #content} depends on nothing but the piece. */
  default boolean isRepeatable() {
    return false;
  }

  /** What comes after the last delta, if all goes well. */
  default List<Frame> finish() {
    return List.of();
  }

  /** The last event, or the mark of the end. */
  default List<Frame> end() {
    return List.of();
  }

  /** How the provider says within a stream that something went wrong. */
  List<Frame> error(String message);

  /** The name of an event that is no JSON. */
  default @Nullable String nameOfMalformed() {
    return null;
  }

  /** The whole answer in one document. */
  String whole();
}
