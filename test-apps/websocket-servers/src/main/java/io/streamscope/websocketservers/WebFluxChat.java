/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.time.Duration;
import java.util.stream.IntStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.WebSocketSession;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same room as Spring WebFlux has it. */
final class WebFluxChat implements WebSocketHandler {

  private static final Duration LATER = Duration.ofMillis(20);
  private static final int AT_ONCE = 16;

  @Override
  public Mono<Void> handle(WebSocketSession session) {
    String path = session.getHandshakeInfo().getUri().getPath();
    String room = path.substring(path.lastIndexOf('/') + 1);
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    boolean patient = room.startsWith("patient"); // begins late, and with one after the other
    Mono<Void> before =
        room.startsWith("polite")
            ? session.send(Mono.just(session.textMessage("welcome")))
            : patient ? Mono.delay(LATER).then() : Mono.empty();
    return before
        .thenMany(
            session.receive().flatMap(message -> answer(session, message), patient ? 1 : AT_ONCE))
        .then()
        .doFinally(how -> Observations.saw("closed"));
  }

  /** Whole here, in whatever parts it comes; goes in parts only as what Netty has for them. */
  static Mono<Void> parts(WebSocketSession session) {
    return session
        .send(
            session
                .receive()
                .filter(message -> message.getType() == WebSocketMessage.Type.TEXT)
                .map(WebSocketMessage::getPayloadAsText)
                .doOnNext(text -> Observations.saw("parts " + text))
                .concatMap(text -> Flux.fromArray(text.split("")).index())
                .map(part -> part(session, part.getT2(), part.getT1() == 0)))
        .doFinally(how -> Observations.saw("parts closed"));
  }

  private static WebSocketMessage part(WebSocketSession session, String text, boolean first) {
    WebSocketFrame frame =
        first
            ? new TextWebSocketFrame(false, 0, text)
            : new ContinuationWebSocketFrame(text.equals("c"), 0, text);
    DataBuffer nothing = session.bufferFactory().allocateBuffer(1);
    return new WebSocketMessage(WebSocketMessage.Type.TEXT, nothing, frame);
  }

  private static Mono<Void> answer(WebSocketSession session, WebSocketMessage message) {
    return switch (message.getType()) {
      case TEXT -> text(session, message.getPayloadAsText());
      case BINARY -> bytes(session, message.getPayload());
      default -> {
        Observations.saw("pong " + message.getPayload().readableByteCount());
        yield Mono.empty();
      }
    };
  }

  private static Mono<Void> text(WebSocketSession session, String message) {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    return switch (command) {
      case "echo", "writer", "future" -> send(session, about);
      case "stream" -> sendTo(session, "word ", about);
      case "later" -> Mono.delay(LATER).then(Mono.defer(() -> sendTo(session, "later ", about)));
      case "handler" -> send(session, about).doOnSuccess(sent -> Observations.saw("sent true"));
      case "ping" ->
          session.send(Mono.just(session.pingMessage(buffers -> buffers.wrap(new byte[4]))));
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> session.close(new CloseStatus(Integer.parseInt(about), "told to"));
      case "late" -> late(session, about);
      case "quiet" -> Mono.empty();
      default -> throw new IllegalArgumentException(command);
    };
  }

  private static Mono<Void> send(WebSocketSession session, String... texts) {
    return session.send(Flux.just(texts).map(session::textMessage));
  }

  private static Mono<Void> sendTo(WebSocketSession session, String words, String count) {
    String[] texts =
        IntStream.range(0, Integer.parseInt(count)).mapToObj(i -> words + i).toArray(String[]::new);
    return send(session, texts);
  }

  private static Mono<Void> late(WebSocketSession session, String about) {
    return session
        .close()
        .then(Mono.defer(() -> send(session, about)))
        .doOnSuccess(sent -> Observations.saw("afterwards sent"))
        .doOnError(failure -> Observations.saw("afterwards " + failure.getClass().getName()))
        .onErrorResume(failure -> Mono.empty());
  }

  private static Mono<Void> bytes(WebSocketSession session, DataBuffer message) {
    byte[] bytes = new byte[message.readableByteCount()];
    message.read(bytes);
    Observations.saw("bytes " + bytes.length);
    return session.send(Mono.just(session.binaryMessage(buffers -> buffers.wrap(bytes))));
  }
}
