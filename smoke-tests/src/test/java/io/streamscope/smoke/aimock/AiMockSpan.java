/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks all that can be said of the span of a question. */
final class AiMockSpan {

  private static final String STREAM = "streamscope.stream.";

  private final AiMockQuestion question;
  private final AiMockProtocol protocol;
  private final AiMockAnswer answer;
  private final SpanRecord span;

  private AiMockSpan(AiMockQuestion question, SpanRecord span) {
    this.question = question;
    this.protocol = question.protocol();
    this.answer = protocol.answer();
    this.span = span;
  }

  /** The only call of a model in its trace, in its place, and all that holds for each. */
  static AiMockSpan of(AiMockRun run, AiMockQuestion question) {
    List<SpanRecord> trace = run.trace(question.name());
    SpanRecord call = only(trace, span -> span.attribute("gen_ai.operation.name") != null);
    String onTheWire = run.journal(question.name()).spanId();
    SpanRecord http = only(trace, span -> span.spanId().equals(onTheWire));
    SpanRecord caller = only(trace, span -> span.spanId().equals(call.parentSpanId()));
    assertThat(caller.kind()).isEqualTo("SERVER");
    assertThat(http.kind()).isEqualTo("CLIENT");
    assertThat(http.parentSpanId()).as("parent of the HTTP span").isEqualTo(call.spanId());
    return new AiMockSpan(question, call).asked(run.port());
  }

  private AiMockSpan asked(int port) {
    String model = protocol.isForm() ? null : question.name();
    assertThat(span.name()).isEqualTo(protocol.operation() + (model == null ? "" : " " + model));
    assertThat(span.kind()).isEqualTo("CLIENT");
    has("gen_ai.operation.name", protocol.operation());
    has("gen_ai.provider.name", protocol.provider());
    has("gen_ai.request.model", model);
    has("server.address", "127.0.0.1");
    has("server.port", (long) port);
    boolean stream = question.isSeenAsStream();
    has("gen_ai.request.stream", stream ? true : null);
    has(STREAM + "protocol", stream ? framing() : null);
    return has(STREAM + "direction", stream ? "inbound" : null);
  }

  /** What Gemini streams, and nobody calls events, is an array. */
  private String framing() {
    boolean unannounced =
        question.name().endsWith("malformed") && protocol.provider().startsWith("gcp.");
    return unannounced ? "chunked" : protocol.framing();
  }

  /** It was answered, so that it ended. */
  AiMockSpan answered(@Nullable String finishReason) {
    complete();
    identified();
    has("gen_ai.response.finish_reasons", finishReason == null ? null : List.of(finishReason));
    has("gen_ai.usage.input_tokens", answer.input());
    return has("gen_ai.usage.output_tokens", answer.output());
  }

  /** So much of it was answered; who it is comes first, in some formats. */
  AiMockSpan identified() {
    Object id = span.attribute("gen_ai.response.id");
    if (answer.id() == null) {
      assertThat(id).as("id of %s", question).isNull();
    } else {
      assertThat(id).as("id of %s", question).asString().matches(answer.id());
    }
    return has("gen_ai.response.model", answer.tellsModel() ? question.name() : null);
  }

  /** It ended without saying anything. */
  AiMockSpan saidNothing() {
    has("gen_ai.response.id", null);
    has("gen_ai.response.model", null);
    has("gen_ai.response.finish_reasons", null);
    has("gen_ai.usage.input_tokens", null);
    return has("gen_ai.usage.output_tokens", null);
  }

  /** Nobody failed. */
  AiMockSpan complete() {
    assertThat(span.statusCode()).as("status of %s", question).isEqualTo("UNSET");
    has("error.type", null);
    return has(STREAM + "outcome", question.isSeenAsStream() ? "complete" : null);
  }

  /** It failed. */
  AiMockSpan failed(String type) {
    assertThat(span.statusCode()).as("status of %s", question).isEqualTo("ERROR");
    has("error.type", type);
    return has(STREAM + "outcome", question.isSeenAsStream() ? "error" : null);
  }

  AiMockSpan chunks(long count) {
    return has(STREAM + "chunk.count", question.isSeenAsStream() ? count : null);
  }

  AiMockSpan chunksBetween(long least, long most) {
    assertThat(number(span, STREAM + "chunk.count"))
        .as("chunks of %s", question)
        .isBetween((double) least, (double) most);
    return this;
  }

  AiMockSpan beganAfter(double seconds) {
    assertThat(number(span, STREAM + "time_to_first_chunk"))
        .as("first chunk of %s", question)
        .isGreaterThanOrEqualTo(seconds);
    return this;
  }

  private AiMockSpan has(String key, @Nullable Object value) {
    assertThat(span.attribute(key)).as("%s of %s in %s", key, question, span).isEqualTo(value);
    return this;
  }
}
