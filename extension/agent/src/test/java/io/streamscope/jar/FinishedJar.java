/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import io.streamscope.build.AgentUnshader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put the jar, the agents and the libraries it is checked against. */
final class FinishedJar {

  private FinishedJar() {}

  static Path path() {
    return Path.of(property("streamscope.jar"));
  }

  static List<String> agentVersions() {
    return List.of(property("agent.versions").split(",", -1));
  }

  static Path unshadedAgent(String version) {
    Path directory = Path.of(property("agents.directory"));
    try {
      return AgentUnshader.unshadeInto(
          directory, directory.resolve("opentelemetry-javaagent-" + version + ".jar"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The jars of a version, by the name of its file and the version. */
  static List<Path> library(String nameAndVersion) {
    Path file = Path.of(property("libraries.directory"), nameAndVersion + ".txt");
    try {
      return Stream.of(Files.readString(file).split(File.pathSeparator)).map(Path::of).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What the registry has besides the versions that are listed; empty unless it was asked. */
  static List<String> newerVersions() {
    Path file = Path.of(property("libraries.directory"), "newer.txt");
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set: run with Maven");
    }
    return value;
  }
}
