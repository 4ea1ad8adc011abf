/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.StreamAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What a format has made of an answer, or of a question. */
final class Played {

  private final SpanData span;

  private Played(SpanData span) {
    this.span = span;
  }

  /** Events without names, as bytes and as texts: they must come to the same. */
  static Played events(Supplier<? extends WireFormat> format, String... events) {
    Played asBytes = new Played(Replay.stream(format.get(), events));
    Played asTexts = new Played(Replay.streamOfTexts(format.get(), List.of(events)));
    assertThat(asTexts.said()).isEqualTo(asBytes.said());
    assertThat(asTexts.chunks()).isEqualTo(asBytes.chunks());
    assertThat(asTexts.span.getStatus()).isEqualTo(asBytes.span.getStatus());
    return asBytes;
  }

  /** A whole answer to a question that asked for one. */
  static Played answer(WireFormat format, String document) {
    return new Played(Replay.answer(format, document));
  }

  /** What is known of the answer, by names without {@code gen_ai.}. */
  Map<String, Object> said() {
    Map<String, Object> said = new TreeMap<>();
    span.getAttributes()
        .forEach(
            (key, value) -> {
              if (isOfAnswer(key)) {
                said.put(key.getKey().replaceFirst("^gen_ai\\.", ""), value);
              }
            });
    return said;
  }

  private static boolean isOfAnswer(AttributeKey<?> key) {
    String name = key.getKey();
    return !key.equals(GenAiAttributes.RESPONSE_TIME_TO_FIRST_CHUNK)
        && (name.startsWith("gen_ai.response.")
            || name.startsWith("gen_ai.usage.")
            || name.startsWith("gen_ai.conversation.")
            || name.startsWith("openai.")
            || name.equals("error.type"));
  }

  /** How many chunks there were. */
  long chunks() {
    Long count = span.getAttributes().get(StreamAttributes.CHUNK_COUNT);
    return count == null ? 0 : count;
  }

  String outcome() {
    return span.getAttributes().get(StreamAttributes.OUTCOME);
  }

  /** What it says of a failure, null if it has not failed. */
  String failure() {
    return span.getStatus().getStatusCode() == StatusCode.ERROR
        ? span.getStatus().getDescription()
        : null;
  }

  /** What a question has but for the API that it is put to, which is always said. */
  static Map<AttributeKey<?>, Object> parameters(GenAiQuestion question) {
    Map<AttributeKey<?>, Object> parameters = new HashMap<>(question.attributes().asMap());
    assertThat(parameters.remove(GenAiAttributes.OPENAI_API_TYPE)).isNotNull();
    return parameters;
  }
}
