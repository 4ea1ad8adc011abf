/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The agent alone against the agent with Streamscope, and against itself: three JVMs take turns
 * slice by slice, each slice is compared with the one beside it. Judged by the CPU time of the
 * process per chunk or request, and by how long a paced chunk takes from write to read. Arguments:
 * agent jar, extension jar, slices, chunks in a slice.
 */
public final class ProcessBenchmark {

  private static final int WARM_UP_SLICES = 4;
  private static final int PACED_CHUNKS = 1500;

  private final List<ServerProcess> servers;
  private final int slices;
  private final int chunks;

  private ProcessBenchmark(List<ServerProcess> servers, int slices, int chunks) {
    this.servers = servers;
    this.slices = slices;
    this.chunks = chunks;
  }

  /** Prints a table. */
  public static void main(String[] args) throws IOException {
    try (Upstream upstream = new Upstream()) {
      compare(SpringServer.class, args, upstream.url(), ProcessBenchmark::emitters);
      compare(BenchServer.class, args, upstream.url(), ProcessBenchmark::servlets);
    }
  }

  private static void compare(
      Class<?> application, String[] args, String upstream, Comparison comparison)
      throws IOException {
    Path agent = Path.of(args[0]);
    try (ServerProcess alone = new ServerProcess(application, agent, null, upstream);
        ServerProcess again = new ServerProcess(application, agent, null, upstream);
        ServerProcess withUs = new ServerProcess(application, agent, Path.of(args[1]), upstream)) {
      comparison.run(
          new ProcessBenchmark(
              List.of(alone, again, withUs), Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    }
  }

  private void emitters() throws IOException {
    cpu("Spring emitter: SSE written, us a chunk", "/write");
    cpu("Spring emitter: SSE relayed, us a chunk", "/relay");
    latency("Spring emitter: paced, p50, us", "/write");
    latency("Spring emitter: relayed, paced, p50, us", "/relay");
  }

  private void servlets() throws IOException {
    cpu("servlet: SSE written, us a chunk", "/write");
    cpu("servlet: SSE read, us a chunk", "/read");
    cpu("servlet: SSE relayed, us a chunk", "/relay");
    requests();
    latency("servlet: paced, p50, us", "/write");
    latency("servlet: relayed, paced, p50, us", "/relay");
  }

  private void cpu(String name, String path) throws IOException {
    String request = path + "?gapMicros=0&n=" + chunks;
    measure(
        name,
        server -> {
          double before = server.cpuSeconds();
          server.get(request);
          return (server.cpuSeconds() - before) / chunks;
        });
  }

  private void requests() throws IOException {
    int count = chunks / 10;
    measure(
        "no stream: a short document, us a request",
        server -> {
          double before = server.cpuSeconds();
          for (int i = 0; i < count; i++) {
            server.get("/json");
          }
          return (server.cpuSeconds() - before) / count;
        });
  }

  private void latency(String name, String path) throws IOException {
    String request = path + "?gapMicros=1000&n=" + PACED_CHUNKS;
    measure(name, server -> server.latency(request, PACED_CHUNKS));
  }

  private void measure(String name, Slice slice) throws IOException {
    double[][] values = new double[servers.size()][slices];
    for (int i = -WARM_UP_SLICES; i < slices; i++) {
      for (int j = 0; j < servers.size(); j++) {
        int which = (i + WARM_UP_SLICES + j) % servers.size(); // nobody is always the first
        double value = slice.run(servers.get(which));
        if (i >= 0) {
          values[which][i] = value;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-44s alone %8.3f  with us %8.3f  ratio %s  alone again %s%n",
        name,
        median(values[0]) * 1e6,
        median(values[2]) * 1e6,
        ratio(values[2], values[0]),
        ratio(values[1], values[0]));
  }

  /** Median and middle half of the ratios, slice by slice. */
  private static String ratio(double[] of, double[] to) {
    double[] ratios = new double[of.length];
    for (int i = 0; i < of.length; i++) {
      ratios[i] = of[i] / to[i];
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%.3f (%.3f-%.3f)",
        median(ratios),
        ratios[ratios.length / 4],
        ratios[ratios.length * 3 / 4]);
  }

  private static double median(double[] values) {
    List<Double> sorted = new ArrayList<>();
    for (double value : values) {
      sorted.add(value);
    }
    sorted.sort(null);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** What is measured with one application. */
  private interface Comparison {
    void run(ProcessBenchmark benchmark) throws IOException;
  }

  /** One turn of one server. */
  private interface Slice {
    double run(ServerProcess server) throws IOException;
  }
}
