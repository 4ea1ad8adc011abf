/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the chunks of a stream are framed: the value of {@code streamscope.stream.protocol}. */
public enum StreamProtocol {
  /** {@code text/event-stream}, WHATWG HTML §9.2. */
  SSE("sse_stream"),
  /** One JSON document a line. */
  NDJSON("ndjson_stream"),
  /** RFC 6455. */
  WEBSOCKET("websocket_session"),
  /** Any other body that is written piece by piece. */
  CHUNKED("chunked_stream");

  private final String value = name().toLowerCase(Locale.ROOT);
  private final String spanName;

  StreamProtocol(String spanName) {
    this.spanName = spanName;
  }

  /** The attribute value. */
  public String value() {
    return value;
  }

  /** The first word of the span's name. */
  public String spanName() {
    return spanName;
  }

  /**
   * The framing that a content type announces; parameters and case do not matter.
   *
   * @param contentType a {@code Content-Type} value, null when there is none
   */
  public static StreamProtocol ofContentType(@Nullable String contentType) {
    if (contentType == null) {
      return CHUNKED;
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).trim();
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "text/event-stream" -> SSE;
      case "application/x-ndjson",
          "application/ndjson",
          "application/stream+json",
          "application/jsonl" ->
          NDJSON;
      default -> CHUNKED;
    };
  }
}
