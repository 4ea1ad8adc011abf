/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.context.Context;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.ThrowingProcessor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the model calls may throw: none of it gets out. */
class ForeignFaultsTest {

  static Stream<Consumer<StreamSpan>> streamEndings() {
    return Stream.of(
        StreamSpan::complete,
        StreamSpan::cancel,
        StreamSpan::disconnect,
        StreamSpan::timeout,
        stream -> stream.fail(new MuteCause()),
        stream -> stream.failAs("429"),
        stream -> stream.abandon("gc"));
  }

  static Stream<Consumer<GenAiCall>> callEndings() {
    return Stream.of(
        GenAiCall::complete,
        GenAiCall::cancel,
        GenAiCall::closed,
        call -> call.fail(new MuteCause()),
        call -> call.end(new MuteCause()),
        call -> call.abandon("gc"));
  }

  @ParameterizedTest
  @MethodSource("streamEndings")
  void endOfAStream_throwsNothing(Consumer<StreamSpan> ending) {
    StreamSpan stream = RecordedTelemetry.processed(new ThrowingProcessor()).open();

    assertThatCode(() -> ending.accept(stream)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("callEndings")
  void endOfACall_throwsNothing(Consumer<GenAiCall> ending) {
    Models models = new Models(RecordedTelemetry.processed(new ThrowingProcessor()));
    GenAiCall streamed = models.stream();
    GenAiCall blocking = models.ask();
    GenAiCall embedding = models.start(Models.embeddings(), Context.root());

    assertThatCode(() -> ending.accept(streamed)).doesNotThrowAnyException();
    assertThatCode(() -> ending.accept(blocking)).doesNotThrowAnyException();
    assertThatCode(() -> ending.accept(embedding)).doesNotThrowAnyException();
  }

  private static final class MuteCause extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new UnsupportedOperationException("no cause");
    }
  }
}
