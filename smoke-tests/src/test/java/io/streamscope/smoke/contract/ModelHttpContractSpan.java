/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest.Outcome;
import io.streamscope.sink.SpanRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks all that can be said of the span of a model that was asked over plain HTTP. */
final class ModelHttpContractSpan extends ModelCallSpan<ModelHttpContractSpan> {

  private final ModelHttpContractRun run;
  private final String model;

  private ModelHttpContractSpan(ModelHttpContractRun run, String model, SpanRecord span) {
    super(span, model, ModelHttpFormat.of(model.substring(0, model.indexOf('.'))));
    this.run = run;
    this.model = model;
  }

  /** The only call of that model, and all that holds for each. */
  static ModelHttpContractSpan only(ModelHttpContractRun run, String model) {
    List<SpanRecord> calls = run.calls(model);
    assertThat(calls).as("model calls of %s in %s", model, run.trace(model)).hasSize(1);
    return new ModelHttpContractSpan(run, model, calls.get(0)).asked(run.all().port());
  }

  @Override
  ModelHttpContractSpan self() {
    return this;
  }

  /** It lies between the caller's span and the agent's. */
  void inItsPlace() {
    SpanRecord caller = spanOf(span().parentSpanId());
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
    assertThat(http.parentSpanId()).as("parent of the HTTP span").isEqualTo(span().spanId());
  }

  private @Nullable SpanRecord spanOf(String spanId) {
    return run.trace(model).stream()
        .filter(each -> each.spanId().equals(spanId))
        .findAny()
        .orElse(null);
  }
}
