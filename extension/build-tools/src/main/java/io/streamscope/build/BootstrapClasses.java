/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * The classes that the agent puts into the bootstrap loader, by internal name: all that helpers and
 * the model may see of it. {@link AgentUnshader} notes them in the jar it writes.
 */
final class BootstrapClasses {

  static final String RESOURCE = "META-INF/streamscope/bootstrap-classes";

  private BootstrapClasses() {}

  static byte[] write(SortedSet<String> names) {
    return (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Set<String> of(Path unshadedAgentJar) throws IOException {
    try (JarFile jar = new JarFile(unshadedAgentJar.toFile())) {
      ZipEntry entry = jar.getEntry(RESOURCE);
      if (entry == null) {
        throw new BuildFailure(unshadedAgentJar + " was not written by AgentUnshader");
      }
      try (InputStream in = jar.getInputStream(entry)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .collect(Collectors.toUnmodifiableSet());
      }
    }
  }
}
