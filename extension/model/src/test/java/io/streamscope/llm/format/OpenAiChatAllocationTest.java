/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.stream.RecordedTelemetry;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What the format allocates per event: nothing for a text delta, little for any other. */
class OpenAiChatAllocationTest {

  private static final int EVENTS = 20_000;

  private final GenAiCall call = new Models(RecordedTelemetry.create()).stream();
  private final WireAnswer format = new WireAnswer(new OpenAiChatFormat());

  @Test
  void textDeltas_allocateNothing() {
    String[] texts = {"a", " the", "\\n\\\"", "日本", "\\u00e9"};
    String[] padding = {"aB3", "", "0123456"};
    String[] events = new String[texts.length * padding.length];
    for (int i = 0; i < events.length; i++) {
      events[i] = OpenAiEvents.padded(texts[i % texts.length], padding[i % padding.length]);
    }

    assertThat(allocatedPerEvent(events)).isLessThan(1);
  }

  @Test
  void eventsReadInFull_allocateLittle() {
    assertThat(allocatedPerEvent(OpenAiEvents.USAGE, OpenAiEvents.AZURE_TOOL_CALL))
        .isLessThan(4_096);
  }

  private long allocatedPerEvent(String... events) {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    // compiled first: some interpreted var handle accesses do allocate
    read(events);
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    read(events);
    return (threads.getThreadAllocatedBytes(id) - before) / EVENTS;
  }

  private void read(String... events) {
    for (int i = 0; i < EVENTS; i++) {
      call.event(format, null, events[i % events.length]);
    }
  }
}
