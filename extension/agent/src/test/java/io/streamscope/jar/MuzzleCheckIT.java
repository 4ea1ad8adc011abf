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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every module against the floor, the newest and one version outside of its range. */
class MuzzleCheckIT {

  private static final String WEBMVC =
      "io.streamscope.instrumentation.spring.webmvc.v5_3.SpringWebMvcStreamInstrumentationModule";
  private static final String OPENAI =
      "io.streamscope.instrumentation.openai.v2_0.OpenAiStreamInstrumentationModule";
  private static final String LANGCHAIN4J =
      "io.streamscope.instrumentation.langchain4j.v1_0.LangChain4jInstrumentationModule";

  @ParameterizedTest
  @CsvSource({
    WEBMVC + ",spring-webmvc-5.3.0",
    WEBMVC + ",spring-webmvc-5.3.39",
    WEBMVC + ",spring-webmvc-6.0.0",
    WEBMVC + ",spring-webmvc-6.2.19",
    WEBMVC + ",spring-webmvc-7.0.9",
    OPENAI + ",openai-java-2.0.0",
    OPENAI + ",openai-java-3.7.1",
    OPENAI + ",openai-java-4.100.0",
    LANGCHAIN4J + ",langchain4j-1.0.0",
    LANGCHAIN4J + ",langchain4j-1.20.0",
  })
  void supportedVersion_isApplied(String module, String library) throws IOException {
    for (String agent : FinishedJar.agentVersions()) {
      assertThat(mismatches(agent, library)).as(agent).containsEntry(module, List.of());
    }
  }

  @ParameterizedTest
  @CsvSource({
    WEBMVC + ",spring-webmvc-4.3.30.RELEASE",
    OPENAI + ",openai-java-0.8.0",
    LANGCHAIN4J + ",langchain4j-0.25.0",
  })
  void versionOutsideTheRange_isLeftAlone(String module, String library) throws IOException {
    for (String agent : FinishedJar.agentVersions()) {
      assertThat(mismatches(agent, library).get(module)).as(agent).isNotEmpty();
    }
  }

  @Test
  void everyModule_isChecked() throws IOException {
    assertThat(mismatches(FinishedJar.agentVersions().get(0), "openai-java-2.0.0"))
        .containsOnlyKeys(WEBMVC, OPENAI, LANGCHAIN4J);
  }

  private static Map<String, List<String>> mismatches(String agent, String library)
      throws IOException {
    return MuzzleCheck.mismatches(
        FinishedJar.path(), FinishedJar.unshadedAgent(agent), FinishedJar.library(library));
  }
}
