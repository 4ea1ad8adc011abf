/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft;
import org.java_websocket.enums.Opcode;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;

/** A server of WebSockets that is not ours, and counts by itself what each path has seen. */
public final class WebSocketPeerServer extends ListeningPeer {

  /**
   * Without a pause the JDK's client never notices a cut, one time in a hundred, and Undertow's
   * forgets what its workers have not handed over yet: both with and without agent.
   */
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS);

  private final Map<String, Counts> counts = new ConcurrentHashMap<>();

  private WebSocketPeerServer() {}

  /** Listens on a free port. */
  public static WebSocketPeerServer listening() {
    WebSocketPeerServer server = new WebSocketPeerServer();
    server.listen();
    return server;
  }

  /** What has passed on the connections to a path. */
  public Counts counts(String path) {
    return counts.computeIfAbsent(path, unused -> new Counts());
  }

  private Counts counts(WebSocket socket) {
    return counts(socket.getResourceDescriptor().substring(1));
  }

  @Override
  public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
      WebSocket socket, Draft draft, ClientHandshake request) throws InvalidDataException {
    if (request.getResourceDescriptor().equals("/refused")) {
      throw new InvalidDataException(CloseFrame.POLICY_VALIDATION, "no such thing");
    }
    return super.onWebsocketHandshakeReceivedAsServer(socket, draft, request);
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    counts(socket);
  }

  @Override
  public void onWebsocketPing(WebSocket socket, Framedata ping) {
    super.onWebsocketPing(socket, ping);
    pingedAnd(socket, "pinged");
  }

  /** Answers when there was a ping and a message, in whatever order. */
  private void pingedAnd(WebSocket socket, String what) {
    if (!socket.getResourceDescriptor().equals("/ping")) {
      return;
    }
    String before = socket.getAttachment();
    if (before != null && !before.equals(what) && !before.equals("both")) {
      socket.setAttachment("both");
      socket.sendPing();
      send(socket, "pinged");
    } else if (before == null) {
      socket.setAttachment(what);
    }
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    counts(socket).received(text.getBytes(StandardCharsets.UTF_8).length);
    switch (socket.getResourceDescriptor()) {
      case "/echo" -> send(socket, text);
      case "/stream" -> stream(socket);
      case "/ping" -> pingedAnd(socket, "asked");
      case "/too-big" -> socket.close(CloseFrame.TOOBIG, "too big");
      case "/going-away" -> socket.close(CloseFrame.GOING_AWAY, "bye");
      case "/drop" -> {
        if (text.equals("cut")) {
          LATER.execute(() -> socket.closeConnection(CloseFrame.ABNORMAL_CLOSE, ""));
        } else {
          send(socket, "one");
          send(socket, "two");
        }
      }
      case "/abort", "/throw" -> {
        send(socket, "one");
        send(socket, "two");
      }
      default -> throw new IllegalStateException(socket.getResourceDescriptor());
    }
  }

  private void stream(WebSocket socket) {
    for (int i = 0; i < 4; i++) {
      send(socket, "word " + i);
    }
    List<String> parts = List.of("the ", "last ", "one");
    counts(socket).sent(String.join("", parts).length());
    for (int i = 0; i < parts.size(); i++) {
      ByteBuffer part = ByteBuffer.wrap(parts.get(i).getBytes(StandardCharsets.UTF_8));
      socket.sendFragmentedFrame(Opcode.TEXT, part, i == parts.size() - 1);
    }
    LATER.execute(() -> socket.close(CloseFrame.NORMAL, "done"));
  }

  private void send(WebSocket socket, String text) {
    counts(socket).sent(text.getBytes(StandardCharsets.UTF_8).length);
    socket.send(text);
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer bytes) {
    counts(socket).received(bytes.remaining());
    counts(socket).sent(bytes.remaining());
    socket.send(bytes);
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {}

  @Override
  public void onError(WebSocket socket, Exception failure) {}

  /** Messages and payload bytes, as the server has them. */
  public static final class Counts {

    private long messagesReceived;
    private long bytesReceived;
    private long messagesSent;
    private long bytesSent;

    private synchronized void received(long bytes) {
      messagesReceived++;
      bytesReceived += bytes;
    }

    private synchronized void sent(long bytes) {
      messagesSent++;
      bytesSent += bytes;
    }

    /** Received messages, their bytes, sent messages, their bytes. */
    public synchronized List<Long> all() {
      return List.of(messagesReceived, bytesReceived, messagesSent, bytesSent);
    }
  }
}
