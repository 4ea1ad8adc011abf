/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.source.ServedRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All scenarios of one HTTP client, played in a JVM with others of the same class path, and all
 * that they left behind. JVMs are kept: whoever asks for the same one again gets it without another
 * start.
 *
 * @param client its name
 * @param traits what the client is like
 * @param facts what the application saw, by scenario, a line per fact
 * @param all what that JVM left behind
 */
public record HttpClientContractRun(
    String client,
    List<String> traits,
    Map<String, List<String>> facts,
    HttpClientContractJvm all) {

  static final String OUTCOME = "streamscope.stream.outcome";

  /** What a cell says: the JVM's clients are its second detail. Waits for it. */
  public static HttpClientContractRun of(Cell cell, String client) {
    HttpClientContractJvm jvm = HttpClientContractJvm.of(cell);
    return new HttpClientContractRun(
        client,
        jvm.traits().getOrDefault(client, List.of()),
        jvm.facts().getOrDefault(client, Map.of()),
        jvm);
  }

  /** Whether the client plays this scenario. */
  public boolean plays(String scenario) {
    return facts.containsKey(scenario);
  }

  /** Whether the application says that of its client; the traits are those of the test app. */
  public boolean is(String trait) {
    return traits.contains(trait);
  }

  /** What the server was asked by this client. */
  public List<ServedRequest> requests() {
    return all.requests().stream()
        .filter(request -> client.equals(request.knob("client")))
        .toList();
  }

  /** What the server was asked by one scenario. */
  public List<ServedRequest> requests(String scenario) {
    return requests().stream()
        .filter(request -> scenario.equals(request.knob("scenario")))
        .toList();
  }

  /** The spans of the traces of this client. */
  public List<SpanRecord> spans() {
    Set<String> traces =
        requests().stream()
            .filter(request -> request.header("traceparent") != null)
            .map(HttpClientContractSpan::traceId)
            .collect(Collectors.toSet());
    return all.spans().stream().filter(span -> traces.contains(span.traceId())).toList();
  }

  /** The spans of the streams of one trace. */
  public List<SpanRecord> streams(String traceId) {
    return all.streams().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The spans of the streams of this client. */
  public List<SpanRecord> streams() {
    return spans().stream().filter(HttpClientContractJvm::isStream).toList();
  }

  /** Where the server of the streams listened. */
  public int port() {
    return all.port();
  }

  /** Whether a span was exported. */
  boolean has(String spanId) {
    return all.spans().stream().anyMatch(span -> span.spanId().equals(spanId));
  }

  /** A span by its id. */
  public SpanRecord span(String spanId) {
    return all.spans().stream()
        .filter(span -> span.spanId().equals(spanId))
        .findAny()
        .orElseThrow(() -> new AssertionError("no span " + spanId + " in " + spans()));
  }
}
