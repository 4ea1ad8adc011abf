/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Asks the agent's own matcher which modules of the extension it would apply to an application with
 * given libraries. Each question has modules and an application loader of its own, so no answer
 * depends on those before.
 */
public final class MuzzleCheck implements Closeable {

  /** The mismatch of a module whose {@code classLoaderMatcher} turns the libraries down. */
  public static final String NOT_PRESENT = "not present";

  private static final String MATCHER =
      "io.opentelemetry.javaagent.tooling.muzzle.ClassLoaderMatcher";
  private static final String LOADER_MISMATCH = "InstrumentationModule class loader check";

  private final PlainAgent agent;

  private MuzzleCheck(PlainAgent agent) {
    this.agent = agent;
  }

  /**
   * Prepares the questions.
   *
   * @param extension the extension jar, or the directory it is made of
   * @param unshadedAgentJar an agent as written by {@link AgentUnshader}
   */
  public static MuzzleCheck of(Path extension, Path unshadedAgentJar) throws IOException {
    return new MuzzleCheck(PlainAgent.of(extension, unshadedAgentJar));
  }

  /**
   * Returns, for each module by class name, why the agent would not apply it; an empty list means
   * that it would.
   *
   * @param libraryJars what the application has on its class path
   */
  public Map<String, List<String>> mismatches(List<Path> libraryJars) throws IOException {
    try (URLClassLoader application = agent.application(libraryJars)) {
      Object answer =
          agent.call(
              MATCHER,
              "matchesAll",
              List.of(ClassLoader.class, boolean.class, Set.class),
              application,
              false,
              Set.of());
      Map<String, List<String>> mismatches = new LinkedHashMap<>();
      new TreeMap<>((Map<?, ?>) answer)
          .forEach((module, found) -> mismatches.put((String) module, texts((List<?>) found)));
      return mismatches;
    }
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }

  private static List<String> texts(List<?> mismatches) {
    List<String> texts = new ArrayList<>();
    for (Object mismatch : mismatches) {
      String text = mismatch.toString();
      if (text.contains(LOADER_MISMATCH)) {
        texts.add(0, NOT_PRESENT);
      } else {
        texts.add(text);
      }
    }
    return List.copyOf(texts);
  }
}
