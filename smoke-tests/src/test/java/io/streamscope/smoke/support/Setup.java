/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an application is run with.
 *
 * @param agentVersion the stock agent, null for no agent at all
 * @param streamscope whether our jar is attached to it
 * @param indy whether advice is called instead of inlined
 * @param javaVersion which JDK; 0 for the one that runs the tests
 */
public record Setup(
    @Nullable String agentVersion, boolean streamscope, boolean indy, int javaVersion) {

  /** Whether more is run than every build has time for. */
  public static final boolean MATRIX = Boolean.getBoolean("matrix");

  private static final String HOSTILE_EXTENSION =
      System.getProperty("project.root")
          + "/test-apps/hostile-extension/target/hostile-extension.jar";

  /** The application alone. */
  public static final Setup BARE = new Setup(null, false, false, 0);

  /** The lowest supported agent. */
  public static final Setup FLOOR = new Setup(System.getProperty("agent.floor"), true, false, 0);

  /** The lowest supported agent, advice called. */
  public static final Setup FLOOR_INDY =
      new Setup(System.getProperty("agent.floor"), true, true, 0);

  /** The newest agent. */
  public static final Setup NEWEST = new Setup(System.getProperty("agent.newest"), true, false, 0);

  /** The newest agent, advice called. */
  public static final Setup NEWEST_INDY =
      new Setup(System.getProperty("agent.newest"), true, true, 0);

  /**
   * A setup from words: {@code floor} or {@code newest}, {@code inlined} or {@code called}, and a
   * JDK, as in {@code newest called 25}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Setup of(String words) {
    String[] parts = words.split(" ", -1);
    boolean known =
        parts.length == 3
            && Set.of("floor", "newest").contains(parts[0])
            && Set.of("inlined", "called").contains(parts[1])
            && parts[2].matches("[0-9]{2}");
    if (!known) {
      throw new IllegalArgumentException(
          "expected 'floor|newest inlined|called <JDK>' but found '" + words + "'");
    }
    String agent = System.getProperty("agent." + parts[0]);
    return new Setup(agent, true, parts[1].equals("called"), Integer.parseInt(parts[2]));
  }

  /** The same on another JDK. */
  public Setup onJava(int version) {
    return new Setup(agentVersion, streamscope, indy, version);
  }

  /** Skips the test, and says why, if that JDK is not installed. */
  public void assumeInstalled() {
    assumeTrue(java() != null, () -> "no JDK " + javaVersion);
  }

  /** The {@code java} command; null if that JDK is not installed. */
  public @Nullable Path java() {
    Path own = Path.of(System.getProperty("java.home"), "bin", "java");
    if (javaVersion == 0 || Runtime.version().feature() == javaVersion) {
      return own;
    }
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return null;
    }
    try (Stream<Path> homes = Files.list(installed)) {
      return homes
          .filter(home -> home.getFileName().toString().contains("-" + javaVersion + "-"))
          .map(home -> home.resolve("bin/java"))
          .filter(Files::isExecutable)
          .findFirst()
          .orElse(null);
    } catch (java.io.IOException unreadable) {
      return null;
    }
  }

  List<String> agentOptions() {
    List<String> options = new ArrayList<>();
    if (agentVersion == null) {
      return options;
    }
    Path agent =
        Path.of(
            System.getProperty("agents.directory"),
            "opentelemetry-javaagent-" + agentVersion + ".jar");
    options.add("-javaagent:" + agent);
    if (streamscope) {
      String hostile = isWithHostileExtension() ? "," + HOSTILE_EXTENSION : "";
      options.add("-Dotel.javaagent.extensions=" + System.getProperty("streamscope.jar") + hostile);
    }
    if (indy) {
      options.add("-Dotel.javaagent.experimental.indy=true");
    }
    return options;
  }

  /**
   * Half of all applications have a span processor of a user that throws at the end of our spans,
   * after the one that exports them: nobody may notice.
   */
  private boolean isWithHostileExtension() {
    return indy && agentVersion != null && agentVersion.equals(NEWEST.agentVersion);
  }

  @Override
  public String toString() {
    return (agentVersion == null ? "no agent" : "agent " + agentVersion)
        + (indy ? " indy" : "")
        + (javaVersion == 0 ? "" : " java " + javaVersion);
  }
}
