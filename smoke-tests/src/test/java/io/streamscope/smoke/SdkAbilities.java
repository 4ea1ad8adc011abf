/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import io.streamscope.smoke.support.AppUnderTest;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the test app {@code sdk-clients} asks for with an SDK of some version, as the scene of the
 * SDK declares it, and what happens to these calls.
 */
final class SdkAbilities {

  private static final String APP = "io.streamscope.sdkclients.SdkClients";
  private static final List<String> COLUMNS =
      List.of("CALL", "STREAM", "ASYNC", "TOOLS", "EMBEDDINGS");

  private SdkAbilities() {}

  /**
   * The rows of a table, sorted: SDK, versions, ways of asking by operation, faults.
   *
   * @param classPaths names of class paths, {@code <sdk>-<version>}
   */
  static List<String> rows(List<String> classPaths) {
    Map<String, List<String>> versions = new LinkedHashMap<>();
    for (String classPath : classPaths) {
      int dash = classPath.lastIndexOf('-');
      versions
          .computeIfAbsent(
              classPath.substring(0, dash) + " | %s | " + cells(of(classPath)),
              unused -> new ArrayList<>())
          .add(classPath.substring(dash + 1));
    }
    return versions.entrySet().stream()
        .map(row -> "| " + row.getKey().formatted(String.join(", ", row.getValue())) + " |\n")
        .sorted()
        .toList();
  }

  private static String cells(List<String> abilities) {
    List<String> cells = new ArrayList<>();
    for (String column : COLUMNS) {
      cells.add(those(abilities, column));
    }
    cells.add(those(abilities, "fault"));
    return String.join(" | ", cells);
  }

  private static String those(List<String> abilities, String kind) {
    String found =
        abilities.stream()
            .filter(ability -> ability.startsWith(kind + ":"))
            .map(ability -> ability.substring(kind.length() + 1))
            .filter(ability -> !ability.equals("none"))
            .collect(Collectors.joining(", "));
    return found.isEmpty() ? "–" : found;
  }

  /** Asked of the scene itself, beside the SDK of that class path. */
  private static List<String> of(String classPath) {
    List<URL> urls = new ArrayList<>();
    try {
      urls.add(Path.of(AppUnderTest.classesOf("sdk-clients")).toUri().toURL());
      for (String jar : AppUnderTest.libraries(classPath).split(File.pathSeparator, -1)) {
        urls.add(Path.of(jar).toUri().toURL());
      }
      try (URLClassLoader loader =
          new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
        List<?> abilities = (List<?>) loader.loadClass(APP).getMethod("abilities").invoke(null);
        return abilities.stream().map(String::valueOf).toList();
      }
    } catch (IOException | ReflectiveOperationException failure) {
      throw new IllegalStateException(classPath, failure);
    }
  }
}
