/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import com.google.common.graph.MutableGraph;
import com.google.common.util.concurrent.internal.InternalFutureFailureAccess;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls {@link MuzzleDriver} in a class loader with the tool chain of the agent. */
final class MuzzleGeneration {

  private static final List<Class<?>> TOOLS =
      List.of(MuzzleDriver.class, MutableGraph.class, InternalFutureFailureAccess.class);

  private final List<URL> classPath = new ArrayList<>();

  MuzzleGeneration(List<Path> classes, Path unshadedAgentJar, String compileClassPath) {
    for (Path path : classes) {
      classPath.add(url(path.toFile()));
    }
    classPath.add(url(unshadedAgentJar.toFile()));
    for (Class<?> tool : TOOLS) {
      classPath.add(locationOf(tool));
    }
    for (String element : compileClassPath.split(File.pathSeparator)) {
      if (!element.isBlank()) {
        classPath.add(url(new File(element)));
      }
    }
  }

  /** Returns the class files of the named modules with muzzle's methods in them. */
  @SuppressWarnings("unchecked") // the result of MuzzleDriver.generate
  Map<String, byte[]> generate(List<String> moduleNames) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Object generated =
          loader
              .loadClass(MuzzleDriver.class.getName())
              .getMethod("generate", List.class)
              .invoke(null, moduleNames);
      return (Map<String, byte[]>) generated;
    } catch (InvocationTargetException e) {
      throw new BuildFailure("muzzle failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new BuildFailure("no muzzle in this agent: " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(File file) {
    try {
      return file.toURI().toURL();
    } catch (MalformedURLException e) {
      throw new BuildFailure("not on the class path: " + file, e);
    }
  }

  /** The jar or directory that a class of this build comes from. */
  static URL locationOf(Class<?> tool) {
    try {
      // through URI and File: the location of a directory must end with a slash
      return url(new File(tool.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new BuildFailure("no location of " + tool, e);
    }
  }
}
