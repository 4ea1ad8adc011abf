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
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  private static final PlayingApp APP =
      new PlayingApp("io.streamscope.modelhttp.ModelHttp", "model-http");
  private static final KeptRuns<Key, ModelHttpContractJvm> JVMS =
      new KeptRuns<>(ModelHttpContractJvm::run);

  /** The JVM of a cell; waits until it is over. */
  static ModelHttpContractJvm of(Cell cell) {
    return JVMS.of(key(cell));
  }

  /** Begins it unless it has begun. */
  static void begin(Cell cell) {
    JVMS.begin(key(cell));
  }

  /** Its clients are the cell's second detail. */
  private static Key key(Cell cell) {
    cell.setup().assumeInstalled();
    return new Key(cell.classPath(), cell.setup(), cell.details().get(1));
  }

  private static ModelHttpContractJvm run(Key key) {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      Map<String, Map<String, List<String>>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = APP.with(key.classPath, key.setup, sink, server.rootUrl()).start()) {
        for (String client : key.clients.split(" ")) {
          facts.put(client, play(app.url(), client));
        }
        int played = facts.values().stream().mapToInt(Map::size).sum();
        if (key.setup.agentVersion() != null) {
          PlayingApp.awaitRuns(sink, played);
        }
        return new ModelHttpContractJvm(
            facts, sink.spans(), server.awaitRequests(played, PATIENCE), server.port());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Map<String, List<String>> play(String url, String client) {
    Map<String, List<String>> facts = new LinkedHashMap<>();
    for (String format : PlayingApp.lines(url + "/formats")) {
      String what = "?client=" + client + "&format=" + format;
      for (String scenario : PlayingApp.lines(url + "/scenarios" + what)) {
        facts.put(
            format + "." + scenario,
            PlayingApp.lines(url + "/run" + what + "&scenario=" + scenario));
      }
    }
    return facts;
  }

  private record Key(String classPath, Setup setup, String clients) {}
}
