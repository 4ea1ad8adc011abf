/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JDK to look at.
 *
 * @param home null if it is not installed
 */
record InstalledJdk(int version, @Nullable Path home) {

  private static final Path INSTALLED = Path.of("/usr/lib/jvm");

  static InstalledJdk running() {
    return new InstalledJdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  static InstalledJdk of(int version) {
    if (running().version() == version) {
      return running();
    }
    return new InstalledJdk(version, find("-" + version + "-"));
  }

  private static @Nullable Path find(String inItsName) {
    if (!Files.isDirectory(INSTALLED)) {
      return null;
    }
    try (Stream<Path> homes = Files.list(INSTALLED)) {
      return homes
          .filter(home -> home.getFileName().toString().contains(inItsName))
          .filter(home -> Files.isRegularFile(home.resolve("lib/jrt-fs.jar")))
          .findFirst()
          .orElse(null);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return "jdk-" + version;
  }
}
