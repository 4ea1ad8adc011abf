/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import io.streamscope.build.AgentUnshader;
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

  static List<Path> library(String nameAndVersion) {
    Path directory = Path.of(property("libraries.directory"), nameAndVersion);
    try (Stream<Path> jars = Files.list(directory)) {
      return jars.toList();
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
