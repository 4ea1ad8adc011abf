/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.SpanContext;
import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.stream.StreamSide;
import org.jspecify.annotations.Nullable;

/**
 * The field of a JSON text in which we write the trace that it is sent in, where the user wants
 * that (W3C Trace Context, {@code traceparent}). It becomes the first of the outermost object, or
 * the first header of a STOMP frame that carries a message; all else stays as it is. Texts that are
 * neither, have that field or are long stay as they are. Immutable.
 */
final class TraceField {

  private static final int LOOKED_AT = 65_536;
  private static final int STRING_MAX = 256;
  private static final int DEPTH_MAX = 32;

  private final String name;
  private final boolean client;
  private final boolean server;

  private TraceField(String name, boolean client, boolean server) {
    this.name = name;
    this.client = client;
    this.server = server;
  }

  /**
   * @param name of the field; nothing is written if it is empty or would have to be escaped
   * @param sides whose messages get it: {@code client}, {@code server}, {@code both}, else none
   */
  static TraceField of(String name, String sides) {
    boolean plain =
        !name.isBlank() && name.chars().noneMatch(c -> c < ' ' || c == '"' || c == '\\');
    boolean both = plain && sides.equals("both");
    return new TraceField(
        name.trim(),
        both || plain && sides.equals("client"),
        both || plain && sides.equals("server"));
  }

  /** This, if we write it as that end of a connection, else null. */
  @Nullable TraceField of(StreamSide side) {
    return (side == StreamSide.CLIENT ? client : server) ? this : null;
  }

  /** A text with the field, null if it is to stay as it is. */
  @Nullable String into(CharSequence text, SpanContext span) {
    if (!span.isValid() || text.length() > LOOKED_AT) {
      return null;
    }
    int headers = StompFrame.beginOfHeaders(text);
    return headers < 0 ? intoObject(text, span) : intoFrame(text, headers, span);
  }

  private @Nullable String intoObject(CharSequence text, SpanContext span) {
    int begin = beginOfObject(text);
    if (begin < 0) {
      return null;
    }
    JsonReader json = JsonReader.of(text, DEPTH_MAX, STRING_MAX);
    json.beginObject();
    boolean empty = !json.hasNext();
    while (json.hasNext() && !json.failed()) {
      if (json.nextName().equals(name)) {
        return null;
      }
      json.skipValue();
    }
    json.endObject();
    if (json.failed() || json.peek() != JsonToken.END_DOCUMENT) {
      return null;
    }
    String field = '"' + name + "\":\"" + traceParent(span) + (empty ? "\"" : "\",");
    return new StringBuilder(text).insert(begin, field).toString();
  }

  /** The first of several headers counts (STOMP 1.2), and whoever reads takes either name. */
  private @Nullable String intoFrame(CharSequence text, int headers, SpanContext span) {
    StompFrame frame = StompFrame.of(text);
    if (name.indexOf(':') >= 0
        || frame.header(name) != null
        || frame.header(StompFrame.TRACE) != null) {
      return null;
    }
    String header = name + ':' + traceParent(span) + '\n';
    return new StringBuilder(text).insert(headers, header).toString();
  }

  private static String traceParent(SpanContext span) {
    return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-' + span.getTraceFlags().asHex();
  }

  /** Where its first field stands, negative if it is no object. */
  private static int beginOfObject(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return c == '{' ? i + 1 : -1;
      }
    }
    return -1;
  }
}
