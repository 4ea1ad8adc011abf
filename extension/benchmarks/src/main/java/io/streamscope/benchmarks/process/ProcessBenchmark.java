/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The agent alone against the agent with Streamscope, and against itself: three JVMs take turns
 * slice by slice, each slice is compared with the one beside it, and all of it is done with several
 * sets of JVMs, for no two compile the same code alike. Judged by the CPU time of the process per
 * chunk or request, by what its threads allocate for a chunk, and by how long a paced chunk takes
 * from write to read. Arguments: agent jar, extension jar, sets, slices with each, chunks in a
 * slice; a regular expression for the rows, all of them without.
 */
public final class ProcessBenchmark {

  private static final int WARM_UP_SLICES = 3;
  private static final int WARM_UP_CHUNKS = 500_000;
  private static final int PACED_CHUNKS = 500;
  private static final int READERS = 20;
  private static final int READER_CHUNKS = 200;
  private static final int CHUNKS_PER_REQUEST = 10;
  private static final double MICRO = 1e6; // rows show microseconds, or bytes

  private final Map<String, Samples> rows = new LinkedHashMap<>();
  private final int slices;
  private final int chunks;
  private final Pattern wanted;

  private ProcessBenchmark(int slices, int chunks, Pattern wanted) {
    this.slices = slices;
    this.chunks = chunks;
    this.wanted = wanted;
  }

  /** Prints a table. */
  public static void main(String[] args) throws IOException {
    int sets = Integer.parseInt(args[2]);
    ProcessBenchmark benchmark =
        new ProcessBenchmark(
            Integer.parseInt(args[3]),
            Integer.parseInt(args[4]),
            Pattern.compile(args.length > 5 ? args[5] : ""));
    try (Upstream upstream = new Upstream()) {
      for (int i = 0; i < sets; i++) {
        benchmark.compare(SpringServer.class, args, upstream.url(), benchmark::emitters);
        benchmark.compare(BenchServer.class, args, upstream.url(), benchmark::servlets);
      }
    }
    benchmark.rows.forEach(
        (name, samples) -> System.out.printf(Locale.ROOT, "%-44s %s%n", name, samples));
  }

  private void compare(Class<?> application, String[] args, String upstream, Comparison comparison)
      throws IOException {
    Path agent = Path.of(args[0]);
    try (ServerProcess alone = new ServerProcess(application, agent, null, upstream);
        ServerProcess again = new ServerProcess(application, agent, null, upstream);
        ServerProcess withUs = new ServerProcess(application, agent, Path.of(args[1]), upstream)) {
      comparison.run(List.of(alone, again, withUs));
    }
  }

  private void emitters(List<ServerProcess> servers) throws IOException {
    tight(servers, "Spring emitter: SSE written, us a chunk", "/write");
    tight(servers, "Spring emitter: SSE relayed, us a chunk", "/relay");
    paced(servers, "Spring emitter: written", "/write");
    paced(servers, "Spring emitter: relayed", "/relay");
  }

  private void servlets(List<ServerProcess> servers) throws IOException {
    tight(servers, "servlet: SSE written, us a chunk", "/write");
    tight(servers, "servlet: SSE read, us a chunk", "/read");
    tight(servers, "servlet: SSE relayed, us a chunk", "/relay");
    ServerProcess withUs = servers.get(2);
    watched(withUs, "servlet: SSE against text, written, us a chunk", "/write");
    watched(withUs, "servlet: SSE against text, relayed, us a chunk", "/relay");
    allocated(servers, "servlet: SSE written, bytes allocated a chunk", "/write");
    allocated(servers, "servlet: SSE read, bytes allocated a chunk", "/read");
    allocated(servers, "servlet: SSE relayed, bytes allocated a chunk", "/relay");
    requests(servers);
    echoes(servers);
    paced(servers, "servlet: written", "/write");
    paced(servers, "servlet: read", "/read");
    paced(servers, "servlet: relayed", "/relay");
  }

  /** Chunk after chunk in a tight loop. */
  private void tight(List<ServerProcess> servers, String name, String path) throws IOException {
    int warmUps = Math.max(WARM_UP_SLICES, WARM_UP_CHUNKS / chunks);
    measure(servers, name, warmUps, server -> drained(server, path + "?gapMicros=0&n="));
  }

  /** The same bytes in one process with Streamscope, as a stream and as text, no stream to it. */
  private void watched(ServerProcess server, String name, String path) throws IOException {
    String request = path + "?gapMicros=0&type=%s&n=";
    Turn text = () -> drained(server, request.formatted("text/plain"));
    Turn stream = () -> drained(server, request.formatted("text/event-stream"));
    measure(name, WARM_UP_SLICES, List.of(text, text, stream));
  }

