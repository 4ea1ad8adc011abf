/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.format.OpenAiChatFormat;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What one text delta of a streamed chat completion costs, looked at for usage and finish. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DeltaBenchmark {

  private static final String DELTA =
      "{\"id\":\"chatcmpl-9xKq2bJ4mZ7pT1vLw8dRfYc3\",\"object\":\"chat.completion.chunk\","
          + "\"created\":1763672400,\"model\":\"gpt-4o-mini-2024-07-18\","
          + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_5a4e0f3c1d\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" warranty\"},"
          + "\"logprobs\":null,\"finish_reason\":null}]}";

  private static final String PADDED =
      DELTA.substring(0, DELTA.length() - 1) + ",\"usage\":null,\"obfuscation\":\"ZGFlaXU\"}";

  private static final String WITH_USAGE =
      DELTA.substring(0, DELTA.length() - 1)
          + ",\"usage\":{\"prompt_tokens\":175,\"completion_tokens\":18,\"total_tokens\":193}}";

  /** Sampled or not. */
  @Param({"sampled", "unsampled"})
  public String mode = "sampled";

  private @Nullable Answer plain;
  private @Nullable Answer padded;
  private @Nullable Answer withUsage;

  /** One call for the whole run. */
  @Setup
  public void open() {
    Telemetry telemetry = new Telemetry(mode);
    plain = new Answer(telemetry.call());
    padded = new Answer(telemetry.call());
    withUsage = new Answer(telemetry.call());
  }

  /** The yardstick. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** A text delta of 284 bytes. */
  @Benchmark
  public long delta() {
    Answer open = plain;
    return open == null ? 0 : open.onEvent(DELTA);
  }

  /** The same with what OpenAI adds to it, against conclusions from its size. */
  @Benchmark
  public long paddedDelta() {
    Answer open = padded;
    return open == null ? 0 : open.onEvent(PADDED);
  }

  /** The same with a usage, which has to be read. */
  @Benchmark
  public long deltaWithUsage() {
    Answer open = withUsage;
    return open == null ? 0 : open.onEvent(WITH_USAGE);
  }

  private record Answer(GenAiCall call, WireAnswer format) {

    Answer(GenAiCall call) {
      this(call, new WireAnswer(new OpenAiChatFormat()));
    }

    long onEvent(String data) {
      return call.event(format, null, data);
    }
  }
}
