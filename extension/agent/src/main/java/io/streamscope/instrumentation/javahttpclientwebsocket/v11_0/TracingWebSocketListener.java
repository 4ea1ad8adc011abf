/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import static io.streamscope.instrumentation.javahttpclientwebsocket.v11_0.JavaHttpClientWebSocketSingletons.sockets;
import static io.streamscope.instrumentation.javahttpclientwebsocket.v11_0.JavaHttpClientWebSocketSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.stream.Guard;
import io.streamscope.websocket.Handshake;
import io.streamscope.websocket.MessageParts;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Sees what a connection brings, before the application's listener does. Asks for nothing: what the
 * application does not want to receive, nobody does.
 */
public final class TracingWebSocketListener implements WebSocket.Listener {

  private final WebSocket.Listener delegate;
  private final URI uri;
  private final Handshake handshake;
  private @Nullable Scope issuing; // while the handshake's request is being issued, on its thread
  private volatile @Nullable OpenWebSocket open;

  private TracingWebSocketListener(WebSocket.Listener delegate, URI uri) {
    this.delegate = delegate;
    this.uri = uri;
    this.handshake = new Handshake(Context.current(), telemetry().nanoTime());
  }

  /** The application asks for a connection. */
  public static WebSocket.@Nullable Listener of(
      @Nullable URI uri, WebSocket.@Nullable Listener listener) {
    if (uri == null || listener == null || listener instanceof TracingWebSocketListener) {
      return listener;
    }
    TracingWebSocketListener tracing = new TracingWebSocketListener(listener, uri);
    tracing.issuing = tracing.handshake.context().makeCurrent();
    return tracing;
  }

  /** The request is on its way. */
  public static void issued(WebSocket.@Nullable Listener listener) {
    if (listener instanceof TracingWebSocketListener tracing) {
      Scope scope = tracing.issuing;
      tracing.issuing = null;
      if (scope != null) {
        scope.close();
      }
    }
  }

  /** The connection is open. */
  public static void opened(WebSocket socket, WebSocket.Listener listener) {
    if (listener instanceof TracingWebSocketListener tracing) {
      WebSocketPeer peer = WebSocketPeer.ofClient(tracing.uri);
      WebSocketSession session = telemetry().open(tracing.handshake, peer, socket);
      if (session != null) {
        OpenWebSocket known = new OpenWebSocket(session);
        tracing.open = known;
        sockets().set(socket, known);
      }
    }
  }

  @Override
  public void onOpen(WebSocket socket) {
    delegate.onOpen(socket);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    MessageScope scope = received(MessageType.TEXT, data, null, last);
    Throwable thrown = null;
    try {
      return delegate.onText(socket, data, last);
    } catch (Throwable failure) {
      thrown = failure;
      throw failure;
    } finally {
      close(scope, thrown);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    MessageScope scope = received(MessageType.BINARY, null, data, last);
    Throwable thrown = null;
    try {
      return delegate.onBinary(socket, data, last);
    } catch (Throwable failure) {
      thrown = failure;
      throw failure;
    } finally {
      close(scope, thrown);
    }
  }

  private @Nullable MessageScope received(
      MessageType type, @Nullable CharSequence text, @Nullable ByteBuffer bytes, boolean last) {
    OpenWebSocket known = open;
    if (known == null) {
      return null;
    }
    try {
      known.session().realtime().received(bytes, last);
      long size =
          text != null ? MessageParts.utf8Length(text) : bytes == null ? 0 : bytes.remaining();
      return known.parts().received(type, size, text, last);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  private static void close(@Nullable MessageScope scope, @Nullable Throwable thrown) {
    if (scope != null) {
      scope.close(thrown);
    }
  }

  @Override
  public @Nullable CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
    return delegate.onPing(socket, message);
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
    OpenWebSocket known = open;
    if (known != null) {
      known.session().ponged();
    }
    return delegate.onPong(socket, message);
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    OpenWebSocket known = open;
    if (known == null) {
      return delegate.onClose(socket, code, reason);
    }
    known.session().closing(code, true);
    try {
      return delegate.onClose(socket, code, reason);
    } finally {
      known.session().closed();
    }
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    OpenWebSocket known = open;
    if (known != null) {
      known.session().failed(error);
    }
    delegate.onError(socket, error);
  }
}
