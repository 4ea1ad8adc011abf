/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application with some HTTP clients, all of which have played all scenarios in all formats.
 *
 * @param facts what the application saw, by client and then by model, which is named {@code
 *     <format>.<scenario>}
 * @param spans all that were exported
 * @param requests what the model server was asked
 * @param port where that server listened
 */
record ModelHttpContractJvm(
    Map<String, Map<String, List<String>>> facts,
    List<SpanRecord> spans,
    List<LoggedRequest> requests,
    int port) {

  private static final Map<Key, CompletableFuture<ModelHttpContractJvm>> JVMS =
      new ConcurrentHashMap<>();

  /** The JVM of a cell; waits until it is over. */
  static ModelHttpContractJvm of(Cell cell) {
    try {
      return begin(cell).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  /** Begins it unless it has begun; its clients are the cell's second detail. */
  static CompletableFuture<ModelHttpContractJvm> begin(Cell cell) {
    cell.setup().assumeInstalled();
    Key key = new Key(cell.classPath(), cell.setup(), cell.details().get(1));
    return JVMS.computeIfAbsent(
        key,
        unused ->
            CompletableFuture.supplyAsync(
                () -> run(key), task -> new Thread(task, key.toString()).start()));
  }

  private static ModelHttpContractJvm run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      Map<String, Map<String, List<String>>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = start(key, sink, server)) {
        for (String client : key.clients.split(" ")) {
          facts.put(client, play(app.url(), client));
        }
        int played = facts.values().stream().mapToInt(Map::size).sum();
        if (key.setup.agentVersion() != null) {
          sink.awaitSpans(spans -> runs(spans) >= played, PATIENCE);
        }
        return new ModelHttpContractJvm(
            facts, sink.spans(), server.awaitRequests(played, PATIENCE), server.port());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static AppUnderTest start(Key key, OtlpSink sink, FakeLlm server) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                "io.streamscope.modelhttp.ModelHttp",
                AppUnderTest.classesOf("model-http"),
                AppUnderTest.libraries(key.classPath))
            .with(key.setup)
            .arguments(server.rootUrl());
    if (key.setup.agentVersion() != null) {
      builder.exportingTo(sink);
    }
    return builder.start();
  }

  private static Map<String, List<String>> play(String url, String client) {
    Map<String, List<String>> facts = new LinkedHashMap<>();
    for (String format : lines(url + "/formats")) {
      String what = "?client=" + client + "&format=" + format;
      for (String scenario : lines(url + "/scenarios" + what)) {
        facts.put(format + "." + scenario, lines(url + "/run" + what + "&scenario=" + scenario));
      }
    }
    return facts;
  }

  private static List<String> lines(String url) {
    return Http.body(Http.get(url)).lines().filter(line -> !line.isBlank()).toList();
  }

  /** The SERVER span of the last scenario ends after the answer that we have read. */
  private static long runs(List<SpanRecord> spans) {
    return spans.stream().filter(span -> span.name().equals("GET /run")).count();
  }

  private record Key(String classPath, Setup setup, String clients) {}
}
