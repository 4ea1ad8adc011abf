/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.maven.execution.BuildSummary;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Closing lines: what was tested, how long it took, what was skipped and why. */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
@Mojo(name = "report", defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST)
public final class ReportMojo extends AbstractMojo {

  private static final String JVM_STARTS = "jvm-starts.txt";
  private static final int SLOWEST = 10;
  private static final int EXAMPLES = 3;

  @Parameter(defaultValue = "${session}", readonly = true)
  private MavenSession session;

  @Parameter(defaultValue = "${project}", readonly = true)
  private MavenProject current;

  @Override
  public void execute() throws MojoExecutionException {
    try {
      parts();
      long began = session.getRequest().getStartTime().getTime();
      TestReports all = new TestReports(FileTime.fromMillis(began));
      Map<String, int[]> kinds = new TreeMap<>();
      int starts = 0;
      for (MavenProject project : session.getProjects()) {
        Path target = Path.of(project.getBuild().getDirectory());
        starts += starts(target, began);
        all.read(target);
      }
      for (TestReports.TestClass each : all.classes()) {
        int[] sums = kinds.computeIfAbsent(kind(each.name()), key -> new int[3]);
        sums[0] += each.tests();
        sums[1] += each.failed();
        sums[2] += each.skipped();
      }
      kinds.forEach(
          (kind, sums) ->
              say("tests: %6d %s, %d failed, %d skipped", sums[0], kind, sums[1], sums[2]));
      say("JVM starts: %d", starts);
      slowest(all.classes());
      skipped(all.skipped());
    } catch (IOException unreadable) {
      throw new MojoExecutionException("could not read reports", unreadable);
    }
  }

  private void parts() {
    for (MavenProject project : session.getProjects()) {
      BuildSummary summary = session.getResult().getBuildSummary(project);
      if (summary != null && summary.getTime() >= 1000) {
        say("part: %6.1f s %s", summary.getTime() / 1000.0, project.getArtifactId());
      }
    }
    Duration all =
        Duration.ofMillis(
            System.currentTimeMillis() - session.getRequest().getStartTime().getTime());
    say(
        "part: %6.1f s all, to the end of the tests of %s",
        all.toMillis() / 1000.0, current.getArtifactId());
  }

  /** Each line begins with its time: what is older is of another build. */
  private static int starts(Path target, long began) throws IOException {
    Path file = target.resolve(JVM_STARTS);
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return (int) lines.filter(line -> Long.parseLong(line.split(" ", 2)[0]) >= began).count();
    }
  }

  private static String kind(String testClass) {
    String name = TestReports.simple(testClass).replaceAll("\\$.*", "");
    if (name.endsWith("SmokeTest")) {
      return "smoke tests";
    }
    if (name.endsWith("IT")) {
      return "checks of the finished jar";
    }
    return name.endsWith("FuzzTest") ? "fuzz tests" : "unit tests";
  }

  private void slowest(List<TestReports.TestClass> classes) {
    classes.stream()
        .sorted(Comparator.comparingDouble(TestReports.TestClass::seconds).reversed())
        .limit(SLOWEST)
        .forEach(
            each -> say("slowest: %6.1f s %s", each.seconds(), TestReports.simple(each.name())));
  }

  private void skipped(Map<String, List<String>> skipped) {
    skipped.forEach(
        (reason, tests) -> {
          List<String> distinct = tests.stream().distinct().sorted().toList();
          int shown = reason.endsWith("does not play") ? distinct.size() : EXAMPLES;
          say(
              "skipped: %3d %s: %s%s",
              tests.size(),
              reason,
              String.join(", ", distinct.subList(0, Math.min(shown, distinct.size()))),
              distinct.size() > shown ? ", …" : "");
        });
  }

  private void say(String format, Object... values) {
    getLog().info(String.format(Locale.ROOT, format, values));
  }
}
