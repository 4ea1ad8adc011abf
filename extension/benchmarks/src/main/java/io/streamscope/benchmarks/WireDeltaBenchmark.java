/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.WireFormat;
import io.streamscope.llm.format.AnthropicMessagesFormat;
import io.streamscope.llm.format.GeminiFormat;
import io.streamscope.llm.format.OllamaFormat;
import io.streamscope.llm.format.OpenAiChatFormat;
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

/** What one text delta costs that is read from the wire, by the format it is in. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireDeltaBenchmark {

  /** Whose format. */
  @Param({"openai", "anthropic", "gemini", "ollama"})
  public String api = "openai";

  private GenAiCall call = new Telemetry("sampled").call();
  private WireAnswer answer = new WireAnswer(new OpenAiChatFormat());
  private final byte[][] events = new byte[8][];
  private int next;

  /** One call for the whole run; its events differ as those of the format do. */
  @Setup
  public void open() {
    call = new Telemetry("sampled").call();
    answer = new WireAnswer(format());
    for (int i = 0; i < events.length; i++) {
      events[i] = event(i).getBytes(UTF_8);
    }
  }

  private WireFormat format() {
    return switch (api) {
      case "anthropic" -> new AnthropicMessagesFormat();
      case "gemini" -> new GeminiFormat();
      case "ollama" -> new OllamaFormat();
      default -> new OpenAiChatFormat();
    };
  }

  private String event(int i) {
    String text = " warranty".substring(0, 2 + i);
    return switch (api) {
      case "anthropic" ->
          "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\""
              + text
              + "\"}}";
      case "gemini" ->
          "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
              + text
              + "\"}],\"role\":\"model\"},\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":7,"
              + "\"candidatesTokenCount\":"
              + (i + 1)
              + ",\"totalTokenCount\":"
              + (i + 8)
              + "},\"modelVersion\":\"gemini-2.5-flash\",\"responseId\":\"9opI8ebo835kPco6QTe7Vf\"}";
      case "ollama" ->
          "{\"model\":\"llama3.2\",\"created_at\":\"2026-11-29T06:00:00.12345678"
              + i
              + "Z\",\"message\":{\"role\":\"assistant\",\"content\":\""
              + text
              + "\"},\"done\":false}";
      default ->
          "{\"id\":\"chatcmpl-9xKq2bJ4mZ7pT1vLw8dRfYc3\",\"object\":\"chat.completion.chunk\","
              + "\"created\":1763672400,\"model\":\"gpt-4o-mini-2024-07-18\","
              + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_5a4e0f3c1d\","
              + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
              + text
              + "\"},\"logprobs\":null,\"finish_reason\":null}]}";
    };
  }

  /** The yardstick. */
  @Benchmark
  public long clock() {
    return System.nanoTime();
  }

  /** A text delta, timed and counted. */
  @Benchmark
  public long delta() {
    byte[] event = events[next++ & 7];
    long now = call.nanoTime();
    call.event(answer, null, event, event.length, now);
    return now;
  }
}
