/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.util.List;
import java.util.Map;

/**
 * All scenarios of one HTTP client in all formats, and all that they left behind. A model is named
 * {@code <format>.<scenario>}.
 *
 * @param client its name
 * @param facts what the application saw, by model, a line per fact
 * @param all what that JVM left behind
 */
record ModelHttpContractRun(
    String client, Map<String, List<String>> facts, ModelHttpContractJvm all) {

  /** What a cell says: its first detail is the client. Waits for it. */
  static ModelHttpContractRun of(Cell cell) {
    ModelHttpContractJvm jvm = ModelHttpContractJvm.of(cell);
    return new ModelHttpContractRun(
        cell.detail(), jvm.facts().getOrDefault(cell.detail(), Map.of()), jvm);
  }

  /** What the server was asked when that model was. */
  List<LoggedRequest> requests(String model) {
    return all.requests().stream()
        .filter(request -> request.header("x-client").equals(client))
        .filter(request -> request.header("x-cell").equals(model))
        .toList();
  }

  /** The only request, which tells the agent's trace. */
  LoggedRequest request(String model) {
    List<LoggedRequest> requests = requests(model);
    assertThat(requests).as("requests of %s", model).hasSize(1);
    return requests.get(0);
  }

  /** All spans of the trace in which that model was asked. */
  List<SpanRecord> trace(String model) {
    String traceId = traceparent(model)[1];
    return all.spans().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The spans of calls of models in that trace. */
  List<SpanRecord> calls(String model) {
    return trace(model).stream()
        .filter(span -> span.attribute("gen_ai.operation.name") != null)
        .toList();
  }

  /** The id of the span that the server was told. */
  String spanIdOnTheWire(String model) {
    return traceparent(model)[2];
  }

  private String[] traceparent(String model) {
    String header = request(model).header("traceparent");
    assertThat(header).as("traceparent of %s", model).isNotEmpty();
    return header.split("-");
  }
}
