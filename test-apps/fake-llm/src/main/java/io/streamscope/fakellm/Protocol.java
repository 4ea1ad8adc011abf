/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.function.Function;

/**
 * What a model server speaks on one path.
 *
 * @param reader reads a question; throws {@link IllegalArgumentException} if it is none
 * @param renderer says one answer
 * @param errors says what went wrong
 * @param wholeToolCalls whether the arguments of a tool call come in one piece
 * @param idHeader the header that names the request
 */
record Protocol(
    Function<Call, ModelRequest> reader,
    Function<Turn, Rendering> renderer,
    ErrorFormat errors,
    boolean wholeToolCalls,
    String idHeader) {

  static Protocol of(
      Function<Call, ModelRequest> reader, Function<Turn, Rendering> renderer, ErrorFormat errors) {
    return new Protocol(reader, renderer, errors, false, "x-request-id");
  }

  Protocol withWholeToolCalls() {
    return new Protocol(reader, renderer, errors, true, idHeader);
  }

  Protocol withIdHeader(String name) {
    return new Protocol(reader, renderer, errors, wholeToolCalls, name);
  }
}
