/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

/** WebFlux's client on Reactor Netty, which sends no parts; this one closes for a handler. */
final class WebFluxSockets implements Client {

  private final ReactorNettyWebSocketClient client =
      new ReactorNettyWebSocketClient(
          HttpClient.create(),
          () -> WebsocketClientSpec.builder().maxFramePayloadLength(ReactiveListener.FRAME_MAX));

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    ReactiveListener listener = new ReactiveListener(talk);
    client
        .execute(uri, session -> handle(session, listener, talk))
        .subscribe(nothing -> {}, listener::failed, () -> {});
    return listener.connection();
  }

  private static Mono<Void> handle(WebSocketSession session, ReactiveListener listener, Talk talk) {
    listener.open(new Open(session));
    Mono<Void> closed = listener.closed(session.closeStatus().map(CloseStatus::getCode));
    return session
        .receive()
        .concatMap(
            message ->
                listener.handled(
                    () -> read(message, talk),
                    () -> session.close(new CloseStatus(ReactiveListener.FAILED, "cannot go on"))))
        .then(closed);
  }

  private static void read(WebSocketMessage message, Talk talk) {
    if (message.getType() == WebSocketMessage.Type.TEXT) {
      talk.heard(message.getPayloadAsText());
    } else if (message.getType() == WebSocketMessage.Type.BINARY) {
      talk.came("binary " + message.getPayload().readableByteCount());
    }
  }

  private record Open(WebSocketSession session) implements Connection {

    @Override
    public void text(String... parts) {
      send(session.textMessage(String.join("", parts)));
    }

    @Override
    public void binary(int... parts) {
      int size = 0;
      for (int part : parts) {
        size += part;
      }
      byte[] bytes = new byte[size];
      send(session.binaryMessage(buffers -> buffers.wrap(bytes)));
    }

    @Override
    public void ping() {
      send(session.pingMessage(buffers -> buffers.wrap(new byte[4])));
    }

    private void send(WebSocketMessage message) {
      session.send(Mono.just(message)).block();
    }

    @Override
    public void close(int code) {
      session.close(new CloseStatus(code, "enough")).block();
    }

    @Override
    public void abort() {
      throw new UnsupportedOperationException("it says goodbye");
    }
  }
}
