/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnosisTest {
  @TempDir Path directory;

  @Test
  void recognisesAnOldJdk() throws IOException {
    assertThat(of("Error: LinkageError\njava.lang.UnsupportedClassVersionError: x/Y"))
        .startsWith("Zipkin ended with exit code 1. The JDK is too old: use JDK 17 or newer");
  }

  @Test
  void showsTheLastLinesOfAnUnknownEnd() throws IOException {
    assertThat(of("1\n2\n3\n4\n5\n6"))
        .isEqualTo(
            "Zipkin ended with exit code 1. Read "
                + directory.resolve("zipkin.log")
                + ", which ends:\n  2\n  3\n  4\n  5\n  6");
  }

  @Test
  void saysThatALogIsEmpty() throws IOException {
    assertThat(of("")).endsWith("zipkin.log (it is empty).");
  }

  private String of(String log) throws IOException {
    Path file = directory.resolve("zipkin.log");
    Files.writeString(file, log);
    return Diagnosis.ofEnd("Zipkin", 1, file);
  }
}
