/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The assembled toy in a child JVM with the stock agent: names and muzzle hold at run time. */
class RealAgentTest {

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"FLOOR, false", "FLOOR, true", "NEWEST, false", "NEWEST, true"})
  void assembledExtension_isAppliedByTheAgent(Agents agent, boolean indy) throws Exception {
    ToyProject project = new ToyProject(directory);
    Path extension = directory.resolve("extension.jar");
    Files.write(extension, FileTree.zip(FileTree.read(project.assemble())));

    String output =
        run(
            "-XX:TieredStopAtLevel=1",
            "-javaagent:" + agent.jar(),
            "-Dotel.javaagent.extensions=" + extension,
            "-Dotel.javaagent.experimental.indy=" + indy,
            "-Dotel.javaagent.debug=true",
            "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none",
            "-Dotel.logs.exporter=none",
            "-cp",
            project.application() + File.pathSeparator + project.library(),
            "toy.App");

    assertThat(output)
        .contains(
            "reply 42", "listener's caller io.streamscope.instrumentation.toy.TracingListener")
        .doesNotContain(
            "mismatched references", "Failed to handle exception", "NoClassDefFoundError");
  }

  private static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
