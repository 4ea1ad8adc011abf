/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedLabelsTest {

  private static final AttributeKey<String> KEY = stringKey("key");

  private final AtomicInteger cuts = new AtomicInteger();
  private final BoundedLabels labels = new BoundedLabels(cuts::incrementAndGet);

  @Test
  void first200Values_areThemselvesForever() {
    for (int i = 0; i < 200; i++) {
      assertThat(labels.admit(KEY, "value " + i)).isEqualTo("value " + i);
    }

    assertThat(labels.admit(KEY, "value 200")).isEqualTo("other");
    assertThat(labels.admit(KEY, "value 201")).isEqualTo("other");
    assertThat(cuts).hasValue(2);
    assertThat(labels.admit(KEY, "value 0")).isEqualTo("value 0");
    assertThat(labels.admit(KEY, "value 199")).isEqualTo("value 199");
  }

  @Test
  void everyKey_hasItsOwnValues() {
    for (int i = 0; i < 300; i++) {
      labels.admit(KEY, "value " + i);
    }

    assertThat(labels.admit(stringKey("other key"), "value 299")).isEqualTo("value 299");
  }

  @Test
  void unknown_staysUnknownAndTakesNoRoom() {
    assertThat(labels.admit(KEY, null)).isNull();
    for (int i = 0; i < 200; i++) {
      labels.admit(KEY, "value " + i);
    }

    assertThat(labels.admit(KEY, null)).isNull();
    assertThat(labels.admit(KEY, "value 199")).isEqualTo("value 199");
  }

  @Test
  void manyThreads_neverMoreThan200() {
    for (int round = 0; round < 50; round++) {
      BoundedLabels shared = new BoundedLabels(cuts::incrementAndGet);
      Set<String> admitted = ConcurrentHashMap.newKeySet();

      Threads.race(
          8,
          number -> {
            for (int i = 0; i < 100; i++) {
              admitted.add(shared.admit(KEY, number + "/" + i));
            }
          });

      assertThat(admitted).hasSize(201).contains("other");
    }
  }
}
