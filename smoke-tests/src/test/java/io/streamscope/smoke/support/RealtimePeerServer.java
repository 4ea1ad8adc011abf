/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;

/** Plays the model's part of conversations, and sees whether the client plays its own. */
public final class RealtimePeerServer extends ListeningPeer {

  private final List<RealtimeScript> scripts;
  private final List<String> surprises = new ArrayList<>(); // guarded by surprises

  private RealtimePeerServer(List<RealtimeScript> scripts) {
    this.scripts = scripts;
  }

  /** Listens on a free port. */
  public static RealtimePeerServer playing(List<RealtimeScript> scripts) {
    RealtimePeerServer server = new RealtimePeerServer(scripts);
    server.listen();
    return server;
  }

  /** What clients have said that is not in the scripts, and what they have not. */
  public List<String> surprises() {
    synchronized (surprises) {
      return List.copyOf(surprises);
    }
  }

  private void surprised(String by) {
    synchronized (surprises) {
      surprises.add(by.length() > 200 ? by.substring(0, 200) : by);
    }
  }

  @Override
  public void onOpen(WebSocket socket, ClientHandshake handshake) {
    Deque<String> messages = new ArrayDeque<>();
    for (RealtimeScript script : scripts) {
      if (script.path().equals(socket.getResourceDescriptor())) {
        messages.addAll(script.messages());
      }
    }
    socket.setAttachment(messages);
    if (messages.isEmpty()) {
      surprised("no script for " + socket.getResourceDescriptor());
    }
    speak(socket);
  }

  /** Says what is to be said before the client is to say something. */
  private static void speak(WebSocket socket) {
    Deque<String> messages = socket.getAttachment();
    while (!messages.isEmpty() && messages.peek().startsWith("<")) {
      String message = messages.remove();
      if (message.startsWith("<#")) {
        socket.send(new byte[Integer.parseInt(message.substring(2).trim())]);
      } else if (message.startsWith("<<")) {
        socket.send(message.substring(2).trim().getBytes(StandardCharsets.UTF_8));
      } else {
        socket.send(message.substring(1).trim());
      }
    }
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    heard(socket, "> " + text);
  }

  @Override
  public void onMessage(WebSocket socket, ByteBuffer bytes) {
    heard(socket, "># " + bytes.remaining());
  }

  private void heard(WebSocket socket, String said) {
    Deque<String> messages = socket.getAttachment();
    String expected = messages.poll();
    if (!said.equals(expected)) {
      surprised(said + " instead of " + expected);
    }
    speak(socket);
  }

  @Override
  public void onClose(WebSocket socket, int code, String reason, boolean remote) {
    Deque<String> messages = socket.getAttachment();
    if (messages != null && !messages.isEmpty()) {
      surprised("the end instead of " + messages.peek());
    }
  }

  @Override
  public void onError(WebSocket socket, Exception failure) {
    surprised(failure.toString());
  }
}
