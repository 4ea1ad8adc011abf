/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamObserverTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void observer_seesChunksInOrderAndOneEnd() {
    List<String> seen = new ArrayList<>();
    long zero = telemetry.clock().getAsLong();
    IOException failure = new IOException("reset");
    StreamSpan stream =
        telemetry.open(
            new StreamObserver() {
              @Override
              public void onChunks(long count, long nanos) {
                seen.add(count + "@" + (nanos - zero));
              }

              @Override
              public void onEnd(StreamSummary summary, Span span) {
                assertThat(summary.outcome()).isEqualTo(StreamOutcome.ERROR);
                assertThat(summary.errorType()).isEqualTo(failure.getClass().getName());
                assertThat(summary.chunks()).isEqualTo(4);
                assertThat(summary.bytes()).isEqualTo(40);
                assertThat(summary.firstChunkNanos() - zero).isEqualTo(5);
                assertThat(summary.lastChunkNanos() - zero).isEqualTo(12);
                assertThat(summary.endNanos() - zero).isEqualTo(20);
                assertThat(summary.durationNanos()).isEqualTo(20);
                span.setAttribute("from.observer", true);
                seen.add("end");
              }
            });
    telemetry.clock().advanceNanos(5);
    stream.chunk(10);
    telemetry.clock().advanceNanos(7);
    stream.sent(3, 30, 0, zero);
    telemetry.clock().advanceNanos(8);

    stream.fail(failure);
    stream.fail(failure);

    assertThat(seen).containsExactly("1@5", "3@12", "end");
    assertThat(telemetry.span().getAttributes().asMap().toString()).contains("from.observer=true");
  }

  @Test
  void observerThatThrows_harmsNothing() {
    StreamSpan stream =
        telemetry.open(
            new StreamObserver() {
              @Override
              public void onChunks(long count, long nanos) {
                throw new IllegalStateException("chunks");
              }

              @Override
              public void onEnd(StreamSummary summary, Span span) {
                throw new LinkageError("end");
              }
            });
    stream.chunk(10);
    stream.chunk(20);
    stream.heartbeat();

    stream.complete();

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(attributes.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2);
    assertThat(attributes.get(StreamAttributes.BYTES)).isEqualTo(30);
    assertThat(attributes.get(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(1);
    assertThat(attributes.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(telemetry.eventNames())
        .containsExactly("stream_start", "first_chunk", "delta", "stream_complete");
    Attributes shape =
        Attributes.of(StreamAttributes.PROTOCOL, "sse", StreamAttributes.DIRECTION, "outbound");
    assertThat(telemetry.counter("streamscope.stream.chunks", shape)).isEqualTo(2);
    assertThat(telemetry.counter("streamscope.stream.active", shape)).isZero();
  }
}
