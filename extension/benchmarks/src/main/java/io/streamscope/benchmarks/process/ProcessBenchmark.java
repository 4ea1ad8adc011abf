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

/**
 * The agent alone against the agent with Streamscope, and against itself: three JVMs take turns
 * slice by slice, each slice is compared with the one beside it, and all of it is done with several
 * sets of JVMs, for no two compile the same code alike. Judged by the CPU time of the process per
 * chunk or request, and by how long a paced chunk takes from write to read. Arguments: agent jar,
 * extension jar, sets, slices with each, chunks in a slice.
 */
public final class ProcessBenchmark {

  private static final int WARM_UP_SLICES = 3;
  private static final int PACED_CHUNKS = 500;
  private static final int CHUNKS_PER_REQUEST = 10;

  private final Map<String, Samples> rows = new LinkedHashMap<>();
  private final int slices;
  private final int chunks;

  private ProcessBenchmark(int slices, int chunks) {
    this.slices = slices;
    this.chunks = chunks;
  }

  /** Prints a table. */
  public static void main(String[] args) throws IOException {
    int sets = Integer.parseInt(args[2]);
    ProcessBenchmark benchmark =
        new ProcessBenchmark(Integer.parseInt(args[3]), Integer.parseInt(args[4]));
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
    cpu(servers, "Spring emitter: SSE written, us a chunk", "/write");
    cpu(servers, "Spring emitter: SSE relayed, us a chunk", "/relay");
    latency(servers, "Spring emitter: paced, p50, us", "/write");
    latency(servers, "Spring emitter: relayed, paced, p50, us", "/relay");
  }

  private void servlets(List<ServerProcess> servers) throws IOException {
    cpu(servers, "servlet: SSE written, us a chunk", "/write");
    cpu(servers, "servlet: SSE read, us a chunk", "/read");
    cpu(servers, "servlet: SSE relayed, us a chunk", "/relay");
    requests(servers);
    latency(servers, "servlet: paced, p50, us", "/write");
    latency(servers, "servlet: relayed, paced, p50, us", "/relay");
  }

  private void cpu(List<ServerProcess> servers, String name, String path) throws IOException {
    String request = path + "?gapMicros=0&n=" + chunks;
    measure(
        servers,
        name,
        server -> {
          double before = server.cpuSeconds();
          server.get(request);
          return (server.cpuSeconds() - before) / chunks;
        });
  }

  private void requests(List<ServerProcess> servers) throws IOException {
    int count = chunks / CHUNKS_PER_REQUEST;
    measure(
        servers,
        "no stream: a short document, us a request",
        server -> {
          double before = server.cpuSeconds();
          for (int i = 0; i < count; i++) {
            server.get("/json");
          }
          return (server.cpuSeconds() - before) / count;
        });
  }

  private void latency(List<ServerProcess> servers, String name, String path) throws IOException {
    String request = path + "?gapMicros=1000&n=" + PACED_CHUNKS;
    measure(servers, name, server -> server.latency(request, PACED_CHUNKS));
  }

  private void measure(List<ServerProcess> servers, String name, Slice slice) throws IOException {
    Samples samples = rows.computeIfAbsent(name, row -> new Samples());
    for (int i = 0; i < WARM_UP_SLICES + slices; i++) {
      double[] values = new double[servers.size()];
      for (int j = 0; j < values.length; j++) {
        int which = (i + j) % values.length; // nobody is always the first
        values[which] = slice.run(servers.get(which));
      }
      if (i >= WARM_UP_SLICES) {
        samples.add(values[0], values[1], values[2]);
      }
    }
  }

  /** What is measured with one application. */
  private interface Comparison {
    void run(List<ServerProcess> servers) throws IOException;
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
          quantile(alone, 0.5) * 1e6,
          quantile(withUs, 0.5) * 1e6,
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
