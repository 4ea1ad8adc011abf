/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.streamscope.realtime.RealtimeSession;
import io.streamscope.realtime.RealtimeTelemetry;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * The way from a WebSocket stack to its sessions. One instance per library, in its {@code
 * *Singletons}. Thread-safe; never throws.
 */
public final class WebSocketTelemetry {

  private final StreamTelemetry streams;
  private final WebSocketMetrics metrics;
  private final WebSocketSettings settings;
  private final RealtimeTelemetry realtime;

  private WebSocketTelemetry(StreamTelemetry streams) {
    StreamRuntime runtime = streams.runtime();
    this.streams = streams;
    this.metrics =
        new WebSocketMetrics(runtime.openTelemetry().getMeter("io.streamscope"), runtime.labels());
    this.settings = WebSocketSettings.of(runtime.config());
    this.realtime = RealtimeTelemetry.of(streams);
  }

  /**
   * The telemetry of one instrumentation module.
   *
   * @param module its name, which becomes the scope {@code io.streamscope.<module>}
   */
  public static WebSocketTelemetry create(String module) {
    return new WebSocketTelemetry(StreamTelemetry.create(module));
  }

  /** The same on a runtime of the caller's. */
  public static WebSocketTelemetry create(StreamRuntime runtime, String module) {
    return new WebSocketTelemetry(StreamTelemetry.create(runtime, module));
  }

  /** The model's clock, for {@link WebSocketSession#sent} and the start of a connection. */
  public long nanoTime() {
    return streams.runtime().nanoTime();
  }

  /**
   * A connection is open.
   *
   * @param handshake the context of the request that opened it; its span may have ended
   * @param startNanos when the connection began, by {@link #nanoTime}
   * @param owner what the application holds on to, weakly referenced; null for nothing
   * @return null if it cannot be watched
   */
  public @Nullable WebSocketSession open(
      Context handshake, WebSocketPeer peer, long startNanos, @Nullable Object owner) {
    try {
      WebSocketSession session = new WebSocketSession(this, handshake, peer, startNanos);
      streams.runtime().openStreams().add(session, owner);
      return session;
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  /** The same of a connection that the application has asked for. */
  public @Nullable WebSocketSession open(
      Handshake handshake, WebSocketPeer peer, @Nullable Object owner) {
    return open(handshake.parent(), peer, handshake.startNanos(), owner);
  }

  /**
   * The context that a request was sent in, as its headers say: for servers whose requests have no
   * span of the agent's.
   *
   * @return the root if they do not say, or nothing valid
   */
  public <C> Context senderOf(C headers, TextMapGetter<C> getter) {
    try {
      return streams
          .runtime()
          .openTelemetry()
          .getPropagators()
          .getTextMapPropagator()
          .extract(Context.root(), headers, getter);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return Context.root();
    }
  }

  /**
   * The application has failed while it handled the message whose turn a context belongs to, and
   * its framework keeps that from the container. Of no other context there is anything to tell.
   */
  public static void failedInTurn(Context context, Throwable failure) {
    Guard.run(() -> WebSocketTurn.failed(context, failure));
  }

  StreamTelemetry streams() {
    return streams;
  }

  WebSocketMetrics metrics() {
    return metrics;
  }

  WebSocketSettings settings() {
    return settings;
  }

  /** Who reads what passes over a connection: nobody, if it does not lead to a model. */
  RealtimeSession realtime(WebSocketPeer peer, SessionSegments segments) {
    return realtime.open(peer.uri(), () -> segments.at(nanoTime()).callbackContext());
  }
}
