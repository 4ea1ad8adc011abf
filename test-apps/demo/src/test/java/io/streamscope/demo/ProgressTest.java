/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long now;
  private final Progress progress = new Progress(out, 3, () -> now);

  @Test
  void printsStepsAsTheyHappen() {
    progress.begin("model server");
    assertThat(text()).isEqualTo("[1/3] model server … ");
    now = 420_000_000;
    progress.ok("");
    progress.begin("question");
    progress.openOutput();
    out.println("      answer");
    progress.ok("3 chunks");
    progress.begin("trace");
    progress.failed("It did not come.\nRead x.log.");

    assertThat(text())
        .isEqualTo(
            """
            [1/3] model server … ok (0.4 s)
            [2/3] question …\s
                  answer
                  ok (0.0 s)  3 chunks
            [3/3] trace … FAILED (0.0 s)
                  It did not come.
                  Read x.log.
            """);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
