/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import java.util.List;

/** Checks all that can be said of the span of a model that was asked with an SDK. */
final class ModelSdkContractSpan extends ModelCallSpan<ModelSdkContractSpan> {

  private final ModelSdkContractRun run;
  private final String scenario;
  private final ModelSdkCall call;

  private ModelSdkContractSpan(
      ModelSdkContractRun run, String scenario, String model, SpanRecord span) {
    super(span, model, ModelSdkCall.of(scenario).format());
    this.run = run;
    this.scenario = scenario;
    this.call = ModelSdkCall.of(scenario);
  }

  /** The calls of one model in a scenario, and all that holds for each. */
  static List<ModelSdkContractSpan> all(ModelSdkContractRun run, String scenario, String model) {
    return run.calls(model).stream()
        .map(span -> new ModelSdkContractSpan(run, scenario, model, span).asked(run.port()))
        .toList();
  }

  @Override
  ModelSdkContractSpan self() {
    return this;
  }

  ModelSdkCall call() {
    return call;
  }

  @Override
  String scope() {
    return call.sdk().ofTheCall() ? String.valueOf(call.sdk().scope()) : super.scope();
  }

  /** One of an SDK makes a text of them. */
  @Override
  Object reasons(String reason) {
    return call.sdk().ofTheCall() ? "[" + reason + "]" : super.reasons(reason);
  }

  @Override
  boolean isError(String outcome) {
    return super.isError(outcome) || (outcome.equals("cancelled") && call.sdk().ofTheCall());
  }

  /** That it ended early is no failure; one of an SDK says so of its own span. */
  void notFailed() {
    has("error.type", call.sdk().ofTheCall() ? "cancelled" : null);
  }

  @Override
  ModelSdkContractSpan answered() {
    super.answered();
    assertThat(span().attribute("gen_ai.response.id") != null)
        .as("whether %s has a response id", scenario)
        .isEqualTo(call.tellsId());
    if (!call.streamed()) {
      return whole();
    }
    long chunks = call.chunks(scenario);
    return streamed("complete").chunks(chunks, chunks);
  }

  /** It ended early; as a stream so, if it was one. */
  ModelSdkContractSpan ended(String outcome, long chunksAtLeast, long chunksAtMost) {
    if (call.streamed()) {
      streamed(outcome).chunks(chunksAtLeast, chunksAtMost);
    } else {
      whole();
    }
    return outcome.equals("complete") ? this : partialUsage();
  }

  /** So much has passed in its events. */
  ModelSdkContractSpan bytesAtLeast(long bytes) {
    assertThat(number(span(), STREAM + "bytes"))
        .as("bytes of %s", scenario)
        .isGreaterThanOrEqualTo(bytes);
    return this;
  }

  /** It took so long. */
  ModelSdkContractSpan secondsAtLeast(double seconds) {
    assertThat(span().durationNanos() / 1e9)
        .as("seconds of %s", scenario)
        .isGreaterThanOrEqualTo(seconds);
    return this;
  }

  /** So many requests of one call; all but the last have failed. */
  void attempts(int expected) {
    has("streamscope.genai.attempts", expected == 1 ? null : (long) expected);
    assertThat(span().events("attempt_failed")).as("%s", span()).hasSize(expected - 1);
  }

  /** It lies below the caller's span, or is the root of a trace if nobody knows the caller. */
  void inItsPlace(boolean called) {
    if (!called) {
      assertThat(span().isRoot()).as("whether %s is a root", span()).isTrue();
      return;
    }
    SpanRecord above = parent(span());
    if (call.sdk().scope() != null && !call.sdk().ofTheCall()) {
      assertThat(above.kind()).as("%s", above).isEqualTo("INTERNAL");
      assertThat(above.scopeName()).as("%s", above).isEqualTo(call.sdk().scope());
      above = parent(above);
    }
    assertThat(above.kind()).as("what is above %s", scenario).isEqualTo("SERVER");
  }

  private SpanRecord parent(SpanRecord child) {
    List<SpanRecord> parents =
        run.trace(scenario).stream()
            .filter(each -> each.spanId().equals(child.parentSpanId()))
            .toList();
    assertThat(parents).as("parent of %s", child).hasSize(1);
    return parents.get(0);
  }
}
