/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/** The client at the other end of a connection. */
final class Peer {

  private static final int IDLE_MS = 60_000;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  Peer(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  InputStream in() throws SocketException {
    socket.setSoTimeout(IDLE_MS);
    return in;
  }

  /** Bytes leave as they are: every write is one segment if it is small. */
  void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
  }

  /**
   * A pause that ends early if the client goes.
   *
   * @throws ClientGone if it has gone
   */
  void pause(int millis) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; left > 0; left = millisUntil(deadline)) {
      if (hasGone((int) left)) {
        throw new ClientGone();
      }
    }
  }

  /** Waits until the client closes the connection or a minute is over. */
  void awaitGone() throws IOException {
    pause(IDLE_MS);
  }

  private static long millisUntil(long deadline) {
    return TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime() + 999_999);
  }

  /** Nobody sends a second request before the answer to the first: any end is the client's. */
  private boolean hasGone(int millis) throws IOException {
    socket.setSoTimeout(millis);
    in.mark(1);
    try {
      boolean gone = in.read() < 0;
      if (!gone) {
        in.reset();
        throw new IOException("pipelining is not supported");
      }
      return gone;
    } catch (SocketTimeoutException silent) {
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Closes with a RST segment instead of a FIN. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void close() throws IOException {
    socket.close();
  }

  /** The client closed or reset the connection. */
  static final class ClientGone extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
