/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Does what it is told: a command and, after a space, what it is about. */
@ServerEndpoint("/chat/{room}")
public class ChatEndpoint {

  /** What an answer takes. */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  /** Greets where the room wants it. */
  @OnOpen
  public void onOpen(Session session, @PathParam("room") String room) throws IOException {
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    if (room.startsWith("polite")) {
      session.getBasicRemote().sendText("welcome");
    }
  }

  /** A command. */
  @OnMessage
  public void onText(Session session, String message) throws IOException, ExecutionException {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    switch (command) {
      case "echo" -> session.getBasicRemote().sendText(about);
      case "writer" -> write(session, about);
      case "stream" -> sendTo(session, "word ", about);
      case "later" -> CompletableFuture.runAsync(() -> later(session, about), LATER);
      case "future" -> await(session, about);
      case "handler" -> session.getAsyncRemote().sendText(about, result -> saw(result.isOK()));
      case "ping" -> session.getBasicRemote().sendPing(ByteBuffer.allocate(4));
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> session.close(new CloseReason(code(about), "told to"));
      case "late" -> late(session, about);
      case "quiet" -> {}
      default -> throw new IllegalArgumentException(command);
    }
  }

  private static void saw(boolean sent) {
    Observations.saw("sent " + sent);
  }

  private static void write(Session session, String about) throws IOException {
    try (Writer writer = session.getBasicRemote().getSendWriter()) {
      writer.write(about);
    }
  }

  private static void sendTo(Session session, String words, String count) throws IOException {
    for (int i = 0; i < Integer.parseInt(count); i++) {
      session.getBasicRemote().sendText(words + i);
    }
  }

  private static void later(Session session, String count) {
    try {
      sendTo(session, "later ", count);
    } catch (IOException failure) {
      Observations.saw("later " + failure.getClass().getName());
    }
  }

  private static void await(Session session, String about) throws ExecutionException, IOException {
    try {
      session.getAsyncRemote().sendText(about).get();
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  /** What comes of a message after the goodbye is the container's affair. */
  private static void late(Session session, String about) throws IOException {
    session.close();
    String outcome = "sent";
    try {
      session.getBasicRemote().sendText(about);
    } catch (IOException | RuntimeException failure) {
      outcome = failure.getClass().getName();
    }
    Observations.saw("afterwards " + outcome);
  }

  private static CloseReason.CloseCode code(String about) {
    return CloseReason.CloseCodes.getCloseCode(Integer.parseInt(about));
  }

  /** Bytes come back as they are, half of them in a stream. */
  @OnMessage
  public void onBytes(Session session, ByteBuffer message) throws IOException {
    Observations.saw("bytes " + message.remaining());
    if (message.remaining() % 2 == 0) {
      session.getBasicRemote().sendBinary(message);
      return;
    }
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    try (OutputStream out = session.getBasicRemote().getSendStream()) {
      out.write(bytes);
    }
  }

  /** An answer to a ping. */
  @OnMessage
  public void onPong(PongMessage pong) {
    Observations.saw("pong " + pong.getApplicationData().remaining());
  }

  /** Whatever the handlers throw. */
  @OnError
  public void onError(Throwable failure) {
    Observations.saw("error " + failure.getClass().getName() + ": " + failure.getMessage());
  }

  /** The end. */
  @OnClose
  public void onClose(CloseReason reason) {
    Observations.saw("closed " + reason.getCloseCode().getCode());
  }
}
