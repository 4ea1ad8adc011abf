/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.SocketException;
import java.net.URISyntaxException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {

  private static final String CANARY = "canary of ours";

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  static Stream<Throwable> transports() {
    return Stream.of(
        new IOException(CANARY),
        new EOFException(CANARY),
        new SocketException(CANARY),
        new ConnectException(CANARY));
  }

  static Stream<Throwable> anythingElse() {
    return Stream.of(
        new IllegalArgumentException(CANARY),
        new JsonParseException(CANARY),
        new UncheckedIOException(new IOException(CANARY)),
        new URISyntaxException(CANARY, "reason"),
        new MalformedURLException(CANARY),
        new Error(CANARY),
        new RuntimeException("outer " + CANARY, new IllegalStateException(CANARY)));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void transport_isToldWithItsMessage(Throwable error) {
    SpanData span = written(Failure.of(error));

    assertThat(span.getStatus().getDescription()).isEqualTo(CANARY);
    assertThat(exception(span).get(Failure.EXCEPTION_MESSAGE)).isEqualTo(CANARY);
  }

  @ParameterizedTest
  @MethodSource("anythingElse")
  void anythingElse_isToldByTypeAndFramesOnly(Throwable error) {
    SpanData span = written(Failure.of(error));

    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.toString()).doesNotContain("canary");
    assertThat(span.getEvents().toString() + span.getAttributes()).doesNotContain("canary");
    assertThat(exception(span).get(Failure.EXCEPTION_TYPE))
        .isEqualTo(error.getClass().getCanonicalName());
    assertThat(exception(span).get(Failure.EXCEPTION_STACKTRACE))
        .contains("\tat " + FailureTest.class.getName());
  }

  @Test
  void providersWords_areToldAndCut() {
    String words = "x".repeat(10_000);

    SpanData span = written(Failure.ofProvider(new JsonParseException(words)));

    assertThat(span.getStatus().getDescription()).hasSize(Failure.MESSAGE_MAX);
    assertThat(exception(span).get(Failure.EXCEPTION_MESSAGE)).hasSize(Failure.MESSAGE_MAX);
  }

  @Test
  void wrappers_areTakenOff() {
    IOException actual = new IOException("reset");

    Failure failure =
        Failure.of(
            new CompletionException(
                new ExecutionException(new InvocationTargetException(actual, "call"))));

    assertThat(failure.exception()).isSameAs(actual);
    assertThat(failure.type()).isEqualTo("java.io.IOException");
  }

  @Test
  void wrapperWithoutContent_isItself() {
    CompletionException empty = new CompletionException("nothing inside", null);

    assertThat(Failure.of(empty).exception()).isSameAs(empty);
  }

  @Test
  void exceptionThatCannotTellItsCause_isToldByItsType() {
    SpanData span = written(Failure.of(new CompletionException("wrapped", new Mute())));

    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo(Mute.class.getName());
  }

  @Test
  void deepStackAndLongChain_areCut() {
    Throwable chain = new IOException("0");
    for (int i = 1; i < 50; i++) {
      chain = new RuntimeException(chain);
    }
    chain.setStackTrace(
        Stream.generate(() -> new StackTraceElement("a.B", "c", "B.java", 1))
            .limit(5_000)
            .toArray(StackTraceElement[]::new));

    String frames = exception(written(Failure.of(chain))).get(Failure.EXCEPTION_STACKTRACE);

    assertThat(frames).contains("\t... 4936 more\n");
    assertThat(frames.split("Caused by: ", -1)).hasSize(8);
  }

  @Test
  void whatCameOfAnotherException_isOfIt() {
    IOException origin = new IOException("reset");

    assertThat(Failure.isOf(origin, origin)).isTrue();
    assertThat(Failure.isOf(new IllegalStateException(new RuntimeException(origin)), origin))
        .isTrue();
    assertThat(Failure.isOf(new IOException("reset"), origin)).isFalse();
    assertThat(Failure.isOf(origin, null)).isFalse();
    assertThat(Failure.isOf(new Mute(), origin)).isFalse();
  }

  private SpanData written(Failure failure) {
    Span span = telemetry.streams().tracer().spanBuilder("failed").startSpan();
    failure.writeTo(span, 1);
    span.end();
    return telemetry.span();
  }

  private static Attributes exception(SpanData span) {
    assertThat(span.getEvents()).hasSize(1);
    return span.getEvents().get(0).getAttributes();
  }

  /** A parser's: quotes its source, and is an {@code IOException}. */
  private static final class JsonParseException extends IOException {
    private static final long serialVersionUID = 1L;

    JsonParseException(String message) {
      super(message);
    }
  }

  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable getCause() {
      throw new UnsupportedOperationException("no cause");
    }

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException("no message");
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new UnsupportedOperationException("no frames");
    }
  }
}
