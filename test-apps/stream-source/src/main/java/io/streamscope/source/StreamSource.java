/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A server of streams on a raw socket of the loopback interface. What it answers is in the query of
 * each request:
 *
 * <ul>
 *   <li>{@code type} = sse (default), ndjson, stream-json, jsonl or json; {@code status}; {@code
 *       framing} = chunked (default), close or length
 *   <li>{@code n} events or {@code endless}; {@code headersMs} before the headers, a comment right
 *       after them with {@code heartbeat}, {@code firstMs} before the first event, {@code gapMs}
 *       before the others, but {@code stallMs} before event {@code stallAt}
 *   <li>{@code lines} of data per event, {@code names}, {@code ids} from a number on, {@code
 *       comments} before every so manieth event, {@code bom}, {@code eol} = lf (default), crlf or
 *       cr
 *   <li>{@code split} into pieces of few bytes, {@code gzip} flushed per event
 *   <li>{@code reset} inside event k, {@code drop} before event k (from 0), {@code silent} after
 *       the headers, {@code noheaders} at all
 * </ul>
 */
public final class StreamSource implements AutoCloseable {

  private final ServerSocket server;
  private final Journal journal = new Journal();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private StreamSource(ServerSocket server) {
    this.server = server;
  }

  /** Starts one on a free port. */
  public static StreamSource start() throws IOException {
    StreamSource source =
        new StreamSource(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    daemon("stream-source", source::accept);
    return source;
  }

  /** Where it listens, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** The port it listens on. */
  public int port() {
    return server.getLocalPort();
  }

  /** All requests so far in the order in which they came. */
  public List<ServedRequest> requests() {
    return journal.requests();
  }

  /**
   * Waits until a condition holds for the requests.
   *
   * @throws AssertionError if it does not in time
   */
  public List<ServedRequest> awaitRequests(
      Predicate<List<ServedRequest>> condition, Duration atMost) {
    return journal.await(condition, atMost);
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        daemon("stream-source-connection", () -> serve(socket));
      }
    } catch (IOException closed) {
      // close() was called
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Peer peer = new Peer(socket);
      while (serveOne(peer)) {
        // the next request of the same connection
      }
    } catch (IOException gone) {
      // between two requests: nobody waits for an answer
    } finally {
      open.remove(socket);
    }
  }

  private boolean serveOne(Peer peer) throws IOException {
    Request request = Request.read(peer.in());
    if (request == null) {
      return false;
    }
    int place = journal.add(request.served(0, 0, 0, 0, null));
    Knobs knobs = new Knobs(request.query());
    Answer answer = new Answer(peer, knobs);
    Ending ending = answer.write();
    if (ending == Ending.RESET) {
      peer.reset();
    }
    journal.update(place, answer.describe(request, ending));
    return ending == Ending.COMPLETE && !knobs.framing().equals("close");
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
