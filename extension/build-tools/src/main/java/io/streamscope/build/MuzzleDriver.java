/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.pool.TypePool;

/**
 * Runs the agent's muzzle plugin. To be loaded by a {@link URLClassLoader} that has the unshaded
 * agent and our classes; that is why its signature knows types of the JDK only.
 */
public final class MuzzleDriver {

  private static final String PLUGIN =
      "io.opentelemetry.javaagent.tooling.muzzle.generation.MuzzleCodeGenerationPlugin";

  private MuzzleDriver() {}

  /** Returns the class files of the modules with muzzle's methods in them, by class name. */
  public static Map<String, byte[]> generate(List<String> moduleNames)
      throws IOException, ReflectiveOperationException {
    URLClassLoader loader = (URLClassLoader) MuzzleDriver.class.getClassLoader();
    Map<String, byte[]> generated = new LinkedHashMap<>();
    try (Plugin plugin = newPlugin(loader);
        ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(loader)) {
      TypePool pool = TypePool.Default.of(locator);
      ByteBuddy byteBuddy = new ByteBuddy();
      for (String name : moduleNames) {
        TypeDescription module = pool.describe(name).resolve();
        try (DynamicType.Unloaded<?> type =
            plugin.apply(byteBuddy.decorate(module, locator), module, locator).make(pool)) {
          generated.put(name, type.getBytes());
        }
      }
    }
    return generated;
  }

  /** The plugin reads advice and helpers from its own class path, not from that of its loader. */
  private static Plugin newPlugin(URLClassLoader loader) throws ReflectiveOperationException {
    File[] classPath =
        Arrays.stream(loader.getURLs())
            .map(url -> new File(URI.create(url.toString())))
            .toArray(File[]::new);
    return (Plugin)
        loader.loadClass(PLUGIN).getConstructor(File[].class).newInstance((Object) classPath);
  }
}
