/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.client.WebSocketClient;

/** Jetty's own API. */
final class JettySockets implements Client {

  private static final int BINARY_MAX = 1 << 20;

  private final WebSocketClient client = new WebSocketClient();

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    client.setMaxBinaryMessageSize(BINARY_MAX);
    client.start();
    Listener listener = new Listener(talk);
    return new Open(Client.opened(client.connect(listener, uri)));
  }

  private record Open(Session session) implements Connection {

    @Override
    public void text(String... parts) {
      for (int i = 0; i < parts.length; i++) {
        Callback.Completable sent = new Callback.Completable();
        session.sendPartialText(parts[i], i == parts.length - 1, sent);
        sent.join();
      }
    }

    @Override
    public void binary(int... parts) {
      for (int i = 0; i < parts.length; i++) {
        Callback.Completable sent = new Callback.Completable();
        session.sendPartialBinary(ByteBuffer.allocate(parts[i]), i == parts.length - 1, sent);
        sent.join();
      }
    }

    @Override
    public void ping() {
      session.sendPing(ByteBuffer.allocate(4), Callback.NOOP);
    }

    @Override
    public void close(int code) {
      session.close(code, "enough", Callback.NOOP);
    }

    @Override
    public void abort() {
      session.disconnect();
    }
  }

  /** Public, and its methods are: Jetty looks for them. */
  public static final class Listener extends Session.Listener.AbstractAutoDemanding {

    private final Talk talk;

    Listener(Talk talk) {
      this.talk = talk;
    }

    @Override
    public void onWebSocketOpen(Session session) {
      super.onWebSocketOpen(session);
      talk.came("opened");
    }

    @Override
    public void onWebSocketText(String text) {
      talk.heard(text);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
      talk.came("binary " + bytes.remaining());
      callback.succeed();
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
      talk.came("closed " + code + " " + reason);
      callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable failure) {
      talk.came("error " + failure.getClass().getName());
    }
  }
}
