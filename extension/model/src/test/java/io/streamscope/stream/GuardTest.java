/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class GuardTest {

  @Test
  void whateverIsThrown_staysInside() {
    assertThatCode(
            () ->
                Guard.run(
                    () -> {
                      throw new IllegalStateException("ours");
                    }))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Guard.run(
                    () -> {
                      throw new StackOverflowError();
                    }))
        .doesNotThrowAnyException();
  }

  @Test
  void failureThatCannotBeTold_staysInside() {
    assertThatCode(() -> Guard.swallowed(new MuteException())).doesNotThrowAnyException();
    assertThatCode(() -> Guard.swallowed(null)).doesNotThrowAnyException();
  }
}
