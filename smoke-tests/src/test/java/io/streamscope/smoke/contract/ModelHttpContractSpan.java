/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest.Outcome;
import io.streamscope.sink.SpanRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks all that can be said of the span of a model that was asked over plain HTTP. */
final class ModelHttpContractSpan {

  private static final String STREAM = "streamscope.stream.";
  private static final long ANSWER_CHUNKS = 13;

  private final ModelHttpContractRun run;
  private final String model;
  private final ModelHttpFormat format;
  private final SpanRecord span;

  private ModelHttpContractSpan(ModelHttpContractRun run, String model, SpanRecord span) {
    this.run = run;
    this.model = model;
    this.format = ModelHttpFormat.of(model.substring(0, model.indexOf('.')));
    this.span = span;
  }

  /** The only call of that model, and all that holds for each. */
  static ModelHttpContractSpan only(ModelHttpContractRun run, String model) {
    List<SpanRecord> calls = run.calls(model);
    assertThat(calls).as("model calls of %s in %s", model, run.trace(model)).hasSize(1);
    return new ModelHttpContractSpan(run, model, calls.get(0)).asked();
  }

  private ModelHttpContractSpan asked() {
    assertThat(span.name()).isEqualTo(format.operation() + " " + model);
    assertThat(span.kind()).isEqualTo("CLIENT");
    has("gen_ai.operation.name", format.operation());
    has("gen_ai.provider.name", format.provider());
    has("gen_ai.request.model", model);
    has("server.address", "127.0.0.1");
    has("server.port", (long) run.all().port());
    return this;
  }

  /** It lies between the caller's span and the agent's. */
  void inItsPlace() {
    SpanRecord caller = spanOf(span.parentSpanId());
    assertThat(caller).as("caller of %s", model).isNotNull();
    assertThat(caller.kind()).isEqualTo("SERVER");
    SpanRecord http = spanOf(run.spanIdOnTheWire(model));
    boolean cut = run.request(model).outcome() != Outcome.COMPLETE;
    if (http == null) {
      // with some clients the agent has no span of an exchange that is cut off
      assertThat(cut).as("no span of the agent though %s was not cut", model).isTrue();
      return;
    }
    assertThat(http.kind()).isEqualTo("CLIENT");
    assertThat(http.parentSpanId()).as("parent of the HTTP span").isEqualTo(span.spanId());
  }

  private @Nullable SpanRecord spanOf(String spanId) {
    return run.trace(model).stream()
        .filter(each -> each.spanId().equals(spanId))
        .findAny()
        .orElse(null);
  }

  /** It was answered to its end. */
  ModelHttpContractSpan answered() {
    assertThat(span.statusCode()).as(model).isEqualTo("UNSET");
    has("error.type", null);
    has("gen_ai.response.model", format.answer().tellsModel() ? model : null);
    String reason = format.answer().finishReason();
    has("gen_ai.response.finish_reasons", reason == null ? null : List.of(reason));
    has("gen_ai.usage.input_tokens", format.answer().inputTokens());
    return has("gen_ai.usage.output_tokens", format.answer().outputTokens());
  }

  /** It was no stream. */
  ModelHttpContractSpan whole() {
    has("gen_ai.request.stream", null);
    return has(STREAM + "outcome", null);
  }

  /** It was a stream that ended so. */
  ModelHttpContractSpan streamed(String outcome) {
    has("gen_ai.request.stream", true);
    has(STREAM + "protocol", format.answer().protocol());
    has(STREAM + "direction", "inbound");
    has(STREAM + "outcome", outcome);
    boolean failed = outcome.equals("error");
    assertThat(span.statusCode()).as(model).isEqualTo(failed ? "ERROR" : "UNSET");
    return this;
  }

  ModelHttpContractSpan allChunks() {
    return has(STREAM + "chunk.count", ANSWER_CHUNKS);
  }

  /** A client may have read a little ahead, but no more than the server has sent. */
  ModelHttpContractSpan chunks(long atMost) {
    assertThat(number(span, STREAM + "chunk.count"))
        .as("chunks of %s", model)
        .isBetween(0.0, (double) atMost);
    return this;
  }

  /** What had been reported when it ended; no more than all. */
  ModelHttpContractSpan partialUsage() {
    atMost("gen_ai.usage.input_tokens", format.answer().inputTokens());
    atMost("gen_ai.usage.output_tokens", format.answer().outputTokens());
    return this;
  }

  private void atMost(String key, @Nullable Long most) {
    if (span.attribute(key) != null) {
      assertThat(most).as("%s of %s", key, model).isNotNull();
      assertThat(number(span, key)).isBetween(0.0, (double) most);
    }
  }

  /** It failed with that code of the provider; null for whatever it is. */
  ModelHttpContractSpan failed(@Nullable String type) {
    assertThat(span.statusCode()).as(model).isEqualTo("ERROR");
    if (type != null) {
      return has("error.type", type);
    }
    assertThat(span.attribute("error.type")).as("error.type of %s", model).isNotNull();
    return this;
  }

  /** An attribute with a certain value; null if there must be none. */
  ModelHttpContractSpan has(String key, @Nullable Object value) {
    assertThat(span.attribute(key)).as("%s of %s in %s", key, model, span).isEqualTo(value);
    return this;
  }

  ModelHttpFormat format() {
    return format;
  }
}
