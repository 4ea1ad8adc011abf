/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.ModelProbe;
import io.streamscope.smoke.support.Setup;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The model is the same object for the JDK's own classes and for every application loader. */
class ModelSharedSmokeTest {

  static Stream<Setup> setups() {
    return Setup.MATRIX ? Stream.of(Setup.FLOOR, Setup.NEWEST_INDY) : Stream.of(Setup.NEWEST_INDY);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void httpClientAndApplication_seeTheSameState(Setup setup) {
    try (AppUnderTest app =
        AppUnderTest.of(
                ModelProbe.class.getName(),
                Path.of("target/test-classes").toAbsolutePath().toString())
            .with(setup)
            .options("-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none")
            .options("-Dotel.logs.exporter=none")
            .launch()) {
      app.awaitEnd(60);

      assertThat(app.output())
          .filteredOn(line -> line.startsWith("model seen from "))
          .singleElement()
          .asString()
          .contains("jdk.internal.net.http.HttpClientFacade")
          .endsWith("is one: true");
    }
  }
}
