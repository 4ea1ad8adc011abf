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
    RuntimeException mute =
        new RuntimeException() {
          private static final long serialVersionUID = 1L;

          @Override
          public String getMessage() {
            throw new IllegalStateException("no message");
          }
        };

    assertThatCode(() -> Guard.swallowed(mute)).doesNotThrowAnyException();
    assertThatCode(() -> Guard.swallowed(null)).doesNotThrowAnyException();
  }
}
