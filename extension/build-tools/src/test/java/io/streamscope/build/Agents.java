/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The supported agents, as the build has copied them. */
enum Agents {
  FLOOR("agent.floor.version"),
  NEWEST("agent.newest.version");

  private static final Path DIRECTORY = Path.of(System.getProperty("agents.directory"));

  private final String version;

  Agents(String versionProperty) {
    version = System.getProperty(versionProperty);
  }

  Path jar() {
    return DIRECTORY.resolve("opentelemetry-javaagent-" + version + ".jar");
  }

  Path unshaded() {
    try {
      return AgentUnshader.unshadeInto(DIRECTORY, jar());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
