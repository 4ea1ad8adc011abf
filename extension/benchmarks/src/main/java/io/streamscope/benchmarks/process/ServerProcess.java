/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A JVM with one of the servers. */
final class ServerProcess implements AutoCloseable {

  private static final long PAUSE_NANOS = 1_000_000;

  private final Process process;
  private final String url;
  private final Map<Path, Long> cpuNanos = new HashMap<>();

  ServerProcess(Class<?> server, Path agent, @Nullable Path extension, String upstream)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + agent);
    if (extension != null) {
      command.add("-Dotel.javaagent.extensions=" + extension);
    }
    command.add("-Dotel.exporter.otlp.endpoint=" + upstream);
    command.add("-Dotel.exporter.otlp.protocol=http/protobuf");
    command.add("-Dotel.logs.exporter=none");
    command.add("-Xms512m");
    command.add("-Xmx512m");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(server.getName());
    command.add(upstream + "/stream");
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    url = "http://127.0.0.1:" + port();
  }

  private int port() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("port ")) {
        Thread rest = new Thread(() -> skip(lines), "server output");
        rest.setDaemon(true);
        rest.start();
        return Integer.parseInt(line.substring(5));
      }
    }
    throw new IOException("the server did not start");
  }

  private static void skip(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // nobody reads it; the server must not wait for that
      }
    } catch (IOException over) {
      return; // the process has ended
    }
  }

  /** Bytes that the server's threads have allocated so far. */
  double allocatedBytes() throws IOException {
    try (InputStream in = open("/allocated")) {
      return Long.parseLong(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /**
   * CPU seconds that the process has used so far: Linux's sum of nanoseconds over its threads, for
   * the figure of the whole process counts in ticks of 10 ms. A thread that has ended keeps what it
   * was last seen to have used.
   */
  double cpuSeconds() throws IOException {
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
      for (Path thread : threads) {
        try {
          String used = Files.readString(thread.resolve("schedstat"));
          cpuNanos.put(thread, Long.parseLong(used.substring(0, used.indexOf(' '))));
        } catch (IOException ended) {
          continue;
        }
      }
    }
    return cpuNanos.values().stream().mapToLong(Long::longValue).sum() / 1e9;
  }

  /** Reads a response to its end; how many bytes it had. */
  long get(String path) throws IOException {
    long count = 0;
    byte[] buffer = new byte[65536];
    try (InputStream in = open(path)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        count += read;
      }
    }
    return count;
  }

  /** Reads as many responses at the same time, each to its end. */
  void getTogether(String path, int readers) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(readers);
    try {
      Callable<Long> reader = () -> get(path);
      for (Future<Long> read : threads.invokeAll(Collections.nCopies(readers, reader))) {
        read.get();
      }
    } catch (InterruptedException | ExecutionException failure) {
      throw new IOException(failure);
    } finally {
      threads.shutdown();
    }
  }

  /**
   * Reads a stream to its end, a piece every millisecond: a reader that waits for every chunk has
   * to be woken by the write, which costs the server more than all the rest, now and then.
   */
  void drain(String path) throws IOException {
    URI target = URI.create(url);
    try (Socket socket = new Socket(target.getHost(), target.getPort())) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: "
              + target.getAuthority()
              + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[1 << 18];
      while (in.read(buffer) >= 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Has so many messages echoed, on one WebSocket. */
  void echo(int messages) throws IOException {
    EchoClient.echo(URI.create(url), messages);
  }

  /** Reads a stream of time stamps; the median of how long they took to get here, seconds. */
  double latency(String path, int chunks) throws IOException {
    double[] latencies = new double[chunks];
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isEmpty()) {
          latencies[count++] =
              (System.nanoTime() - Long.parseLong(line.substring(5).strip())) / 1e9;
        }
      }
    }
    Arrays.sort(latencies, 0, count);
    return latencies[count / 2];
  }

  private InputStream open(String path) throws IOException {
    return ((HttpURLConnection) URI.create(url + path).toURL().openConnection()).getInputStream();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
