/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** Reactor Netty's client: when what it does with a message fails, this one closes for that. */
final class ReactorNettySockets implements Client {

  private static final int FRAME_MAX = 200_000;

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    Listener listener = new Listener(talk, uri.getPath().endsWith("/throw"));
    HttpClient.create()
        .websocket(WebsocketClientSpec.builder().maxFramePayloadLength(FRAME_MAX).build())
        .uri(uri)
        .handle(listener::handle)
        .subscribe(nothing -> {}, listener::failed, () -> {});
    try {
      return listener.opened.get();
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof Exception cause ? cause : failure;
    }
  }

  private record Open(WebsocketOutbound out) implements Connection {

    @Override
    public void text(String... parts) {
      for (int i = 0; i < parts.length; i++) {
        boolean last = i == parts.length - 1;
        send(
            i == 0
                ? new TextWebSocketFrame(last, 0, parts[i])
                : new ContinuationWebSocketFrame(last, 0, parts[i]));
      }
    }

    @Override
    public void binary(int... parts) {
      for (int i = 0; i < parts.length; i++) {
        byte[] part = new byte[parts[i]];
        boolean last = i == parts.length - 1;
        send(
            i == 0
                ? new BinaryWebSocketFrame(last, 0, Unpooled.wrappedBuffer(part))
                : new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(part)));
      }
    }

    @Override
    public void ping() {
      send(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[4])));
    }

    private void send(WebSocketFrame frame) {
      out.sendObject(frame).then().block();
    }

    @Override
    public void close(int code) {
      out.sendClose(code, "enough").block();
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

    Publisher<Void> handle(WebsocketInbound in, WebsocketOutbound out) {
      talk.came("opened");
      opened.complete(new Open(out));
      Mono<Void> closed =
          in.receiveCloseStatus()
              .doOnSuccess(status -> talk.came("closed " + (status == null ? "" : status.code())))
              .then();
      return in.aggregateFrames(FRAME_MAX)
          .receiveFrames()
          .concatMap(frame -> handled(frame, out))
          .then(closed);
    }

    private Mono<Void> handled(WebSocketFrame frame, WebsocketOutbound out) {
      try {
        handle(frame);
        return Mono.empty();
      } catch (IllegalStateException failure) {
        talk.came("error " + failure.getClass().getName());
        return out.sendClose(FAILED, "cannot go on");
      }
    }

    private void handle(WebSocketFrame frame) {
      if (frame instanceof TextWebSocketFrame text) {
        messages++;
        if (throwing && messages == 2) {
          throw new IllegalStateException("cannot read that");
        }
        talk.came("text " + text.text());
      } else if (frame instanceof BinaryWebSocketFrame bytes) {
        talk.came("binary " + bytes.content().readableBytes());
      }
    }

    void failed(Throwable failure) {
      if (!opened.completeExceptionally(failure)) {
        talk.came("failed " + failure.getClass().getName());
      }
    }
  }
}
