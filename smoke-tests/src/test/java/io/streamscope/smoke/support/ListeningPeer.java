/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.java_websocket.WebSocket;
import org.java_websocket.server.WebSocketServer;

/** A server of WebSockets that we did not write, on a free port of this machine. */
public abstract class ListeningPeer extends WebSocketServer implements AutoCloseable {

  private static final long START_SECONDS = 10;

  private static final long REMINDER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final CountDownLatch started = new CountDownLatch(1);
  private volatile boolean closed;

  ListeningPeer() {
    super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    setReuseAddr(true);
    setDaemon(true);
  }

  /** Returns when it listens. */
  final void listen() {
    start();
    try {
      if (!started.await(START_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("does not listen");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** Where it listens. */
  public final String url() {
    return "ws://127.0.0.1:" + getPort();
  }

  @Override
  public final void onStart() {
    started.countDown();
    Thread reminder = new Thread(this::remind, "peer-reminder");
    reminder.setDaemon(true);
    reminder.start();
  }

  /** What is queued while the selector has just written all may be forgotten: a race of its own. */
  private void remind() {
    while (!closed) {
      LockSupport.parkNanos(REMINDER_NANOS);
      for (WebSocket socket : getConnections()) {
        if (socket.hasBufferedData()) {
          onWriteDemand(socket);
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      stop(0);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
