/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.RecordedTelemetry;
import java.lang.management.ManagementFactory;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** What text deltas cost that come as bytes, once one or two of their kind have been read. */
class OpenAiBytesAllocationTest {

  private static final int EVENTS = 20_000;
  private static final String[] TEXTS = {"a", " the", "\\n\\\"", "日本", "\\u00e9"};
  private static final String[] PADDINGS = {"aB3", "", "0123456"};

  @Test
  void chatDeltas_allocateNothing() {
    assertThat(perEvent(new OpenAiChatFormat(), i -> OpenAiEvents.text(of(TEXTS, i)))).isZero();
  }

  @Test
  void paddedChatDeltas_allocateNothing() {
    assertThat(
            perEvent(
                new OpenAiChatFormat(), i -> OpenAiEvents.padded(of(TEXTS, i), of(PADDINGS, i))))
        .isZero();
  }

  @Test
  void deltasOfAResponse_allocateNothing() {
    assertThat(
            perEvent(
                new OpenAiResponsesFormat(),
                i -> OpenAiResponsesFormatTest.text(i, of(TEXTS, i), of(PADDINGS, i))))
        .isZero();
  }

  @Test
  void deltasOfSeveralItems_allocateNothing() {
    assertThat(
            perEvent(
                new OpenAiResponsesFormat(),
                i ->
                    OpenAiResponsesFormatTest.text(i, of(TEXTS, i), "x")
                        .replace("msg_1", "msg_" + i / 7)
                        .replace("\"output_index\":0", "\"output_index\":" + i / 7)))
        .isZero();
  }

  @Test
  void argumentsOfAFunction_allocateNothing() {
    assertThat(
            perEvent(
                new OpenAiResponsesFormat(),
                i ->
                    OpenAiResponsesFormatTest.text(i, of(TEXTS, i), "x")
                        .replace("output_text", "function_call_arguments")))
        .isZero();
  }

  @Test
  void textToComplete_allocatesNothing() {
    assertThat(
            perEvent(
                new OpenAiCompletionFormat(),
                i ->
                    "{\"id\":\"c\",\"choices\":[{\"text\":\""
                        + of(TEXTS, i)
                        + "\",\"index\":0,\"finish_reason\":null}],\"model\":\"m\"}"))
        .isZero();
  }

  private static String of(String[] texts, int index) {
    return texts[index % texts.length];
  }

  private static long perEvent(WireFormat format, IntFunction<String> events) {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    byte[][] bytes = new byte[50][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = events.apply(i).getBytes(UTF_8);
    }
    GenAiCall call = new Models(RecordedTelemetry.create()).stream();
    WireAnswer answer = new WireAnswer(format);
    read(call, answer, bytes); // compiled first
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    read(call, answer, bytes);
    return (threads.getThreadAllocatedBytes(id) - before) / EVENTS;
  }

  private static void read(GenAiCall call, WireAnswer answer, byte[][] events) {
    for (int i = 0; i < EVENTS; i++) {
      byte[] event = events[i % events.length];
      call.event(answer, null, event, event.length, call.nanoTime());
    }
  }
}
