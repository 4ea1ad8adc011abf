/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class BoundedLabelsTest {

  private final BoundedLabels labels = new BoundedLabels();

  @Test
  void first200Values_areThemselvesForever() {
    for (int i = 0; i < 200; i++) {
      assertThat(labels.admit("value " + i)).isEqualTo("value " + i);
    }

    assertThat(labels.admit("value 200")).isEqualTo("other");
    assertThat(labels.admit("value 201")).isEqualTo("other");
    assertThat(labels.admit("value 0")).isEqualTo("value 0");
    assertThat(labels.admit("value 199")).isEqualTo("value 199");
  }

  @Test
  void unknown_staysUnknownAndTakesNoRoom() {
    assertThat(labels.admit(null)).isNull();
    for (int i = 0; i < 200; i++) {
      labels.admit("value " + i);
    }

    assertThat(labels.admit(null)).isNull();
    assertThat(labels.admit("value 199")).isEqualTo("value 199");
  }

  @Test
  void manyThreads_neverMoreThan200() {
    for (int round = 0; round < 50; round++) {
      BoundedLabels shared = new BoundedLabels();
      Set<String> admitted = ConcurrentHashMap.newKeySet();

      Threads.race(
          8,
          number -> {
            for (int i = 0; i < 100; i++) {
              admitted.add(shared.admit(number + "/" + i));
            }
          });

      assertThat(admitted).hasSize(201).contains("other");
    }
  }
}
