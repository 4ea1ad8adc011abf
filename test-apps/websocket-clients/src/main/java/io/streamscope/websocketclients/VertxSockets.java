/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Vert.x 4 or 5: a handler that throws ends nothing, so this one closes. */
final class VertxSockets implements Client {

  private static final short FAILED = 1011;
  private static final int FRAME_MAX = 200_000;

  private final Vertx vertx = Vertx.vertx();
  private final Function<WebSocketConnectOptions, Future<WebSocket>> client = client(vertx);

  private static Function<WebSocketConnectOptions, Future<WebSocket>> client(Vertx vertx) {
    try {
      Class.forName("io.vertx.core.http.WebSocketClient");
      return OfItsOwn.client(vertx);
    } catch (ClassNotFoundException before4_5) {
      return OfHttp.client(vertx);
    }
  }

  @Override
  public Connection open(URI uri, Talk talk) {
    WebSocketConnectOptions options = new WebSocketConnectOptions();
    options.setHost(uri.getHost()).setPort(uri.getPort());
    options.setURI(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    Listener listener = new Listener(talk);
    vertx.exceptionHandler(listener::failed);
    CompletableFuture<WebSocket> opened = new CompletableFuture<>();
    client
        .apply(options)
        .onComplete(
            answer -> {
              if (answer.succeeded()) {
                listener.open(answer.result());
                opened.complete(answer.result());
              } else {
                opened.completeExceptionally(answer.cause());
              }
            });
    return new Open(opened.join());
  }

  private record Open(WebSocket socket) implements Connection {

    @Override
    public void text(String... parts) {
      if (parts.length == 1) {
        await(socket.writeTextMessage(parts[0]));
        return;
      }
      for (int i = 0; i < parts.length; i++) {
        boolean last = i == parts.length - 1;
        await(
            socket.writeFrame(
                i == 0
                    ? WebSocketFrame.textFrame(parts[i], last)
                    : WebSocketFrame.continuationFrame(Buffer.buffer(parts[i]), last)));
      }
    }

    @Override
    public void binary(int... parts) {
      if (parts.length == 1) {
        await(socket.writeBinaryMessage(Buffer.buffer(new byte[parts[0]])));
        return;
      }
      for (int i = 0; i < parts.length; i++) {
        Buffer part = Buffer.buffer(new byte[parts[i]]);
        boolean last = i == parts.length - 1;
        await(
            socket.writeFrame(
                i == 0
                    ? WebSocketFrame.binaryFrame(part, last)
                    : WebSocketFrame.continuationFrame(part, last)));
      }
    }

    @Override
    public void ping() {
      await(socket.writePing(Buffer.buffer(new byte[4])));
    }

    @Override
    public void close(int code) {
      await(socket.close((short) code, "enough"));
    }

    @Override
    public void abort() {
      throw new UnsupportedOperationException("there is no such thing");
    }

    private static void await(Future<Void> done) {
      done.toCompletionStage().toCompletableFuture().join();
    }
  }

  private static final class Listener {

    private final Talk talk;
    private @Nullable WebSocket socket;
    private @Nullable Throwable thrown;

    Listener(Talk talk) {
      this.talk = talk;
    }

    void open(WebSocket connection) {
      socket = connection;
      connection.textMessageHandler(talk::heard);
      connection.binaryMessageHandler(bytes -> talk.came("binary " + bytes.length()));
      connection.closeHandler(closed -> closed(connection.closeStatusCode()));
      talk.came("opened");
    }

    void failed(Throwable failure) {
      if (socket != null && talk.isThrowing()) {
        thrown = failure;
        socket.close(FAILED, "cannot go on");
      }
    }

    private void closed(@Nullable Short code) {
      talk.came(thrown == null ? "closed " + code : "failed " + thrown.getClass().getName());
    }
  }

  /** What there is since 4.5. */
  private static final class OfItsOwn {

    static Function<WebSocketConnectOptions, Future<WebSocket>> client(Vertx vertx) {
      WebSocketClientOptions options = new WebSocketClientOptions();
      options.setMaxFrameSize(FRAME_MAX).setMaxMessageSize(FRAME_MAX);
      WebSocketClient client = vertx.createWebSocketClient(options);
      return client::connect;
    }
  }

  /** What there is until 4.5. */
  @SuppressWarnings("deprecation")
  private static final class OfHttp {

    static Function<WebSocketConnectOptions, Future<WebSocket>> client(Vertx vertx) {
      HttpClientOptions options = new HttpClientOptions();
      options.setMaxWebSocketFrameSize(FRAME_MAX).setMaxWebSocketMessageSize(FRAME_MAX);
      HttpClient client = vertx.createHttpClient(options);
      return client::webSocket;
    }
  }
}
