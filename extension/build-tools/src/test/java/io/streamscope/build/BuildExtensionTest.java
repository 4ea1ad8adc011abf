/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildExtensionTest {

  private static final String PROVIDER = "agent/io/streamscope/agent/toy/ToyProvider.java";
  private static final String CUSTOMIZE = "autoConfiguration.addTracerProviderCustomizer(";

  @TempDir Path directory;

  @Test
  void soundExtension_isBuiltForBothAgents() throws Exception {
    Path out = build(new ToyProject(directory));

    assertThat(out.resolve(ToyProject.MODULE_FILE)).exists();
    assertThat(out.resolve("streamscope-model.bin")).exists();
  }

  @Test
  void extensionThatLinksWithTheLowestAgentOnly_isRefused() throws Exception {
    ToyProject project =
        new ToyProject(directory)
            .change(
                PROVIDER,
                CUSTOMIZE,
                "new io.opentelemetry.sdk.autoconfigure.declarativeconfig.model"
                    + ".TracerProviderModel().withProcessors(java.util.List.of());"
                    + CUSTOMIZE);

    assertThatThrownBy(() -> build(project))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("does not link with " + Agents.NEWEST.unshaded().getFileName())
        .hasMessageContaining("withProcessors");
  }

  private Path build(ToyProject project) throws Exception {
    Path out = Files.createDirectories(directory.resolve("built"));
    BuildExtension.main(
        new String[] {
          project.model().toString(),
          project.agent().toString(),
          project.compileClassPath(),
          out.toString(),
          Agents.FLOOR.unshaded().getParent().toString(),
          Agents.FLOOR.jar().toString(),
          Agents.NEWEST.jar().toString()
        });
    return out;
  }
}
