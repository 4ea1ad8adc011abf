/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpInfos;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** What {@link ChatEndpoint} and {@link PartsEndpoint} do, as far as there is a way for it. */
record ReactorNettyChat(WebsocketInbound in, WebsocketOutbound out) {

  private static final Duration LATER = Duration.ofMillis(20);
  private static final int AT_ONCE = 16;

  Publisher<Void> handle() {
    AtomicReference<String> uri = new AtomicReference<>();
    in.withConnection(
        connection -> {
          uri.set(((HttpInfos) connection).uri());
          connection.onDispose(() -> Observations.saw("closed"));
        });
    String path = Objects.requireNonNullElse(uri.get(), "");
    String room = path.substring(path.lastIndexOf('/') + 1);
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    boolean patient = room.startsWith("patient"); // begins late, and with one after the other
    Mono<Void> before =
        room.startsWith("polite")
            ? send(out, new TextWebSocketFrame("welcome"))
            : patient ? Mono.delay(LATER).then() : Mono.empty();
    Flux<WebSocketFrame> frames = in.aggregateFrames().receiveFrames();
    return before.thenMany(frames.flatMap(this::answer, patient ? 1 : AT_ONCE)).then();
  }

  static Publisher<Void> parts(WebsocketInbound in, WebsocketOutbound out) {
    in.withConnection(connection -> connection.onDispose(() -> Observations.saw("parts closed")));
    return in.receiveFrames().concatMap(frame -> part(frame, out)).then();
  }

  private static Mono<Void> part(WebSocketFrame frame, WebsocketOutbound out) {
    boolean last = frame.isFinalFragment();
    if (frame instanceof TextWebSocketFrame text) {
      Observations.saw("part " + text.text() + " " + last);
      return send(out, new TextWebSocketFrame(last, 0, text.text()));
    } else if (frame instanceof ContinuationWebSocketFrame more) {
      Observations.saw("part " + more.text() + " " + last);
      return send(out, new ContinuationWebSocketFrame(last, 0, more.text()));
    }
    return Mono.empty();
  }

  private static Mono<Void> send(WebsocketOutbound out, WebSocketFrame frame) {
    return out.sendObject(frame).then();
  }

  private Mono<Void> answer(WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame text) {
      return text(text.text());
    } else if (frame instanceof BinaryWebSocketFrame bytes) {
      return bytes(bytes.content());
    } else if (frame instanceof PongWebSocketFrame pong) {
      Observations.saw("pong " + pong.content().readableBytes());
    }
    return Mono.empty();
  }

  private Mono<Void> text(String message) {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    return switch (command) {
      case "echo", "future" -> send(out, new TextWebSocketFrame(about));
      case "writer" -> out.sendString(Mono.just(about)).then();
      case "stream" -> sendTo("word ", about);
      case "later" -> Mono.delay(LATER).then(Mono.defer(() -> sendTo("later ", about)));
      case "handler" ->
          send(out, new TextWebSocketFrame(about))
              .doOnSuccess(sent -> Observations.saw("sent true"));
      case "ping" -> send(out, new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[4])));
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> out.sendClose(Integer.parseInt(about), "told to");
      case "late" -> late(about);
      case "quiet" -> Mono.empty();
      default -> throw new IllegalArgumentException(command);
    };
  }

  private Mono<Void> late(String about) {
    return out.sendClose()
        .then(send(out, new TextWebSocketFrame(about)))
        .doOnSuccess(sent -> Observations.saw("afterwards sent"))
        .doOnError(failure -> Observations.saw("afterwards " + failure.getClass().getName()))
        .onErrorResume(failure -> Mono.empty());
  }

  private Mono<Void> sendTo(String words, String count) {
    return out.sendObject(
            Flux.range(0, Integer.parseInt(count)).map(i -> new TextWebSocketFrame(words + i)))
        .then();
  }

  private Mono<Void> bytes(ByteBuf message) {
    int size = message.readableBytes();
    Observations.saw("bytes " + size);
    if (size % 2 == 0) {
      return send(out, new BinaryWebSocketFrame(message.retain()));
    }
    ByteBuf first = Unpooled.wrappedBuffer(new byte[1]);
    ByteBuf more = Unpooled.wrappedBuffer(new byte[size - 1]);
    return out.sendObject(
            Flux.just(
                new BinaryWebSocketFrame(false, 0, first),
                new ContinuationWebSocketFrame(true, 0, more)))
        .then();
  }
}
