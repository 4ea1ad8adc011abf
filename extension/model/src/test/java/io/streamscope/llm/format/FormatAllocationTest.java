/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the formats allocate per text delta, from bytes: nothing once its shape is known. */
class FormatAllocationTest {

  private static final int EVENTS = 20_000;

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final GenAiCall call = new Models(telemetry).stream();

  @ParameterizedTest
  @EnumSource
  void textDeltas_allocateNothing(RecordedStream stream) {
    WireAnswer answer = new WireAnswer(stream.format());
    byte[][] events =
        range(0, 60).mapToObj(i -> stream.text(i).getBytes(UTF_8)).toArray(byte[][]::new);

    assertThat(allocatedPerEvent(answer, events)).isLessThan(1);
    call.ending(answer);
    call.complete();

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(attributes.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(2L * EVENTS);
    boolean counts = stream.text(0).matches("(?s).*\"usage\\w*\": ?\\{.*");
    int last = (EVENTS - 1) % events.length + 10 + (stream == RecordedStream.GEMINI ? 5 : 0);
    assertThat(attributes.get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
        .isEqualTo(counts ? (Long) (long) last : null);
  }

  @Test
  void textsThatRepeatThoseBefore_allocateNothing() {
    WireAnswer answer = new WireAnswer(new DashScopeFormat());
    StringBuilder text = new StringBuilder("a");
    byte[][] events = new byte[2_000][];
    for (int i = 0; i < events.length; i++) {
      events[i] = RecordedStream.DASHSCOPE.text(i, text.append(" wörd").toString()).getBytes(UTF_8);
    }

    assertThat(allocatedPerEvent(answer, events)).isLessThan(1);
    call.ending(answer);
    call.complete();

    assertThat(telemetry.span().getAttributes().get(GenAiAttributes.USAGE_OUTPUT_TOKENS))
        .isEqualTo(2_009);
  }

  private long allocatedPerEvent(WireAnswer answer, byte[]... events) {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    read(answer, events); // compiled first: some interpreted var handle accesses do allocate
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    read(answer, events);
    return (threads.getThreadAllocatedBytes(id) - before) / EVENTS;
  }

  private void read(WireAnswer answer, byte[]... events) {
    for (int i = 0; i < EVENTS; i++) {
      byte[] event = events[i % events.length];
      call.event(answer, null, event, event.length, call.nanoTime());
    }
  }
}
