/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;

/** What {@link ChatEndpoint} and {@link PartsEndpoint} do, as far as there is a way for it. */
record VertxChat(Vertx vertx, ServerWebSocket socket) {

  private static final long LATER_MS = 20;

  void open() {
    socket.exceptionHandler(failure -> Observations.saw("error " + failure.getClass().getName()));
    socket.closeHandler(closed -> Observations.saw("closed " + socket.closeStatusCode()));
    if (socket.path().equals("/parts")) {
      socket.frameHandler(this::part);
      return;
    }
    String room = socket.path().substring(socket.path().lastIndexOf('/') + 1);
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    socket.textMessageHandler(this::text);
    socket.binaryMessageHandler(this::bytes);
    socket.pongHandler(pong -> Observations.saw("pong " + pong.length()));
    if (room.startsWith("polite")) {
      socket.writeTextMessage("welcome");
    }
  }

  private void part(WebSocketFrame frame) {
    if (frame.isText()) {
      Observations.saw("part " + frame.textData() + " " + frame.isFinal());
      socket.writeFrame(WebSocketFrame.textFrame(frame.textData(), frame.isFinal()));
    } else if (frame.isContinuation()) {
      Observations.saw("part " + frame.textData() + " " + frame.isFinal());
      Buffer more = Buffer.buffer(frame.textData());
      socket.writeFrame(WebSocketFrame.continuationFrame(more, frame.isFinal()));
    }
  }

  private void text(String message) {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    switch (command) {
      case "echo", "future" -> socket.writeTextMessage(about);
      case "writer" -> socket.writeFinalTextFrame(about);
      case "stream" -> sendTo("word ", about);
      case "later" -> vertx.setTimer(LATER_MS, timer -> sendTo("later ", about));
      case "handler" ->
          socket
              .writeTextMessage(about)
              .onComplete(sent -> Observations.saw("sent " + sent.succeeded()));
      case "ping" -> socket.writePing(Buffer.buffer(new byte[4]));
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> socket.close(Short.parseShort(about), "told to");
      case "late" -> late(about);
      case "quiet" -> {}
      default -> throw new IllegalArgumentException(command);
    }
  }

  private void late(String about) {
    socket.close();
    socket
        .writeTextMessage(about)
        .onComplete(
            sent -> Observations.saw("afterwards " + (sent.succeeded() ? "sent" : sent.cause())));
  }

  private void sendTo(String words, String count) {
    for (int i = 0; i < Integer.parseInt(count); i++) {
      socket.writeTextMessage(words + i);
    }
  }

  private void bytes(Buffer message) {
    Observations.saw("bytes " + message.length());
    if (message.length() % 2 == 0) {
      socket.writeBinaryMessage(message);
    } else {
      socket.writeFrame(WebSocketFrame.binaryFrame(message.getBuffer(0, 1), false));
      Buffer more = message.getBuffer(1, message.length());
      socket.writeFrame(WebSocketFrame.continuationFrame(more, true));
    }
  }
}
