/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.build.LinkageCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What must hold of the one artefact, whatever is inside. */
class FinishedJarIT {

  private static final long SIZE_LIMIT = 1100 * 1024;

  @Test
  void jar_linksAgainstEveryAgent() throws IOException {
    for (String agent : FinishedJar.agentVersions()) {
      assertThat(LinkageCheck.check(FinishedJar.path(), FinishedJar.unshadedAgent(agent)))
          .as(agent)
          .isEmpty();
    }
  }

  @Test
  void jar_isSmallAndBringsNoLibrary() throws IOException {
    assertThat(Files.size(FinishedJar.path())).isLessThan(SIZE_LIMIT);
    try (JarFile jar = new JarFile(FinishedJar.path().toFile())) {
      assertThat(jar.stream().filter(entry -> !entry.isDirectory()).map(entry -> entry.getName()))
          .allMatch(
              name ->
                  name.startsWith("io/streamscope/")
                      || name.startsWith("META-INF/")
                      || name.equals("streamscope-model.bin"));
    }
  }
}