  /** The same as {@link #tight}, judged by another measure. */
  private void allocated(List<ServerProcess> servers, String name, String path) throws IOException {
    measure(
        servers,
        name,
        WARM_UP_SLICES,
        server -> {
          double before = server.allocatedBytes();
          server.drain(path + "?gapMicros=0&n=" + chunks);
          return (server.allocatedBytes() - before) / chunks / MICRO;
        });
  }

  private double drained(ServerProcess server, String request) throws IOException {
    double before = server.cpuSeconds();
    server.drain(request + chunks);
    return (server.cpuSeconds() - before) / chunks;
  }

  private void requests(List<ServerProcess> servers) throws IOException {
    int count = chunks / CHUNKS_PER_REQUEST;
    measure(
        servers,
        "no stream: a short document, us a request",
        WARM_UP_SLICES,
        server -> {
          double before = server.cpuSeconds();
          for (int i = 0; i < count; i++) {
            server.get("/json");
          }
          return (server.cpuSeconds() - before) / count;
        });
  }

  /** More than there are turns for: a connection may have ten a second. */
  private void echoes(List<ServerProcess> servers) throws IOException {
    measure(
        servers,
        "WebSocket: a small text echoed, us a message",
        Math.max(WARM_UP_SLICES, WARM_UP_CHUNKS / chunks),
        server -> {
          double before = server.cpuSeconds();
          server.echo(chunks);
          return (server.cpuSeconds() - before) / chunks;
        });
  }

  /**
   * What a chunk costs when many readers get one every five milliseconds each, and how long one a
   * millisecond takes from write to read.
   */
  private void paced(List<ServerProcess> servers, String name, String path) throws IOException {
    measure(
        servers,
        name + ", paced, us a chunk",
        WARM_UP_SLICES,
        server -> {
          double before = server.cpuSeconds();
          server.getTogether(path + "?gapMicros=5000&n=" + READER_CHUNKS, READERS);
          return (server.cpuSeconds() - before) / READER_CHUNKS / READERS;
        });
    if (!path.equals("/read")) {
      measure(
          servers,
          name + ", paced, p50, us",
          WARM_UP_SLICES,
          server -> server.latency(path + "?gapMicros=1000&n=" + PACED_CHUNKS, PACED_CHUNKS));
    }
  }

  private void measure(List<ServerProcess> servers, String name, int warmUps, Slice slice)
      throws IOException {
    List<Turn> turns = new ArrayList<>();
    for (ServerProcess server : servers) {
      turns.add(() -> slice.run(server));
    }
    measure(name, warmUps, turns);
  }

  private void measure(String name, int warmUps, List<Turn> turns) throws IOException {
    if (!wanted.matcher(name).find()) {
      return;
    }
    Samples samples = rows.computeIfAbsent(name, row -> new Samples());
    for (int i = 0; i < warmUps + slices; i++) {
      double[] values = new double[turns.size()];
      for (int j = 0; j < values.length; j++) {
        int which = (i + j) % values.length; // nobody is always the first
        values[which] = turns.get(which).run();
      }
      if (i >= warmUps) {
        samples.add(values[0], values[1], values[2]);
      }
    }
  }

  /** What is measured with one application. */
  private interface Comparison {
    void run(List<ServerProcess> servers) throws IOException;
  }

  /** One turn of whatever is compared. */
  private interface Turn {
    double run() throws IOException;
  }

  /** One turn of one server. */
  private interface Slice {
    double run(ServerProcess server) throws IOException;
  }

  /** One row: the values of the slices, seconds. */
  private static final class Samples {

    private final List<Double> alone = new ArrayList<>();
    private final List<Double> withUs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> noise = new ArrayList<>();

    void add(double once, double again, double us) {
      alone.add(once);
      withUs.add(us);
      ratios.add(us / once);
      noise.add(again / once);
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "alone %8.3f  with us %8.3f  ratio %s  alone again %s",
          quantile(alone, 0.5) * MICRO,
          quantile(withUs, 0.5) * MICRO,
          spread(ratios),
          spread(noise));
    }

    /** Median and middle half. */
    private static String spread(List<Double> values) {
      return String.format(
          Locale.ROOT,
          "%.3f (%.3f-%.3f)",
          quantile(values, 0.5),
          quantile(values, 0.25),
          quantile(values, 0.75));
    }

    private static double quantile(List<Double> values, double which) {
      List<Double> sorted = values.stream().sorted().toList();
      return sorted.get((int) Math.round(which * (sorted.size() - 1)));
    }
  }
}
