/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;

/** The same room as Spring has it. */
public final class SpringChat extends AbstractWebSocketHandler {

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
  private static final int TIME_LIMIT_MS = 10_000;

  @Override
  public void afterConnectionEstablished(WebSocketSession session) throws IOException {
    String path = Objects.requireNonNull(session.getUri()).getPath();
    String room = path.substring(path.lastIndexOf('/') + 1);
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    if (room.startsWith("polite")) {
      session.sendMessage(new TextMessage("welcome"));
    }
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage text) throws IOException {
    String message = text.getPayload();
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    switch (command) {
      case "echo", "writer", "future" -> session.sendMessage(new TextMessage(about));
      case "stream" -> sendTo(session, "word ", about);
      case "later" -> CompletableFuture.runAsync(() -> later(session, about), LATER);
      case "handler" -> {
        session.sendMessage(new TextMessage(about));
        Observations.saw("sent true");
      }
      case "ping" -> session.sendMessage(new PingMessage(ByteBuffer.allocate(4)));
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> session.close(new CloseStatus(Integer.parseInt(about), "told to"));
      case "late" -> late(session, about);
      case "quiet" -> {}
      default -> throw new IllegalArgumentException(command);
    }
  }

  private static void later(WebSocketSession session, String count) {
    try {
      sendTo(
          new ConcurrentWebSocketSessionDecorator(session, TIME_LIMIT_MS, Endpoints.TEXT_MAX),
          "later ",
          count);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void late(WebSocketSession session, String about) throws IOException {
    session.close();
    String outcome = "sent";
    try {
      session.sendMessage(new TextMessage(about));
    } catch (IOException | RuntimeException failure) {
      outcome = failure.getClass().getName();
    }
    Observations.saw("afterwards " + outcome);
  }

  private static void sendTo(WebSocketSession session, String words, String count)
      throws IOException {
    for (int i = 0; i < Integer.parseInt(count); i++) {
      session.sendMessage(new TextMessage(words + i));
    }
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
      throws IOException {
    Observations.saw("bytes " + message.getPayloadLength());
    session.sendMessage(new BinaryMessage(message.getPayload()));
  }

  @Override
  protected void handlePongMessage(WebSocketSession session, PongMessage pong) {
    Observations.saw("pong " + pong.getPayloadLength());
  }

  @Override
  public void handleTransportError(WebSocketSession session, Throwable failure) {
    Observations.saw("error " + failure.getClass().getName());
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Observations.saw("closed " + status.getCode());
  }
}
