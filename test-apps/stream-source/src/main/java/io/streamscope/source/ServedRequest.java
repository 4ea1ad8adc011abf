/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of its answer.
 *
 * @param method such as {@code GET}
 * @param path without the query
 * @param query the knobs that were set, by name
 * @param headers by lower-case name; several of one name are joined by a comma
 * @param body as UTF-8
 * @param events SSE events with data, or lines, that were written to their end
 * @param payloadBytes their payload: data joined by LF, lines without their end
 * @param heartbeats comments that were written
 * @param wireBytes bytes of the body on the wire, framing of HTTP not counted
 * @param ending null while the answer is still on its way
 */
public record ServedRequest(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body,
    long events,
    long payloadBytes,
    long heartbeats,
    long wireBytes,
    @Nullable Ending ending) {

  /** A header by its lower-case name. */
  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /** A knob as it was asked for. */
  public @Nullable String knob(String name) {
    return query.get(name);
  }
}
