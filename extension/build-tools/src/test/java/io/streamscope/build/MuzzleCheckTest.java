/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MuzzleCheckTest {

  @TempDir Path directory;
  @TempDir Path otherDirectory;
  private ToyProject project;

  @BeforeEach
  void setUp() throws Exception {
    project = new ToyProject(directory);
  }

  @ParameterizedTest
  @EnumSource
  void libraryItWasMadeFor_matches(Agents agent) throws IOException {
    Path extension = project.assemble();

    Map<String, List<String>> mismatches = mismatches(extension, agent, List.of(project.library()));

    assertThat(mismatches).isEqualTo(Map.of(ToyProject.MODULE, List.of()));
  }

  @ParameterizedTest
  @EnumSource
  void libraryWithoutAMethodWeCall_isReported(Agents agent) throws Exception {
    Path extension = project.assemble();
    Path otherVersion =
        new ToyProject(otherDirectory)
            .change("library/toy/lib/Reply.java", "tokens()", "tokenCount()")
            .library();

    Map<String, List<String>> mismatches = mismatches(extension, agent, List.of(otherVersion));

    assertThat(mismatches.get(ToyProject.MODULE))
        .singleElement()
        .asString()
        .contains("TracingListener", "Missing method toy.lib.Reply#tokens()I");
  }

  @ParameterizedTest
  @EnumSource
  void libraryWithAMethodWeDoNotImplement_isReported(Agents agent) throws Exception {
    Path extension = project.assemble();
    Path otherVersion =
        new ToyProject(otherDirectory)
            .change(
                "library/toy/lib/Listener.java", "void onReply", "void onStart();\n  void onReply")
            .change(
                "library/toy/lib/Client.java",
                "listener.onReply",
                "listener.onStart(); listener.onReply")
            .library();

    Map<String, List<String>> mismatches = mismatches(extension, agent, List.of(otherVersion));

    assertThat(mismatches.get(ToyProject.MODULE))
        .singleElement()
        .asString()
        .contains("Missing method toy.lib.Listener#onStart()V");
  }

  @ParameterizedTest
  @EnumSource
  void questionAfterOthers_getsTheSameAnswer(Agents agent) throws Exception {
    Path otherVersion =
        new ToyProject(otherDirectory)
            .change("library/toy/lib/Reply.java", "tokens()", "tokenCount()")
            .library();

    try (MuzzleCheck check = MuzzleCheck.of(project.assemble(), agent.unshaded())) {
      assertThat(check.mismatches(List.of()).get(ToyProject.MODULE)).isNotEmpty();
      assertThat(check.mismatches(List.of(project.library())).get(ToyProject.MODULE)).isEmpty();
      assertThat(check.mismatches(List.of(otherVersion)).get(ToyProject.MODULE)).isNotEmpty();
      assertThat(check.mismatches(List.of(project.library())).get(ToyProject.MODULE)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void absentLibrary_isNotPresent(Agents agent) throws IOException {
    Map<String, List<String>> mismatches = mismatches(project.assemble(), agent, List.of());

    assertThat(mismatches.get(ToyProject.MODULE)).first().isEqualTo(MuzzleCheck.NOT_PRESENT);
  }

  private static Map<String, List<String>> mismatches(
      Path extension, Agents agent, List<Path> libraryJars) throws IOException {
    try (MuzzleCheck check = MuzzleCheck.of(extension, agent.unshaded())) {
      return check.mismatches(libraryJars);
    }
  }
}
