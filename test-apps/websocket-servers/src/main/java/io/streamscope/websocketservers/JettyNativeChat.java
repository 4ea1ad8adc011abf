/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** What {@link ChatEndpoint} does, as far as Jetty's own API has a way for it. */
public final class JettyNativeChat extends Session.Listener.AbstractAutoDemanding {

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    String path = session.getUpgradeRequest().getRequestURI().getPath();
    String room = path.substring(path.lastIndexOf('/') + 1);
    Observations.saw("opened " + room.replaceAll("[0-9]", "#"));
    if (room.startsWith("polite")) {
      send("welcome");
    }
  }

  @Override
  public void onWebSocketText(String message) {
    Observations.saw("text " + (message.length() > 100 ? message.length() : message));
    String command = message.split(" ", 2)[0];
    String about = message.substring(Math.min(message.length(), command.length() + 1));
    switch (command) {
      case "echo", "future" -> send(about);
      case "writer" -> getSession().sendPartialText(about, true, Callback.NOOP);
      case "stream" -> sendTo("word ", about);
      case "later" -> CompletableFuture.runAsync(() -> sendTo("later ", about), LATER);
      case "handler" ->
          getSession().sendText(about, Callback.from(() -> saw(true), failure -> saw(false)));
      case "ping" -> getSession().sendPing(ByteBuffer.allocate(4), Callback.NOOP);
      case "throw" -> throw new IllegalStateException("cannot " + about);
      case "close" -> getSession().close(Integer.parseInt(about), "told to", Callback.NOOP);
      case "late" -> late(about);
      case "quiet" -> {}
      default -> throw new IllegalArgumentException(command);
    }
  }

  private static void saw(boolean sent) {
    Observations.saw("sent " + sent);
  }

  private void sendTo(String words, String count) {
    for (int i = 0; i < Integer.parseInt(count); i++) {
      send(words + i);
    }
  }

  private void late(String about) {
    getSession().close();
    Callback said =
        Callback.from(
            () -> Observations.saw("afterwards sent"),
            failure -> Observations.saw("afterwards " + failure.getClass().getName()));
    getSession().sendText(about, said);
  }

  private void send(String text) {
    Callback.Completable sent = new Callback.Completable();
    getSession().sendText(text, sent);
    sent.join();
  }

  @Override
  public void onWebSocketBinary(ByteBuffer message, Callback callback) {
    Observations.saw("bytes " + message.remaining());
    getSession().sendBinary(message, callback);
  }

  @Override
  public void onWebSocketPong(ByteBuffer payload) {
    Observations.saw("pong " + payload.remaining());
  }

  @Override
  public void onWebSocketError(Throwable failure) {
    Observations.saw("error " + failure.getClass().getName());
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    Observations.saw("closed " + code);
    callback.succeed();
  }
}
