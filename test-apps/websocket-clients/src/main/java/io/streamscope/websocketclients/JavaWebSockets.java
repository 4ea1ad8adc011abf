/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.enums.Opcode;
import org.java_websocket.handshake.ServerHandshake;
import org.jspecify.annotations.Nullable;

/** Java-WebSocket's client: a listener that throws is told so, and goes on; this one closes. */
final class JavaWebSockets implements Client {

  private static final int FAILED = 1011;
  private static final int NO_FRAME = 1006;

  @Override
  public Connection open(URI uri, Talk talk) {
    Listener listener = new Listener(uri, talk);
    listener.connect();
    listener.opened.join();
    return new Open(listener);
  }

  private record Open(WebSocketClient client) implements Connection {

    @Override
    public void text(String... parts) {
      if (parts.length == 1) {
        client.send(parts[0]);
        return;
      }
      for (int i = 0; i < parts.length; i++) {
        ByteBuffer part = ByteBuffer.wrap(parts[i].getBytes(StandardCharsets.UTF_8));
        client.sendFragmentedFrame(Opcode.TEXT, part, i == parts.length - 1);
      }
    }

    @Override
    public void binary(int... parts) {
      if (parts.length == 1) {
        client.send(new byte[parts[0]]);
        return;
      }
      for (int i = 0; i < parts.length; i++) {
        client.sendFragmentedFrame(
            Opcode.BINARY, ByteBuffer.allocate(parts[i]), i == parts.length - 1);
      }
    }

    @Override
    public void ping() {
      client.sendPing();
    }

    @Override
    public void close(int code) {
      client.close(code, "enough");
    }

    @Override
    public void abort() {
      client.closeConnection(NO_FRAME, "enough");
    }
  }

  private static final class Listener extends WebSocketClient {

    private final Talk talk;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private @Nullable Exception thrown;

    Listener(URI uri, Talk talk) {
      super(uri);
      this.talk = talk;
    }

    @Override
    public void onOpen(ServerHandshake handshake) {
      talk.came("opened");
      opened.complete(null);
    }

    @Override
    public void onMessage(String text) {
      talk.heard(text);
    }

    @Override
    public void onMessage(ByteBuffer bytes) {
      talk.came("binary " + bytes.remaining());
    }

    @Override
    public void onError(Exception failure) {
      if (talk.isThrowing()) {
        thrown = failure;
        close(FAILED, "cannot go on");
      }
    }

    @Override
    public void onClose(int code, String reason, boolean remote) {
      talk.came(thrown == null ? "closed " + code : "failed " + thrown.getClass().getName());
      opened.completeExceptionally(new IllegalStateException("closed " + code));
    }
  }
}
