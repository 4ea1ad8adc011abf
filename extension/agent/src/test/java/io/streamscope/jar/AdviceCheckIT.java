/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.build.AdviceCheck;
import io.streamscope.build.ClassFiles;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The advice of every module is woven into each listed version of its library, but for what its
 * file calls absent. Of the agents the newest is asked: both weave in the same way.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdviceCheckIT {

  private AdviceCheck check;

  @BeforeAll
  void prepareAgent() throws IOException {
    List<String> agents = FinishedJar.agentVersions();
    check =
        AdviceCheck.of(
            FinishedJar.path(), FinishedJar.unshadedAgent(agents.get(agents.size() - 1)));
  }

  @AfterAll
  void closeAgent() throws IOException {
    check.close();
  }

  static Stream<SupportedVersion> versions() {
    return SupportedVersion.all().filter(SupportedVersion::applies);
  }

  static Stream<InstalledJdk> jdks() {
    return Stream.of(InstalledJdk.running(), InstalledJdk.of(25)).distinct();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void supportedVersion_takesAllAdvice(SupportedVersion version) throws IOException {
    try (ClassFiles library = ClassFiles.ofJars(FinishedJar.library(version.library()))) {
      assertThat(check.findings(version.module(), library, version.absent()))
          .as(version.toString())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void supportedJdk_takesAllAdvice(InstalledJdk jdk) throws IOException {
    assumeTrue(jdk.home() != null, jdk + " is not installed below /usr/lib/jvm");

    try (ClassFiles library = ClassFiles.ofJdk(jdk.home())) {
      assertThat(SupportedVersion.ofTheJdk(jdk.toString()))
          .isNotEmpty()
          .allSatisfy(
              version ->
                  assertThat(check.findings(version.module(), library, version.absent()))
                      .as(version.toString())
                      .isEmpty());
    }
  }
}
