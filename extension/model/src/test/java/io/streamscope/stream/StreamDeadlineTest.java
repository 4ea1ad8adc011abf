/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A deadline of a library is an exception like any other; only its name and causes tell. */
class StreamDeadlineTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  static Stream<Throwable> deadlines() {
    return Stream.of(
        new SocketTimeoutException("Read timed out"),
        new TimeoutException("late"),
        new InterruptedIOException("timeout"),
        new UncheckedIOException("wrapped", new SocketTimeoutException("Read timed out")));
  }

  static Stream<Throwable> others() {
    IOException cyclic = new IOException("cyclic");
    cyclic.initCause(new IOException(cyclic));
    return Stream.of(new IOException("timeout"), new InterruptedIOException("interrupted"), cyclic);
  }

  @ParameterizedTest
  @MethodSource("deadlines")
  void deadlineOfAnInboundStream_isTimeoutWithTheException(Throwable deadline) {
    SpanData span = failed(StreamDirection.INBOUND, deadline);

    assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("timeout");
    assertThat(span.getAttributes().get(StreamAttributes.CANCEL_REASON)).isEqualTo("timeout");
    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo(deadline.getClass().getName());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(telemetry.eventNames())
        .containsExactly("stream_start", "exception", "stream_timeout");
  }

  @ParameterizedTest
  @MethodSource("others")
  void otherFailure_isError(Throwable failure) {
    SpanData span = failed(StreamDirection.INBOUND, failure);

    assertThat(span.getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("error");
    assertThat(span.getAttributes().get(StreamAttributes.CANCEL_REASON)).isNull();
  }

  @ParameterizedTest
  @MethodSource("deadlines")
  void streamThatWeWrite_timesOutByTheApplicationsOwnDeadlineOnly(Throwable deadline) {
    SpanData span = failed(StreamDirection.OUTBOUND, deadline);

    boolean own = deadline.getClass() == TimeoutException.class;
    assertThat(span.getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo(own ? "timeout" : "error");
    assertThat(span.getAttributes().get(StreamAttributes.CANCEL_REASON))
        .isEqualTo(own ? "timeout" : null);
    assertThat(span.getAttributes().get(StreamAttributes.ERROR_TYPE))
        .isEqualTo(deadline.getClass().getName());
  }

  private SpanData failed(StreamDirection direction, Throwable failure) {
    telemetry
        .streams()
        .start(
            new StreamStart(
                "stream",
                SpanKind.INTERNAL,
                Context.root(),
                StreamProtocol.SSE,
                direction,
                direction == StreamDirection.OUTBOUND ? StreamSide.SERVER : StreamSide.CLIENT,
                null,
                telemetry.clock().getAsLong(),
                Attributes.empty(),
                null))
        .fail(failure);
    return telemetry.span();
  }
}
