/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A request that has ended.
 *
 * @param method the HTTP method
 * @param path the path without query and knobs
 * @param headers headers of interest by lower-case name: trace context, user-agent, accept and all
 *     {@code x-…}, knobs in the URL among them
 * @param body the request body, as text
 * @param status the HTTP status sent, 0 if none was
 * @param bytesWritten bytes of response body written, without chunk framing
 * @param payloadBytes bytes of data in the events counted by {@code chunksWritten}
 * @param chunksWritten SSE events written, without comments and {@code [DONE]}
 * @param contentChunks the content or tool call deltas among them
 * @param outcome how the exchange ended
 * @param startedAt when the request was read
 * @param durationMillis from then to the end
 */
public record LoggedRequest(
    String method,
    String path,
    Map<String, String> headers,
    String body,
    int status,
    long bytesWritten,
    long payloadBytes,
    long chunksWritten,
    long contentChunks,
    Outcome outcome,
    Instant startedAt,
    long durationMillis) {

  /** How an exchange ended. */
  public enum Outcome {
    /** The response was written to its end; error responses are complete too. */
    COMPLETE,
    /** Writing failed because the client had closed the connection. */
    CLIENT_GONE,
    /** The server cut the connection. */
    DROPPED;

    /** As in {@code GET /requests}: {@code complete}, {@code client_gone}, {@code dropped}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The first value of the header, or an empty string. */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  String toJson() {
    String headerFields =
        new TreeMap<>(headers)
            .entrySet().stream()
                .map(header -> Json.quote(header.getKey()) + ":" + Json.quote(header.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    return "{\"method\":%s,\"path\":%s,\"status\":%d,\"outcome\":%s,\"bytes_written\":%d,"
            .formatted(
                Json.quote(method),
                Json.quote(path),
                status,
                Json.quote(outcome.wireName()),
                bytesWritten)
        + "\"payload_bytes\":%d,\"chunks_written\":%d,\"content_chunks\":%d,"
            .formatted(payloadBytes, chunksWritten, contentChunks)
        + "\"started_at\":%s,\"duration_ms\":%d,"
            .formatted(Json.quote(startedAt.toString()), durationMillis)
        + "\"headers\":"
        + headerFields
        + ",\"body\":"
        + Json.quote(body)
        + "}";
  }
}
