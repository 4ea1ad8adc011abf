/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.streamscope.config.ConfigKey;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.IDLE_LIMIT, "1m");
  private final OpenStreams openStreams = telemetry.runtime().openStreams();

  @Test
  void idleBeyondTheLimit_isAbandoned() {
    StreamSpan stream = telemetry.open();
    telemetry.clock().advanceMillis(30_000);
    stream.chunk(1);
    telemetry.clock().advanceMillis(60_000);
    openStreams.sweep();
    assertThat(stream.isOver()).isFalse();

    telemetry.clock().advanceNanos(1);
    openStreams.sweep();

    assertThat(stream.isOver()).isTrue();
    assertOutcome("abandoned", "idle");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.IDLE_TIME))
        .isEqualTo(90.000000001);
    assertThat(openStreams.size()).isZero();
  }

  @Test
  void heartbeats_keepAStreamAlive() {
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < 10; i++) {
      telemetry.clock().advanceMillis(50_000);
      stream.heartbeat();
      openStreams.sweep();
    }

    assertThat(stream.isOver()).isFalse();
  }

  @Test
  void sends_keepAStreamAlive() {
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < 10; i++) {
      telemetry.clock().advanceMillis(50_000);
      stream.sent(0, 0, 0, stream.nanoTime());
      openStreams.sweep();
    }

    assertThat(stream.isOver()).isFalse();
  }

  @Test
  void payloadWithoutChunks_keepsAStreamAlive() {
    StreamSpan stream = telemetry.open();
    for (int i = 0; i < 3; i++) {
      telemetry.clock().advanceMillis(50_000);
      stream.arrived(0, 10, 0, stream.nanoTime());
      openStreams.sweep();
    }

    assertThat(stream.isOver()).isFalse();
  }

  @Test
  void ownerCollected_isAbandonedByGc() {
    Object owner = new Object();
    StreamSpan stream =
        telemetry
            .streams()
            .start(
                StreamStart.outbound(
                    Context.root(),
                    StreamProtocol.SSE,
                    "/chat",
                    telemetry.clock().getAsLong(),
                    null),
                owner);
    openStreams.sweep();
    assertThat(stream.isOver()).isFalse();

    WeakReference<Object> gone = new WeakReference<>(owner);
    owner = null;
    collect(gone);
    openStreams.sweep();

    assertThat(stream.isOver()).isTrue();
    assertOutcome("abandoned", "gc");
  }

  @Test
  void laterOwnerCollected_isAbandonedByGc() {
    StreamSpan stream = telemetry.open();
    WeakReference<Object> gone = owned(stream);

    collect(gone);
    openStreams.sweep();

    assertOutcome("abandoned", "gc");
  }

  @Test
  void disowned_outlivesItsOwner() {
    StreamSpan stream = telemetry.open();
    WeakReference<Object> gone = owned(stream);
    stream.disowned();

    collect(gone);
    openStreams.sweep();

    assertThat(stream.isOver()).isFalse();
    telemetry.clock().advanceMillis(60_001);
    openStreams.sweep();
    assertOutcome("abandoned", "idle");
  }

  @Test
  void ownerOfAnEndedStream_isNotWatched() {
    StreamSpan stream = telemetry.open();
    stream.complete();

    WeakReference<Object> gone = owned(stream);
    collect(gone);
    openStreams.sweep();

    assertThat(openStreams.size()).isZero();
    assertOutcome("complete", null);
  }

  @Test
  void shutdown_endsWhatIsOpen() {
    telemetry.open();
    StreamSpan over = telemetry.open();
    over.complete();
    telemetry.open();
    assertThat(openStreams.size()).isEqualTo(2);

    openStreams.shutdown();

    assertThat(openStreams.size()).isZero();
    assertThat(telemetry.spans())
        .extracting(span -> span.getAttributes().get(StreamAttributes.CANCEL_REASON))
        .containsExactlyInAnyOrder(null, "shutdown", "shutdown");
  }

  @Test
  void shutdown_publishesTheGaps() {
    StreamSpan stream = telemetry.open();
    stream.chunk(1);
    telemetry.clock().advanceMillis(30);
    stream.chunk(1);

    openStreams.shutdown();

    assertThat(telemetry.histogram("streamscope.stream.chunk_gap").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(0.03));
  }

  @Test
  void oneThatCannotBeAbandoned_doesNotKeepTheOthers() {
    AtomicInteger asked = new AtomicInteger();
    Abandonable broken =
        new Abandonable() {
          @Override
          public long lastActivityNanos() {
            asked.incrementAndGet();
            throw new IllegalStateException("broken");
          }

          @Override
          public void abandon(String reason) {
            throw new IllegalStateException("broken");
          }
        };
    for (int i = 0; i < 20; i++) {
      telemetry.open();
      openStreams.add(i == 10 ? broken : new Untouched(), null);
    }
    telemetry.clock().advanceMillis(60_001);

    openStreams.sweep();

    assertThat(asked.get()).isPositive();
    assertThat(telemetry.spans()).hasSize(20);
  }

  private static WeakReference<Object> owned(StreamSpan stream) {
    Object owner = new Object();
    stream.ownedBy(owner);
    return new WeakReference<>(owner);
  }

  /** A thread keeps its maker's class loader, if nobody takes it from it. */
  @Test
  void sweeper_keepsNoClassLoaderAndOutlivesAnInterrupt() throws Exception {
    OpenStreams streams = new OpenStreams(telemetry.runtime(), Duration.ofMinutes(1).toNanos());
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    try (URLClassLoader application = new URLClassLoader(new URL[0], null)) {
      Thread maker = new Thread(streams::start);
      maker.setContextClassLoader(application);
      maker.start();
      maker.join();
    }

    Thread sweeper =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !before.contains(thread))
            .filter(thread -> thread.getName().equals("streamscope-sweeper"))
            .findAny()
            .orElseThrow();
    assertThat(sweeper.getContextClassLoader()).isNull();
    assertThat(sweeper.isDaemon()).isTrue();
    sweeper.interrupt();
    while (sweeper.isInterrupted()) {
      Thread.onSpinWait();
    }
    assertThat(sweeper.isAlive()).isTrue();
  }

  private static void collect(WeakReference<Object> reference) {
    for (int i = 0; i < 1_000 && !reference.refersTo(null); i++) {
      System.gc();
    }
    assertThat(reference.refersTo(null)).isTrue();
  }

  private void assertOutcome(String outcome, String reason) {
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo(outcome);
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CANCEL_REASON))
        .isEqualTo(reason);
  }

  private static final class Untouched implements Abandonable {
    @Override
    public long lastActivityNanos() {
      return Long.MAX_VALUE;
    }

    @Override
    public void abandon(String reason) {}
  }
}
