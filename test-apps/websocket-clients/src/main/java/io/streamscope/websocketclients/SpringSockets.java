/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.nio.ByteBuffer;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketHttpHeaders;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.client.standard.StandardWebSocketClient;

/**
 * Spring's client on that of whatever container there is. When the application's handler fails, it
 * closes the connection.
 */
final class SpringSockets implements Client {

  private final StandardWebSocketClient client = new StandardWebSocketClient();

  @Override
  public void keep(URI uri) throws Exception {
    open(uri, new Talk());
  }

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    Handler handler = new Handler(talk);
    return new Open(Client.opened(client.execute(handler, new WebSocketHttpHeaders(), uri)));
  }

  private record Open(WebSocketSession session) implements Connection {

    @Override
    public void text(String... parts) throws Exception {
      for (int i = 0; i < parts.length; i++) {
        session.sendMessage(new TextMessage(parts[i], i == parts.length - 1));
      }
    }

    @Override
    public void binary(int... parts) throws Exception {
      for (int i = 0; i < parts.length; i++) {
        ByteBuffer part = ByteBuffer.allocate(parts[i]);
        session.sendMessage(new BinaryMessage(part, i == parts.length - 1));
      }
    }

    @Override
    public void ping() throws Exception {
      session.sendMessage(new PingMessage(ByteBuffer.allocate(4)));
    }

    @Override
    public void close(int code) throws Exception {
      session.close(new CloseStatus(code, "enough"));
    }

    @Override
    public void abort() {
      throw new UnsupportedOperationException("there is no such thing");
    }
  }

  private static final class Handler implements WebSocketHandler {

    private final Talk talk;
    private final StringBuilder text = new StringBuilder();
    private int bytes;

    Handler(Talk talk) {
      this.talk = talk;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
      talk.came("opened");
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) {
      if (message instanceof TextMessage part) {
        text.append(part.getPayload());
        if (part.isLast()) {
          talk.heard(text.toString());
          text.setLength(0);
        }
      } else if (message instanceof BinaryMessage part) {
        bytes += part.getPayloadLength();
        if (part.isLast()) {
          talk.came("binary " + bytes);
          bytes = 0;
        }
      }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable failure) {
      talk.came("error " + failure.getClass().getName());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
      talk.came("closed " + status.getCode());
    }

    @Override
    public boolean supportsPartialMessages() {
      return true;
    }
  }
}
