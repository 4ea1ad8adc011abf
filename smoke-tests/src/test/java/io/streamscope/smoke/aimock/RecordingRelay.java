/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands before a server, passes on all bytes as they come, and keeps those of the clients. */
final class RecordingRelay implements AutoCloseable {

  private static final int BUFFER = 8192;

  private final ServerSocket door;
  private final int target;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();
  private final List<ByteArrayOutputStream> asked = new ArrayList<>(); // guarded by asked

  private RecordingRelay(int target) throws IOException {
    this.target = target;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    open.add(door);
  }

  /** A relay to a port of this machine. */
  static RecordingRelay to(int port) throws IOException {
    RecordingRelay relay = new RecordingRelay(port);
    begin(relay::accept);
    return relay;
  }

  private static void begin(Runnable work) {
    Thread thread = new Thread(work, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return door.getLocalPort();
  }

  /** All that was asked, connection by connection. */
  String asked() {
    StringBuilder all = new StringBuilder();
    synchronized (asked) {
      asked.forEach(bytes -> all.append(bytes.toString(StandardCharsets.ISO_8859_1)));
    }
    return all.toString();
  }

  private void accept() {
    try {
      while (!door.isClosed()) {
        Socket client = door.accept();
        open.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        open.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        synchronized (asked) {
          asked.add(bytes);
        }
        begin(() -> pass(client, server, bytes));
        begin(() -> pass(server, client, OutputStream.nullOutputStream()));
      }
    } catch (IOException closed) {
      close();
    }
  }

  private static void pass(Socket from, Socket to, OutputStream copy) {
    byte[] buffer = new byte[BUFFER];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        copy.write(buffer, 0, n);
        out.write(buffer, 0, n);
      }
      to.shutdownOutput();
    } catch (IOException cut) {
      close(from);
      close(to);
    }
  }

  private static void close(Closeable socket) {
    try {
      socket.close();
    } catch (IOException alreadyClosed) {
      // that was the purpose
    }
  }

  @Override
  public void close() {
    open.forEach(RecordingRelay::close);
  }
}
