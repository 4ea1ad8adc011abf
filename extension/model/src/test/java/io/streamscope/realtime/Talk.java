/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.websocket.MessageFrames;
import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import io.streamscope.websocket.WebSocketTelemetry;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A connection to a model, as a client's adapter tells of it, under a fake clock. */
final class Talk {

  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int BINARY = 2;

  private final RecordedTelemetry telemetry;
  private final WebSocketSession session;
  private final MessageParts parts;
  private final boolean binary;
  private final MessageFrames frames;

  private Talk(RecordedTelemetry telemetry, String url, boolean binary) {
    this.telemetry = telemetry;
    this.binary = binary;
    WebSocketTelemetry sockets = WebSocketTelemetry.create(telemetry.runtime(), "test");
    this.session =
        sockets.open(
            Context.root(),
            WebSocketPeer.ofClient(URI.create(url)),
            telemetry.clock().getAsLong(),
            null);
    this.parts = new MessageParts(session);
    this.frames = new MessageFrames(session);
  }

  static Talk with(String url) {
    return with(RecordedTelemetry.create(), url);
  }

  static Talk with(RecordedTelemetry telemetry, String url) {
    return new Talk(telemetry, url, false);
  }

  /** The other side puts its JSON into binary messages. */
  static Talk withBinary(String url) {
    return new Talk(RecordedTelemetry.create(), url, true);
  }

  /** JSON with apostrophes for quotes. */
  static String json(String text) {
    return text.replace('\'', '"');
  }

  /** So many bytes in base64. */
  static String audio(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  Talk after(long millis) {
    telemetry.clock().advanceMillis(millis);
    return this;
  }

  Talk sent(String event) {
    String text = json(event);
    session.realtime().sent(text, true);
    session.sent(MessageType.TEXT, text.length(), session.nanoTime());
    return this;
  }

  /** The same in two parts; a cut beyond the end is none. */
  Talk sentIn(String event, int cut) {
    String text = json(event);
    int at = Math.min(cut, text.length());
    session.realtime().sent(text.substring(0, at), false);
    session.realtime().sent(text.substring(at), true);
    return this;
  }

  Talk received(String event) {
    String text = json(event);
    return binary ? receivedBytes(text, text.length()) : receivedText(text, text.length());
  }

  Talk receivedIn(String event, int cut) {
    String text = json(event);
    return binary ? receivedBytes(text, cut) : receivedText(text, cut);
  }

  /** The same as a stack tells it that knows of frames and not of characters. */
  Talk sentInFrames(String event, int cut) {
    byte[] bytes = json(event).getBytes(StandardCharsets.UTF_8);
    int at = Math.min(cut, bytes.length);
    frames.showSent(TEXT, false, ByteBuffer.wrap(bytes, 0, at));
    frames.sent(TEXT, false, at);
    frames.showSent(CONTINUATION, true, ByteBuffer.wrap(bytes, at, bytes.length - at));
    frames.sent(CONTINUATION, true, bytes.length - at);
    return this;
  }

  Talk receivedInFrames(String event, int cut) {
    byte[] bytes = json(event).getBytes(StandardCharsets.UTF_8);
    int at = Math.min(cut, bytes.length);
    receivedFrame(binary ? BINARY : TEXT, at == bytes.length, ByteBuffer.wrap(bytes, 0, at));
    if (at < bytes.length) {
      receivedFrame(CONTINUATION, true, ByteBuffer.wrap(bytes, at, bytes.length - at));
    }
    return this;
  }

  private void receivedFrame(int opcode, boolean fin, ByteBuffer payload) {
    frames.showReceived(opcode, fin, payload);
    MessageScope scope = frames.received(opcode, fin, payload.remaining(), null);
    if (scope != null) {
      frames.handled(scope);
    }
  }

  private Talk receivedText(String text, int cut) {
    if (cut < text.length()) {
      close(parts.received(MessageType.TEXT, cut, text.substring(0, cut), false));
      close(parts.received(MessageType.TEXT, text.length() - cut, text.substring(cut), true));
    } else {
      close(parts.received(MessageType.TEXT, text.length(), text, true));
    }
    return this;
  }

  private Talk receivedBytes(String text, int cut) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (cut < bytes.length) {
      receivedBytes(ByteBuffer.wrap(bytes, 0, cut), false);
      receivedBytes(ByteBuffer.wrap(bytes, cut, bytes.length - cut), true);
    } else {
      receivedBytes(ByteBuffer.wrap(bytes), true);
    }
    return this;
  }

  private void receivedBytes(ByteBuffer bytes, boolean last) {
    int size = bytes.remaining();
    session.realtime().received(bytes, last);
    assertThat(bytes.remaining()).isEqualTo(size);
    close(parts.received(MessageType.BINARY, size, null, last));
  }

  /** Null when the connection is closed. */
  private static void close(MessageScope scope) {
    if (scope != null) {
      scope.close(null);
    }
  }

  /** So many bytes that are no JSON. */
  Talk receivedAudio(int bytes) {
    receivedBytes(ByteBuffer.allocateDirect(bytes), true);
    return this;
  }

  Talk sentAudio(int bytes) {
    session.realtime().sent(ByteBuffer.allocate(bytes), false, true);
    return this;
  }

  /** We close. */
  Talk close() {
    return close(1000, false);
  }

  Talk close(int code, boolean remote) {
    session.closing(code, remote);
    session.closed();
    return this;
  }

  WebSocketSession session() {
    return session;
  }

  RecordedTelemetry telemetry() {
    return telemetry;
  }

  /** The spans of generations that have ended. */
  List<SpanData> generations() {
    return telemetry.spans().stream()
        .filter(span -> span.getAttributes().get(operation()) != null)
        .toList();
  }

  SpanData generation() {
    assertThat(generations()).hasSize(1);
    return generations().get(0);
  }

  SpanData sessionSpan() {
    return telemetry.spans().stream()
        .filter(span -> span.getName().startsWith("websocket_session"))
        .findFirst()
        .orElseThrow();
  }

  private static AttributeKey<String> operation() {
    return AttributeKey.stringKey("gen_ai.operation.name");
  }

  /** All that is told of a generation, but for what is told of every stream. */
  static Map<String, Object> told(SpanData span) {
    Map<String, Object> told = new TreeMap<>();
    span.getAttributes()
        .forEach(
            (key, value) -> {
              String name = key.getKey();
              boolean ofStreams =
                  name.startsWith("streamscope.stream.")
                      && !List.of("outcome", "cancel.reason", "chunk.count", "bytes")
                          .contains(name.substring("streamscope.stream.".length()));
              if (!ofStreams) {
                told.put(name.replace("streamscope.stream.", ""), value);
              }
            });
    return told;
  }

  /**
   * What {@link #told} has to be of a generation that is complete.
   *
   * @param more what is told besides operation, provider, model and outcome
   */
  @SafeVarargs
  static Map<String, Object> complete(
      SpanData span,
      String operation,
      String provider,
      String model,
      Map.Entry<String, ?>... more) {
    Long bytes = span.getAttributes().get(StreamAttributes.BYTES);
    assertThat(bytes).isPositive();
    Map<String, Object> all = new TreeMap<>();
    all.put("bytes", bytes);
    all.put("gen_ai.operation.name", operation);
    all.put("gen_ai.provider.name", provider);
    all.put("gen_ai.request.model", model);
    all.put("gen_ai.request.stream", true);
    all.put("outcome", "complete");
    for (Map.Entry<String, ?> each : more) {
      all.put(each.getKey(), each.getValue());
    }
    return all;
  }
}
