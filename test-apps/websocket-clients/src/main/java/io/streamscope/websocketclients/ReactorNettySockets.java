/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** Reactor Netty's client: when what it does with a message fails, this one closes for that. */
final class ReactorNettySockets implements Client {

  @Override
  public Connection open(URI uri, Talk talk) throws Exception {
    ReactiveListener listener = new ReactiveListener(talk);
    HttpClient.create()
        .websocket(
            WebsocketClientSpec.builder().maxFramePayloadLength(ReactiveListener.FRAME_MAX).build())
        .uri(uri)
        .handle((in, out) -> handle(in, out, listener, talk))
        .subscribe(nothing -> {}, listener::failed, () -> {});
    return listener.connection();
  }

  private static Publisher<Void> handle(
      WebsocketInbound in, WebsocketOutbound out, ReactiveListener listener, Talk talk) {
    listener.open(new Open(out));
    Mono<Void> closed = listener.closed(in.receiveCloseStatus().map(WebSocketCloseStatus::code));
    return in.aggregateFrames(ReactiveListener.FRAME_MAX)
        .receiveFrames()
        .concatMap(
            frame ->
                listener.handled(
                    () -> read(frame, talk),
                    () -> out.sendClose(ReactiveListener.FAILED, "cannot go on")))
        .then(closed);
  }

  private static void read(WebSocketFrame frame, Talk talk) {
    if (frame instanceof TextWebSocketFrame text) {
      talk.heard(text.text());
    } else if (frame instanceof BinaryWebSocketFrame bytes) {
      talk.came("binary " + bytes.content().readableBytes());
    }
  }

  private record Open(WebsocketOutbound out) implements Connection {

    @Override
    public void text(String... parts) {
      NettyFrames.text(parts).forEach(this::send);
    }

    @Override
    public void binary(int... parts) {
      NettyFrames.binary(parts).forEach(this::send);
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
}
