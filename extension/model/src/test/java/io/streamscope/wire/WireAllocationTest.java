/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the parsers allocate per chunk: nothing. */
class WireAllocationTest {

  private static final int CHUNKS = 100_000;

  private long sum;

  @Test
  void parsersAllocateNothingPerChunk() {
    byte[] event = ("event: delta\ndata: " + "x".repeat(250) + "\n\n: c\n").getBytes(UTF_8);
    byte[] line = ("x".repeat(250) + "\n").getBytes(UTF_8);
    ByteBuffer direct = ByteBuffer.allocateDirect(event.length).put(event).flip();
    SseParser measuring = new SseParser(e -> sum += e.dataBytes() + (e.isType("delta") ? 1 : 0), 0);
    SseParser keeping =
        new SseParser(e -> sum += e.data()[0] + String.valueOf(e.type()).length(), 999);
    NdjsonParser lines = new NdjsonParser(l -> sum += l.bytes(), 100);
    Runnable chunk =
        () -> {
          measuring.feed(event, 0, event.length);
          measuring.feed(direct);
          keeping.feed(event, 0, event.length);
          lines.feed(line, 0, line.length);
        };
    assertThat(allocatedPerCall(chunk)).isLessThan(1);
    assertThat(measuring.events()).isEqualTo(4L * CHUNKS);
  }

  private static long allocatedPerCall(Runnable call) {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    // compiled first: some interpreted var handle accesses do allocate
    run(call);
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    run(call);
    return (threads.getThreadAllocatedBytes(id) - before) / CHUNKS;
  }

  private static void run(Runnable call) {
    for (int i = 0; i < CHUNKS; i++) {
      call.run();
    }
  }
}
