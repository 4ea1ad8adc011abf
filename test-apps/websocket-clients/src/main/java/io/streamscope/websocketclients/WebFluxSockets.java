/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;

/** WebFlux's client on Reactor Netty, which sends no parts; this one closes for a handler. */
final class WebFluxSockets implements Client {

  private static final int FRAME_MAX = 200_000;

  private final ReactorNettyWebSocketClient client =
      new ReactorNettyWebSocketClient(
          HttpClient.create(),
          () -> WebsocketClientSpec.builder().maxFramePayloadLength(FRAME_MAX));

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    Listener listener = new Listener(talk, uri.getPath().endsWith("/throw"));
    client.execute(uri, listener::handle).subscribe(nothing -> {}, listener::failed, () -> {});
    try {
      return listener.opened.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
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

  private static final class Listener {

    private static final int FAILED = 1011;

    private final CompletableFuture<Connection> opened = new CompletableFuture<>();
    private final Talk talk;
    private final boolean throwing;
    private int messages;

    Listener(Talk talk, boolean throwing) {
      this.talk = talk;
      this.throwing = throwing;
    }

    Mono<Void> handle(WebSocketSession session) {
      talk.came("opened");
      opened.complete(new Open(session));
      Mono<Void> closed =
          session
              .closeStatus()
              .doOnSuccess(
                  status -> talk.came("closed " + (status == null ? "" : status.getCode())))
              .then();
      return session.receive().concatMap(message -> handled(message, session)).then(closed);
    }

    private Mono<Void> handled(WebSocketMessage message, WebSocketSession session) {
      try {
        handle(message);
        return Mono.empty();
      } catch (IllegalStateException failure) {
        talk.came("error " + failure.getClass().getName());
        return session.close(new CloseStatus(FAILED, "cannot go on"));
      }
    }

    private void handle(WebSocketMessage message) {
      if (message.getType() == WebSocketMessage.Type.TEXT) {
        messages++;
        if (throwing && messages == 2) {
          throw new IllegalStateException("cannot read that");
        }
        talk.came("text " + message.getPayloadAsText());
      } else if (message.getType() == WebSocketMessage.Type.BINARY) {
        talk.came("binary " + message.getPayload().readableByteCount());
      }
    }

    void failed(Throwable failure) {
      if (!opened.completeExceptionally(failure)) {
        talk.came("failed " + failure.getClass().getName());
      }
    }
  }
}
