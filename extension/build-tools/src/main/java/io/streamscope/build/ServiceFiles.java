/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files from which {@link java.util.ServiceLoader} takes the names of providers. */
final class ServiceFiles {

  static final String DIRECTORY = "META-INF/services/";

  private ServiceFiles() {}

  /** The class names in a service file; none if there is no such file. */
  static Set<String> providers(byte @Nullable [] content) {
    if (content == null) {
      return Set.of();
    }
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
