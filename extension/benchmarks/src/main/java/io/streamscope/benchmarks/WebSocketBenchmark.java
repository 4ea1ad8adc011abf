/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import io.opentelemetry.context.Context;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import io.streamscope.websocket.WebSocketTelemetry;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one more message of an open session costs; the clock alone is the yardstick. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WebSocketBenchmark {

  private static final WebSocketPeer peer = WebSocketPeer.ofServer("/chat", null);

  private final WebSocketTelemetry telemetry =
      WebSocketTelemetry.create(new Telemetry("sampled").runtime(), "benchmark");
  private final WebSocketSession session = open();
  private final WebSocketSession answering = open();

  private WebSocketSession open() {
    return Objects.requireNonNull(telemetry.open(Context.root(), peer, telemetry.nanoTime(), null));
  }

  /** One session is in the middle of an answer. */
  @Setup
  public void begin() {
    answering.handle(MessageType.TEXT, 5, null, answering.received(MessageType.TEXT, 5));
  }

  /** The yardstick. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** A message that came in. */
  @Benchmark
  public long received() {
    return session.received(MessageType.TEXT, 48);
  }

  /** A message that went out, of no turn: entry and exit are timed. */
  @Benchmark
  public void sent() {
    session.sent(MessageType.TEXT, 48, session.nanoTime());
  }

  /** The same of a turn that is being answered. */
  @Benchmark
  public void answered() {
    answering.sent(MessageType.TEXT, 48, answering.nanoTime());
  }

  /** A message that came in and was handled, beyond the budget of turns. */
  @Benchmark
  public void handled() {
    MessageScope scope =
        session.handle(MessageType.TEXT, 48, null, session.received(MessageType.TEXT, 48));
    if (scope != null) {
      scope.close(null);
    }
  }

  /**
   * A connection on which two messages pass that are no turn; what a turn costs is the difference
   * to the next one.
   */
  @Benchmark
  public void session() {
    WebSocketSession silent = open();
    silent.received(MessageType.TEXT, 48);
    silent.sent(MessageType.TEXT, 48, silent.nanoTime());
    close(silent);
  }

  /** A connection on which one message is answered. */
  @Benchmark
  public void sessionOfOneTurn() {
    WebSocketSession asked = open();
    MessageScope scope =
        asked.handle(MessageType.TEXT, 48, null, asked.received(MessageType.TEXT, 48));
    asked.sent(MessageType.TEXT, 48, asked.nanoTime());
    if (scope != null) {
      scope.close(null);
    }
    close(asked);
  }

  private static void close(WebSocketSession session) {
    session.closing(1000, true);
    session.closed();
  }
}
