/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path logs;

  /** What the children of these tests run. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws Exception {
      switch (arguments[0]) {
        case "serve" -> {
          System.out.println("program listening on http://127.0.0.1:4711");
          Thread.currentThread().join();
        }
        case "hang" -> Thread.currentThread().join();
        default -> {
          System.err.println("java.net.BindException: Address already in use");
          System.exit(3);
        }
      }
    }
  }

  @Test
  void returnsTheAddressAndStopsEveryChild() throws Exception {
    Child child;
    try (Children children = new Children(logs)) {
      child = start(children, "serve");
      assertThat(child.awaitReady(LONG)).isEqualTo("http://127.0.0.1:4711");
      assertThat(child.isAlive()).isTrue();
      assertThat(logs.resolve("program.log")).content().contains("listening on");
    }
    assertThat(child.isAlive()).isFalse();
  }

  @Test
  void startsNothingOnceClosed() {
    Children children = new Children(logs);
    children.close();

    assertThat(children.isClosed()).isTrue();
    assertThatThrownBy(() -> start(children, "serve")).isInstanceOf(DemoFailure.class);
  }

  @Test
  void explainsAnEarlyEnd() throws Exception {
    try (Children children = new Children(logs)) {
      Child child = start(children, "fail");

      assertThatThrownBy(() -> child.awaitReady(LONG))
          .isInstanceOf(DemoFailure.class)
          .hasMessageStartingWith("The program ended with exit code 3. A port is busy:")
          .hasMessageContaining("Read " + logs.resolve("program.log") + ", which ends:")
          .hasMessageEndingWith("  java.net.BindException: Address already in use");
      assertThat(children.awaitFirstEnd()).isSameAs(child);
    }
  }

  @Test
  void namesTheLogOfAChildThatIsNeverReady() throws Exception {
    try (Children children = new Children(logs)) {
      Child child = start(children, "hang");

      assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(10)))
          .hasMessage(
              "The program was not ready after 0 s. Read " + logs.resolve("program.log") + ".");
      assertThat(child.hasEndedWithin(Duration.ofMillis(10))).isFalse();
    }
  }

  private static Child start(Children children, String what) throws DemoFailure {
    return children.startJava(
        "The program",
        "program",
        "listening on (http://127\\.0\\.0\\.1:\\d+)",
        List.of(
            "-classpath", System.getProperty("java.class.path"), Program.class.getName(), what));
  }
}
