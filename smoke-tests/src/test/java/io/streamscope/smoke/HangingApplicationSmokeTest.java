/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Stubborn;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A JVM that hangs costs the build a clear failure, and nothing that stays behind. */
class HangingApplicationSmokeTest {

  @Test
  void applicationThatDoesNotEnd_isKilledAndItsLogNamed() {
    AppUnderTest app =
        AppUnderTest.of(
                Stubborn.class.getName(),
                Path.of("target/test-classes").toAbsolutePath().toString())
            .start();

    assertThatThrownBy(() -> app.close(1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("ended within 1 s")
        .hasMessageMatching("(?s).*its log: .*target/smoke/Stubborn-no agent-.*\\.log.*");

    app.awaitEnd(10);
    assertThat(app.output()).contains("stubborn listening on http://127.0.0.1:9");
  }
}
