/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** {@code java.net.http.WebSocket}. */
final class JdkClient implements Client {

  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    return new Open(Client.opened(http.newWebSocketBuilder().buildAsync(uri, new Listener(talk))));
  }

  private record Open(WebSocket socket) implements Connection {

    @Override
    public void text(String... parts) {
      for (int i = 0; i < parts.length; i++) {
        socket.sendText(parts[i], i == parts.length - 1).join();
      }
    }

    @Override
    public void binary(int... parts) {
      for (int i = 0; i < parts.length; i++) {
        socket.sendBinary(ByteBuffer.allocate(parts[i]), i == parts.length - 1).join();
      }
    }

    @Override
    public void ping() {
      socket.sendPing(ByteBuffer.allocate(4)).join();
    }

    @Override
    public void close(int code) {
      socket.sendClose(code, "enough").join();
    }

    @Override
    public void abort() {
      socket.abort();
    }
  }

  private static final class Listener implements WebSocket.Listener {

    private final Talk talk;
    private final StringBuilder text = new StringBuilder();
    private int bytes;

    Listener(Talk talk) {
      this.talk = talk;
    }

    @Override
    public void onOpen(WebSocket socket) {
      talk.came("opened");
      socket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        talk.heard(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      bytes += data.remaining();
      if (last) {
        talk.came("binary " + bytes);
        bytes = 0;
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      talk.came("closed " + code + " " + reason);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      talk.came("failed " + error.getClass().getName());
    }
  }
}
