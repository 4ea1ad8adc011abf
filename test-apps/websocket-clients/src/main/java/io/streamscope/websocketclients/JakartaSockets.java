/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.ContainerProvider;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Jakarta's API, whoever provides it; the build makes {@code JavaxSockets} of it, for the old
 * package names. It cannot cut a connection, and closes it when a handler fails.
 */
final class JakartaSockets implements Client {

  private @Nullable WebSocketContainer kept;

  @Override
  public void keep(URI uri) throws Exception {
    kept = ContainerProvider.getWebSocketContainer();
    open(uri, new Talk());
  }

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    WebSocketContainer container = kept == null ? ContainerProvider.getWebSocketContainer() : kept;
    ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
    Listener listener = new Listener(talk);
    return new Open(container.connectToServer(listener, config, uri), listener);
  }

  private record Open(Session session, Listener listener) implements Connection {

    @Override
    public void text(String... parts) throws Exception {
      if (parts.length == 1) {
        session.getBasicRemote().sendText(parts[0]);
        return;
      }
      for (int i = 0; i < parts.length; i++) {
        session.getBasicRemote().sendText(parts[i], i == parts.length - 1);
      }
    }

    @Override
    public void binary(int... parts) throws Exception {
      for (int i = 0; i < parts.length; i++) {
        session.getBasicRemote().sendBinary(ByteBuffer.allocate(parts[i]), i == parts.length - 1);
      }
    }

    @Override
    public void ping() throws Exception {
      session.getBasicRemote().sendPing(ByteBuffer.allocate(4));
    }

    @Override
    public void close(int code) throws Exception {
      listener.closing = true;
      session.close(new CloseReason(CloseReason.CloseCodes.getCloseCode(code), "enough"));
    }

    @Override
    public void abort() {
      throw new UnsupportedOperationException("there is no such thing");
    }
  }

  private static final class Listener extends Endpoint {

    private final Talk talk;
    private final StringBuilder text = new StringBuilder();
    private int bytes;

    /** What Jetty 10 makes of a connection that we close depends on when it learns of its end. */
    private volatile boolean closing;

    Listener(Talk talk) {
      this.talk = talk;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
      session.addMessageHandler(
          new MessageHandler.Partial<String>() {
            @Override
            public void onMessage(String part, boolean last) {
              text.append(part);
              if (last) {
                came();
              }
            }
          });
      session.addMessageHandler(
          new MessageHandler.Partial<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer part, boolean last) {
              bytes += part.remaining();
              if (last) {
                talk.came("binary " + bytes);
                bytes = 0;
              }
            }
          });
      talk.came("opened");
    }

    private void came() {
      talk.heard(text.toString());
      text.setLength(0);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
      talk.came(closing ? "closed" : "closed " + reason.getCloseCode().getCode());
    }

    @Override
    public void onError(Session session, Throwable failure) {
      if (!closing) {
        talk.came("error " + failure.getClass().getName());
      }
      if (!talk.isThrowing()) {
        return;
      }
      try {
        session.close(new CloseReason(CloseReason.CloseCodes.UNEXPECTED_CONDITION, "sorry"));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }
}
