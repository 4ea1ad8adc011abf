/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaVersionTest {

  private static final int JAVA_8 = 52;
  private static final Path CLASSES = Path.of("target/classes/io/streamscope/agent/gate");

  @ParameterizedTest
  @CsvSource({
    "1.8, false",
    "9, false",
    "11, false",
    "16, false",
    "17, true",
    "21, true",
    "25, true",
    "'', false",
    "unknown, false"
  })
  void version_isSupportedFrom17(String specificationVersion, boolean supported) {
    assertThat(JavaVersion.isSupported(specificationVersion)).isEqualTo(supported);
  }

  @Test
  void thisJvm_isSupported() {
    assertThat(JavaVersion.isSupported()).isTrue();
  }

  @Test
  void oldJvm_isToldAtMostOnce() {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger("io.streamscope");
    Handler handler = handler(lines);
    logger.addHandler(handler);
    try {
      JavaVersion.isSupported("11");
      JavaVersion.isSupported("1.8");
      JavaVersion.isSupported("17");
    } finally {
      logger.removeHandler(handler);
    }

    assertThat(lines)
        .hasSizeLessThanOrEqualTo(1) // another test of this JVM may have been told already
        .allMatch(line -> line.matches("Streamscope is inactive: it needs Java 17, this is .*"));
  }

  @Test
  void classesOfTheGate_loadOnJava8() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(CLASSES)) {
      files = all.toList();
    }

    assertThat(files)
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(file -> assertThat(majorVersion(file)).as(file.toString()).isEqualTo(JAVA_8));
  }

  private static int majorVersion(Path classFile) throws IOException {
    try (InputStream file = Files.newInputStream(classFile);
        DataInputStream data = new DataInputStream(file)) {
      assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
      data.readUnsignedShort();
      return data.readUnsignedShort();
    }
  }

  private static Handler handler(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord logged) {
        lines.add(logged.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
