/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An application that opens WebSockets until it has played all that it can.
 *
 * @param mainClass its name without the package
 * @param classPath of the client that it uses
 * @param options of its JVM
 */
record WebSocketClientApp(String mainClass, String classPath, List<String> options) {

  private static final String FACT = "FACT ";
  private static final int END_SECONDS = 60;

  /**
   * Runs it to its end.
   *
   * @param exporting null if nobody is to see its telemetry
   * @return what it has seen
   */
  List<String> play(Setup setup, @Nullable OtlpSink exporting, List<String> arguments) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                "io.streamscope.websocketclients." + mainClass,
                AppUnderTest.classesOf("websocket-clients"),
                AppUnderTest.libraries(classPath))
            .with(setup)
            .options(options.toArray(String[]::new))
            .arguments(arguments.toArray(String[]::new));
    if (exporting != null) {
      builder.exportingTo(exporting);
    }
    try (AppUnderTest app = builder.launch()) {
      app.awaitEnd(END_SECONDS);
      return app.output().stream()
          .filter(line -> line.contains(FACT)) // a library's logger may be in the middle of a line
          .map(line -> line.substring(line.indexOf(FACT)))
          .toList();
    }
  }
}
