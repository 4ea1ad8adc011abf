/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Programs for Node, with packages that the build has installed where it could. */
public final class NodeScript {

  private static final long PATIENCE_SECONDS = 120;
  private static final Path INSTALLED = Path.of(System.getProperty("node.directory"));
  private static final Path SCRIPTS =
      Path.of(System.getProperty("project.root"), "smoke-tests/src/test/node");
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");

  private NodeScript() {}

  /** The directory of a package. */
  public static Path installed(String packageName) {
    return INSTALLED.resolve("node_modules").resolve(packageName);
  }

  /** Skips the test, and says why, if the build could not install it. */
  public static void assumeInstalled(String packageName) {
    String missing = missing(packageName);
    assumeTrue(missing == null, () -> packageName + ": " + missing);
  }

  private static @Nullable String missing(String packageName) {
    try {
      Path reason = INSTALLED.resolve("skipped.txt");
      if (Files.exists(reason)) {
        return Files.readString(reason).strip();
      }
      return Files.exists(installed(packageName)) ? null : "run the whole build first";
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  /** The browser of this machine; skips the test, and says why, if it has none. */
  public static Path assumeBrowser() {
    for (String directory : System.getenv("PATH").split(":", -1)) {
      for (String name : BROWSERS) {
        Path browser = Path.of(directory, name);
        if (Files.isExecutable(browser)) {
          return browser;
        }
      }
    }
    assumeTrue(false, () -> "no browser: none of " + BROWSERS + " is on the PATH");
    throw new AssertionError();
  }

  /**
   * Runs one to its end.
   *
   * @param script its file among those for Node
   * @param arguments follow the directory that has the packages
   * @return what it has printed; a script that fails is an error
   */
  public static List<String> run(String script, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("node");
    command.add(SCRIPTS.resolve(script).toString());
    command.add(INSTALLED.toString());
    command.addAll(List.of(arguments));
    try {
      Path directory = Path.of(System.getProperty("logs.directory"));
      Files.createDirectories(directory);
      Path output = Files.createTempFile(directory, script + "-", ".log");
      Path errors = Files.createTempFile(directory, script + "-", ".errors.log");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            "%s: %s%n%s".formatted(script, Files.readString(output), Files.readString(errors)));
      }
      return Files.readAllLines(output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
