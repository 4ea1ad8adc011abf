/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** OkHttp's {@code WebSocket}: no parts, and pings of its own. */
final class OkHttpSockets implements Client {

  private static final java.time.Duration PINGS = java.time.Duration.ofMillis(200);

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    OkHttpClient http =
        new OkHttpClient.Builder()
            .pingInterval(uri.getPath().endsWith("/ping") ? PINGS : java.time.Duration.ZERO)
            .build();
    Request request = new Request.Builder().url(uri.toString()).build();
    Listener listener = new Listener(talk);
    WebSocket socket = http.newWebSocket(request, listener);
    listener.opened.join();
    return new Open(socket);
  }

  private record Open(WebSocket socket) implements Connection {

    @Override
    public void text(String... parts) {
      socket.send(String.join("", parts));
    }

    @Override
    public void binary(int... parts) {
      int size = 0;
      for (int part : parts) {
        size += part;
      }
      socket.send(ByteString.of(new byte[size]));
    }

    @Override
    public void ping() {}

    @Override
    public void close(int code) {
      socket.close(code, "enough");
    }

    @Override
    public void abort() {
      socket.cancel();
    }
  }

  private static final class Listener extends WebSocketListener {

    private final Talk talk;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    Listener(Talk talk) {
      this.talk = talk;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      talk.came("opened");
      opened.complete(null);
    }

    @Override
    public void onMessage(WebSocket socket, String text) {
      talk.heard(text);
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      talk.came("binary " + bytes.size());
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.close(1000, null);
    }

    @Override
    public void onClosed(WebSocket socket, int code, String reason) {
      talk.came("closed " + code + " " + reason);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, @Nullable Response response) {
      talk.came("failed " + failure.getClass().getName());
      opened.completeExceptionally(failure);
    }
  }
}
