/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.context.Context;
import io.streamscope.http.InboundBody;
import io.streamscope.http.ServerResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one more event costs where the bytes pass: in a server, in a client, through both. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HttpBenchmark {

  private static final byte[] EVENT = "data: 12345678901234\n\n".getBytes(UTF_8);

  /** See {@link ChunkBenchmark#mode}. */
  @Param({"sampled", "unsampled"})
  public String mode = "sampled";

  private final ByteBuffer buffer = ByteBuffer.wrap(EVENT);
  private ServerResponse response = new Telemetry(mode).response(Telemetry.request());
  private InboundBody body = new Telemetry(mode).body(Context.root());
  private ServerResponse relaying = response;
  private InboundBody relayed = body;

  /** One stream of each kind for the whole run. */
  @Setup
  public void open() {
    Telemetry telemetry = new Telemetry(mode);
    response = telemetry.response(Telemetry.request());
    body = telemetry.body(Context.root());
    Context request = Telemetry.request();
    relaying = telemetry.response(request);
    relayed = telemetry.body(request);
  }

  /** An event is written and flushed, as Tomcat does it: the write is part of the flush. */
  @Benchmark
  public void written() {
    write(response);
  }

  /** An event is read. */
  @Benchmark
  public void read() {
    body.onBytes(EVENT, 0, EVENT.length);
  }

  /** An event is read and passed on. */
  @Benchmark
  public void relayed() {
    relayed.onBytes(EVENT, 0, EVENT.length);
    write(relaying);
  }

  private void write(ServerResponse to) {
    to.writing();
    to.writing();
    to.bytes(buffer);
    to.wrote(null);
    to.wrote(null);
  }
}
