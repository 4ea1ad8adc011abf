/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamMemoryTest {

  private static final long HEADER = 16;
  private static final long SLOT = 8;

  @Test
  void openStream_isAsSmallAfterAMillionChunksAsAfterTen() throws IllegalAccessException {
    RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.STREAM_EVENTS, "none");
    StreamSpan stream = telemetry.open();
    chunks(telemetry, stream, 10);
    long afterTen = ownBytes(stream);

    chunks(telemetry, stream, 1_000_000);

    assertThat(ownBytes(stream)).isEqualTo(afterTen).isLessThan(1_024);
    stream.complete();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CHUNK_COUNT))
        .isEqualTo(1_000_010);
  }

  @Test
  void openStreamWithItsEvents_isLessThan2KilobytesAfterAMillionChunks()
      throws IllegalAccessException {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    StreamSpan stream = telemetry.open();

    chunks(telemetry, stream, 1_000_000);

    assertThat(ownBytes(stream)).isLessThan(2_048);
    stream.complete();
    assertThat(telemetry.events("delta")).hasSizeGreaterThan(15);
  }

  @Test
  void chunks_allocateNothing() {
    RecordedTelemetry telemetry =
        RecordedTelemetry.sampled(
            StreamscopeConfig.defaults().with(ConfigKey.DELTA_EVENTS_MAX, "8"));
    StreamSpan stream = telemetry.open();
    chunks(telemetry, stream, 100_000);

    long before = allocatedBytes();
    chunks(telemetry, stream, 1_000_000);
    long allocated = allocatedBytes() - before;

    assertThat(allocated).isLessThan(100_000);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static void chunks(RecordedTelemetry telemetry, StreamSpan stream, int count) {
    for (int i = 0; i < count; i++) {
      telemetry.clock().advanceNanos(1_000_000);
      stream.chunk(i);
      stream.arrived(0, 1, 0, stream.nanoTime());
      stream.heartbeat();
      stream.handled(5);
    }
  }

  /** A generous estimate of what the stream holds on to alone: no span, no shared runtime. */
  private static long ownBytes(StreamSpan stream) throws IllegalAccessException {
    return ownBytes(stream, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static long ownBytes(Object object, Set<Object> seen) throws IllegalAccessException {
    if (object == null || isShared(object) || !seen.add(object)) {
      return 0;
    }
    if (object.getClass().isArray()) {
      return HEADER + SLOT * Array.getLength(object);
    }
    long bytes = HEADER;
    for (Field field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        bytes += SLOT;
        if (!field.getType().isPrimitive()) {
          field.setAccessible(true);
          bytes += ownBytes(field.get(object), seen);
        }
      }
    }
    return bytes;
  }

  private static boolean isShared(Object object) {
    boolean primitives =
        object.getClass().isArray() && object.getClass().getComponentType().isPrimitive();
    boolean ours = object.getClass().getName().startsWith("io.streamscope.");
    return !primitives
        && (!ours
            || object instanceof Enum
            || object instanceof StreamRuntime
            || object instanceof StreamMetrics.Labels);
  }
}
