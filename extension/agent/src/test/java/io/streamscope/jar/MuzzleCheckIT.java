/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.build.MuzzleCheck;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every module against the floor, the newest and one version outside of its range. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MuzzleCheckIT {

  private final Map<String, MuzzleCheck> checks = new ConcurrentHashMap<>();
  private final Map<String, Map<String, List<String>>> answers = new ConcurrentHashMap<>();

  @AfterAll
  void closeChecks() throws IOException {
    for (MuzzleCheck check : checks.values()) {
      check.close();
    }
  }

  static Stream<SupportedVersion> applies() {
    return SupportedVersion.all().filter(SupportedVersion::applies);
  }

  static Stream<SupportedVersion> leaves() {
    return SupportedVersion.all().filter(version -> !version.applies());
  }

  @ParameterizedTest
  @MethodSource("applies")
  void supportedVersion_isApplied(SupportedVersion version) throws IOException {
    for (String agent : FinishedJar.agentVersions()) {
      assertThat(mismatches(agent, version.library()).get(version.module()))
          .as("what agent %s misses in %s", agent, version)
          .isNotNull()
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void versionOutsideTheRange_isLeftAlone(SupportedVersion version) throws IOException {
    for (String agent : FinishedJar.agentVersions()) {
      assertThat(mismatches(agent, version.library()).get(version.module()))
          .as(
              "%s is outside the range, but agent %s applies the module:"
                  + " our code calls nothing that this version lacks",
              version, agent)
          .isNotEmpty();
    }
  }

  @Test
  void everyModule_hasItsFile() throws IOException {
    Set<String> modules =
        mismatches(FinishedJar.agentVersions().get(0), "openai-stream/2.0.0").keySet();
    Set<String> described = SupportedVersion.modules();

    assertThat(modules).hasSizeGreaterThan(3);
    assertThat(modules)
        .as("modules of the extension that a file libraries/<module>.csv has to describe")
        .isSubsetOf(described);
    assertThat(described)
        .as("modules in libraries/*.csv that the extension has to have")
        .isSubsetOf(modules);
  }

  private Map<String, List<String>> mismatches(String agent, String library) throws IOException {
    String key = agent + " " + library;
    Map<String, List<String>> known = answers.get(key);
    if (known == null) {
      known = check(agent).mismatches(FinishedJar.library(library));
      answers.put(key, known);
    }
    return known;
  }

  private MuzzleCheck check(String agent) throws IOException {
    MuzzleCheck known = checks.get(agent);
    if (known == null) {
      known = MuzzleCheck.of(FinishedJar.path(), FinishedJar.unshadedAgent(agent));
      checks.put(agent, known);
    }
    return known;
  }
}
