/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.plugin;

import io.streamscope.build.BuildFailure;
import io.streamscope.build.library.Libraries;
import io.streamscope.build.library.TestLine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Writes a test class for each line {@code test} of the directory {@code libraries}. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
@Mojo(name = "smoke-tests", defaultPhase = LifecyclePhase.GENERATE_TEST_SOURCES, threadSafe = true)
public final class SmokeTestsMojo extends AbstractMojo {

  private static final String PACKAGE = "io.streamscope.smoke.generated";

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject project;

  /** Where the files are. */
  @Parameter(required = true)
  private File libraries;

  /** Whether lines {@code matrix} count, too, and every contract runs in every set-up. */
  @Parameter(property = "matrix", defaultValue = "false")
  private boolean matrix;

  /** Where to write. */
  @Parameter(defaultValue = "${project.build.directory}/generated-test-sources/smoke")
  private File outputDirectory;

  @Override
  public void execute() throws MojoExecutionException {
    try {
      Map<String, String> sources = new TreeMap<>();
      for (TestLine line : Libraries.read(libraries.toPath()).tests(matrix)) {
        add(sources, line);
      }
      write(sources);
      project.addTestCompileSourceRoot(outputDirectory.getPath());
      getLog().info(sources.size() + " test classes written");
    } catch (BuildFailure failure) {
      throw new MojoExecutionException(failure.getMessage(), failure);
    } catch (IOException failure) {
      throw new MojoExecutionException("could not write to " + outputDirectory, failure);
    }
  }

  private static void add(Map<String, String> sources, TestLine line) {
    if (line.subjects().isEmpty()) {
      add(sources, line, List.of());
    }
    for (String subject : line.subjects()) {
      add(sources, line, List.of(subject, String.join(" ", line.subjects())));
    }
  }

  private static void add(Map<String, String> sources, TestLine line, List<String> subject) {
    List<String> words = new ArrayList<>();
    words.add(line.contract().replaceFirst("Contract$", ""));
    words.addAll(subject.subList(0, Math.min(1, subject.size())));
    words.add(line.classPath().equals(TestLine.OWN_CLASS_PATH) ? "" : line.classPath());
    words.add(line.setup());
    String name =
        String.join("_", words).replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_+", "_")
            + "_SmokeTest";
    List<String> arguments = new ArrayList<>(List.of(line.classPath(), line.setup()));
    arguments.addAll(subject);
    arguments.addAll(line.details());
    String literals =
        String.join(", ", arguments.stream().map(argument -> '"' + argument + '"').toList());
    String source =
        """
        package %s;

        import io.streamscope.smoke.contract.%s;
        import io.streamscope.smoke.support.Cell;

        class %s extends %s {
          %s() {
            super(Cell.of(%s));
          }
        }
        """
            .formatted(PACKAGE, line.contract(), name, line.contract(), name, literals);
    if (sources.put(name, source) != null) {
      throw new BuildFailure("two lines of libraries/*.csv say the same: " + name);
    }
  }

  /** Writes what is new and deletes what is old, so that nothing is compiled without need. */
  private void write(Map<String, String> sources) throws IOException {
    Path directory = outputDirectory.toPath().resolve(PACKAGE.replace('.', '/'));
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!sources.containsKey(file.getFileName().toString().replace(".java", ""))) {
          Files.delete(file);
          Files.deleteIfExists(compiled(file));
        }
      }
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = directory.resolve(source.getKey() + ".java");
      if (!Files.exists(file) || !Files.readString(file).equals(source.getValue())) {
        Files.writeString(file, source.getValue());
      }
    }
  }

  private Path compiled(Path source) {
    return Path.of(
        project.getBuild().getTestOutputDirectory(),
        PACKAGE.replace('.', '/'),
        source.getFileName().toString().replace(".java", ".class"));
  }
}
