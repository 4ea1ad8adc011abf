/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at in a text message, if the user asks for it: whether it is a heartbeat, its id,
 * and the trace that it belongs to. Only the fields of the outermost JSON object are; long messages
 * are not looked into. Immutable.
 */
final class MessageFields {

  private static final int LOOKED_AT = 65_536;
  private static final int STRING_MAX = 256;
  private static final int DEPTH_MAX = 32;

  private final List<String> texts = new ArrayList<>();
  private final List<Field> fields = new ArrayList<>();
  private final String idField;
  private final String traceField;

  private MessageFields(String idField, String traceField) {
    this.idField = idField;
    this.traceField = traceField;
  }

  /**
   * @param heartbeats texts, and {@code field=value} of JSON messages, separated by commas
   * @param idField empty for none
   * @param traceField the same
   */
  static MessageFields of(String heartbeats, String idField, String traceField) {
    MessageFields looked = new MessageFields(idField.trim(), traceField.trim());
    for (String heartbeat : heartbeats.split(",")) {
      String text = heartbeat.trim();
      int equals = text.indexOf('=');
      if (equals > 0) {
        looked.fields.add(new Field(text.substring(0, equals), text.substring(equals + 1)));
      } else if (!text.isEmpty()) {
        looked.texts.add(text);
      }
    }
    return looked;
  }

  /** Whether there is anything to look for. */
  boolean isEmpty() {
    return texts.isEmpty() && fields.isEmpty() && idField.isEmpty() && traceField.isEmpty();
  }

  /** Whether a message only says that somebody is there. */
  boolean isHeartbeat(CharSequence message) {
    for (String text : texts) {
      if (text.contentEquals(message)) {
        return true;
      }
    }
    for (Field field : fields) {
      if (field.value.equals(valueOf(field.name, message))) {
        return true;
      }
    }
    return false;
  }

  /** The id of a message, null if it has none. */
  @Nullable String idOf(CharSequence message) {
    return idField.isEmpty() ? null : valueOf(idField, message);
  }

  /** The same of a STOMP frame, from a header. */
  @Nullable String idOf(StompFrame frame) {
    return idField.isEmpty() ? null : frame.header(idField);
  }

  /** In which trace a message was sent; the root if it does not say, or nothing valid. */
  Context contextOf(CharSequence message) {
    return traceField.isEmpty() ? Context.root() : contextOf(valueOf(traceField, message));
  }

  /** The same of a STOMP frame: from the header of that name, else from {@code traceparent}. */
  Context contextOf(StompFrame frame) {
    if (traceField.isEmpty()) {
      return Context.root();
    }
    String named = frame.header(traceField);
    return contextOf(named == null ? frame.header(StompFrame.TRACE) : named);
  }

  private static Context contextOf(@Nullable String traceparent) {
    return traceparent == null
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), traceparent, TraceParent.GETTER);
  }

  private static @Nullable String valueOf(String name, CharSequence message) {
    if (message.length() > LOOKED_AT) {
      return null;
    }
    JsonReader json = JsonReader.of(message, DEPTH_MAX, STRING_MAX);
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      return null;
    }
    json.beginObject();
    while (json.hasNext() && !json.failed()) {
      if (json.nextName().equals(name)) {
        return switch (json.peek()) {
          case STRING -> json.nextString();
          case NUMBER -> Long.toString(json.nextLong());
          default -> null;
        };
      }
      json.skipValue();
    }
    return null;
  }

  private record Field(String name, String value) {}

  /** Of W3C's two fields, this one. */
  private enum TraceParent implements TextMapGetter<String> {
    GETTER;

    @Override
    public Iterable<String> keys(String value) {
      return List.of(StompFrame.TRACE);
    }

    @Override
    public @Nullable String get(@Nullable String value, String key) {
      return key.equals(StompFrame.TRACE) ? value : null;
    }
  }
}
