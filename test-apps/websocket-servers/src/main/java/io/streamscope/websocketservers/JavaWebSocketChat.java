/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocket;
import org.java_websocket.enums.Opcode;
import org.java_websocket.framing.Framedata;
import org.java_websocket.framing.PingFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** What {@link ChatEndpoint} and {@link PartsEndpoint} do, as far as there is a way for it. */
final class JavaWebSocketChat extends WebSocketServer {

  private static final long LATER_MS = 20;
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(LATER_MS, TimeUnit.MILLISECONDS);

  /** Of a reset of the peer it may not hear otherwise (7 of 300, without any agent). */
  private static final int LOST_SECONDS = 1;

  private static final int LOST_SECONDS_DEFAULT = 60;

  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  JavaWebSocketChat() {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
  }

  int listen() {
    start();
    return port.join();
  }

  @Override
  public void onStart() {
    port.complete(getPort());
    Thread reminder = new Thread(this::remind, "reminder");
    reminder.setDaemon(true);
    reminder.start();
  }

  /** What is queued while the selector has just written all may be forgotten: a race of its own. */
  private void remind() {
    while (true) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LATER_MS));
      for (WebSocket socket : getConnections()) {
        if (socket.hasBufferedData()) {
          onWriteDemand(socket);
        }
      }
    }
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    String path = socket.getResourceDescriptor();
    String room = path.substring(path.lastIndexOf('/') + 1);
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    if (room.startsWith("polite")) {
      socket.send("welcome");
    }
  }

  @Override
  public synchronized void onMessage(WebSocket socket, String message) {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    if (socket.getResourceDescriptor().equals("/parts")) {
      sendParts(socket, message);
      return;
    }
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    switch (command) {
      case "echo", "future" -> socket.send(about);
      case "writer" -> socket.sendFragmentedFrame(Opcode.TEXT, utf8(about), true);
      case "stream" -> sendTo(socket, "word ", about);
      case "later" -> CompletableFuture.runAsync(() -> sendTo(socket, "later ", about), LATER);
      case "handler" -> {
        socket.send(about);
        Observations.saw("sent true");
      }
      case "ping" -> {
        PingFrame ping = new PingFrame();
        ping.setPayload(ByteBuffer.allocate(4));
        socket.sendFrame(ping);
      }
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> {
        setConnectionLostTimeout(LOST_SECONDS);
        socket.close(Integer.parseInt(about), "told to");
      }
      case "late" -> late(socket, about);
      case "quiet" -> setConnectionLostTimeout(LOST_SECONDS);
      default -> throw new IllegalArgumentException(command);
    }
  }

  private static void late(WebSocket socket, String about) {
    socket.close();
    String outcome = "sent";
    try {
      socket.send(about);
    } catch (RuntimeException failure) {
      outcome = failure.getClass().getName();
    }
    Observations.saw("afterwards " + outcome);
  }

  private static void sendParts(WebSocket socket, String message) {
    for (int i = 0; i < message.length(); i++) {
      ByteBuffer part = utf8(message.substring(i, i + 1));
      socket.sendFragmentedFrame(Opcode.TEXT, part, i == message.length() - 1);
    }
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void sendTo(WebSocket socket, String words, String count) {
    for (int i = 0; i < Integer.parseInt(count); i++) {
      socket.send(words + i);
    }
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer message) {
    Observations.saw("bytes " + message.remaining());
    if (message.remaining() % 2 == 0) {
      socket.send(message);
    } else {
      socket.sendFragmentedFrame(Opcode.BINARY, ByteBuffer.allocate(1), false);
      socket.sendFragmentedFrame(Opcode.BINARY, ByteBuffer.allocate(message.remaining() - 1), true);
    }
  }

  @Override
  public void onWebsocketPong(WebSocket socket, Framedata pong) {
    Observations.saw("pong " + pong.getPayloadData().remaining());
  }

  @Override
  public void onError(WebSocket socket, Exception failure) {
    Observations.saw("error " + failure.getClass().getName() + ": " + failure.getMessage());
  }

  /** Often on another thread, while a handler is still running: that is to come first. */
  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    CompletableFuture.runAsync(() -> closed(code, remote));
  }

  private synchronized void closed(int code, boolean remote) {
    setConnectionLostTimeout(LOST_SECONDS_DEFAULT);
    Observations.saw("closed " + code + " " + remote);
  }
}
