/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.plugin;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Installs packages for Node with {@code npm ci}, where there is a Node; where there is none, or no
 * registry, {@value #SKIPPED} says why, and so does the build. It never fails for want of them.
 */
@SuppressWarnings("NullAway.Init") // Maven sets the fields
@Mojo(name = "node-packages", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, threadSafe = true)
public final class NodePackagesMojo extends AbstractMojo {

  private static final String SKIPPED = "skipped.txt";
  private static final String MANIFEST = "package.json";
  private static final String LOCK = "package-lock.json";
  private static final String LOG = "npm.log";
  private static final Pattern VERSION = Pattern.compile("v([0-9]+)\\.([0-9]+)\\..*");
  private static final int NODE_SECONDS = 20;
  private static final int NPM_SECONDS = 120;

  /** Where {@code package.json} and {@code package-lock.json} are. */
  @Parameter(required = true)
  private File packages;

  /** The lowest Node that they run with: {@code 20.15}. */
  @Parameter(required = true)
  private String node;

  /** Where to install them. */
  @Parameter(required = true)
  private File outputDirectory;

  @Parameter(property = "skipTests", defaultValue = "false")
  private boolean skipTests;

  @Override
  public void execute() throws MojoExecutionException {
    if (skipTests) {
      return;
    }
    Path target = outputDirectory.toPath();
    try {
      Files.createDirectories(target);
      Path reason = target.resolve(SKIPPED);
      String missing = missing();
      if (missing == null) {
        Files.deleteIfExists(reason);
      } else {
        Files.writeString(reason, missing);
        getLog().warn("no packages for Node: " + missing);
      }
    } catch (IOException failure) {
      throw new MojoExecutionException("could not write to " + target, failure);
    }
  }

  /** Installs them unless they are; null, or what there is not. */
  private @Nullable String missing() throws IOException {
    String version = version();
    if (version == null) {
      return "no Node";
    }
    if (!isEnough(version)) {
      return "no Node " + node + " or newer";
    }
    Path target = outputDirectory.toPath();
    boolean known = same(MANIFEST) & same(LOCK);
    if (known && Files.exists(target.resolve("node_modules/.package-lock.json"))) {
      return null;
    }
    boolean installed =
        run(
            NPM_SECONDS,
            npm(),
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefer-offline",
            "--fetch-retries=1",
            "--fetch-timeout=30000",
            "--loglevel=error");
    if (installed) {
      getLog().info("packages for Node " + version + " installed");
      return null;
    }
    Files.deleteIfExists(target.resolve("node_modules/.package-lock.json"));
    return "no packages from the npm registry (" + LOG + " beside them says more)";
  }

  /** Whether a file is there as it is here; it is afterwards. */
  private boolean same(String name) throws IOException {
    Path here = packages.toPath().resolve(name);
    Path there = outputDirectory.toPath().resolve(name);
    boolean same = Files.exists(there) && Files.mismatch(here, there) < 0;
    if (!same) {
      Files.writeString(there, Files.readString(here));
    }
    return same;
  }

  /** What Node says of itself, null if there is none. */
  private @Nullable String version() throws IOException {
    if (!run(NODE_SECONDS, "node", "--version")) {
      return null;
    }
    return Files.readString(outputDirectory.toPath().resolve(LOG)).strip();
  }

  private boolean isEnough(String version) {
    Matcher found = VERSION.matcher(version);
    Matcher wanted = VERSION.matcher("v" + node + ".0");
    if (!found.matches() || !wanted.matches()) {
      return false;
    }
    int major = Integer.compare(number(found, 1), number(wanted, 1));
    return major > 0 || (major == 0 && number(found, 2) >= number(wanted, 2));
  }

  private static int number(Matcher version, int group) {
    return Integer.parseInt(version.group(group));
  }

  private static String npm() {
    return File.separatorChar == '\\' ? "npm.cmd" : "npm";
  }

  /** Runs a command in the directory of the packages; whether there is one and it succeeded. */
  private boolean run(int seconds, String... command) throws IOException {
    Path log = outputDirectory.toPath().resolve(LOG);
    Process process;
    try {
      process =
          new ProcessBuilder(List.of(command))
              .directory(outputDirectory)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
    } catch (IOException noSuchCommand) {
      return false;
    }
    try {
      process.getOutputStream().close();
      return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
