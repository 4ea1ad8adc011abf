/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks what can be said of the span of a model that was asked over HTTP, whoever asked.
 *
 * @param <S> the class itself, to go on with
 */
abstract class ModelCallSpan<S extends ModelCallSpan<S>> {

  static final String STREAM = "streamscope.stream.";

  private final SpanRecord span;
  private final String model;
  private final ModelHttpFormat format;

  /** The span of that model, which was asked in a format. */
  ModelCallSpan(SpanRecord span, String model, ModelHttpFormat format) {
    this.span = span;
    this.model = model;
    this.format = format;
  }

  abstract S self();

  /** How the name of the scope begins that makes the span. */
  String scope() {
    return "io.streamscope.";
  }

  /** Reasons to finish, as the span has them. */
  Object reasons(String reason) {
    return List.of(reason);
  }

  /** Whether the status is an error for that outcome of a stream. */
  boolean isError(String outcome) {
    return outcome.equals("error");
  }

  final SpanRecord span() {
    return span;
  }

  final ModelHttpFormat format() {
    return format;
  }

  /** What holds for each: it says what was asked of which model at the server with that port. */
  final S asked(int port) {
    assertThat(span.name()).isEqualTo(format.operation() + " " + model);
    assertThat(span.kind()).isEqualTo("CLIENT");
    assertThat(span.scopeName()).startsWith(scope());
    has("gen_ai.operation.name", format.operation());
    has("gen_ai.provider.name", format.provider());
    has("gen_ai.request.model", model);
    has("server.address", "127.0.0.1");
    return has("server.port", (long) port);
  }

  /** It was answered to its end. */
  S answered() {
    assertThat(span.statusCode()).as(model).isEqualTo("UNSET");
    has("error.type", null);
    has("gen_ai.response.model", format.answer().tellsModel() ? model : null);
    String reason = format.answer().finishReason();
    has("gen_ai.response.finish_reasons", reason == null ? null : reasons(reason));
    has("gen_ai.usage.input_tokens", format.answer().inputTokens());
    return has("gen_ai.usage.output_tokens", format.answer().outputTokens());
  }

  /** It was no stream. */
  final S whole() {
    has("gen_ai.request.stream", null);
    return has(STREAM + "outcome", null);
  }

  /** It was a stream that ended so. */
  final S streamed(String outcome) {
    has("gen_ai.request.stream", true);
    has(STREAM + "protocol", format.answer().protocol());
    has(STREAM + "direction", "inbound");
    has(STREAM + "outcome", outcome);
    assertThat(span.statusCode()).as(model).isEqualTo(isError(outcome) ? "ERROR" : "UNSET");
    return self();
  }

  /** It had all that the model says, a chunk for each token. */
  final S allChunks() {
    return has(STREAM + "chunk.count", format.answer().outputTokens());
  }

  /** It had some of what the model says. */
  final S chunks(long atLeast, long atMost) {
    assertThat(number(span, STREAM + "chunk.count"))
        .as("chunks of %s", model)
        .isBetween((double) atLeast, (double) atMost);
    return self();
  }

  /** What had been reported when it ended; no more than all. */
  final S partialUsage() {
    atMost("gen_ai.usage.input_tokens", format.answer().inputTokens());
    atMost("gen_ai.usage.output_tokens", format.answer().outputTokens());
    return self();
  }

  private void atMost(String key, @Nullable Long most) {
    if (span.attribute(key) != null) {
      assertThat(most).as("%s of %s", key, model).isNotNull();
      assertThat(number(span, key)).isBetween(0.0, (double) most);
    }
  }

  /** It failed with that code of the provider; null for whatever it is. */
  final S failed(@Nullable String type) {
    assertThat(span.statusCode()).as("status of %s", span).isEqualTo("ERROR");
    if (type != null) {
      return has("error.type", type);
    }
    assertThat(span.attribute("error.type")).as("error.type of %s", model).isNotNull();
    return self();
  }

  /** An attribute with a certain value; null if there must be none. */
  final S has(String key, @Nullable Object value) {
    assertThat(span.attribute(key)).as("%s of %s in %s", key, model, span).isEqualTo(value);
    return self();
  }
}
