/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An application with several versions of SDKs, each in a class loader that knows nothing of the
 * others, as in a server of web applications.
 */
public final class Versions {

  private Versions() {}

  /** Takes the URL of the model server and class paths, each with an SDK and these classes. */
  public static void main(String[] arguments) throws Exception {
    List<URLClassLoader> loaders = new ArrayList<>();
    for (int i = 1; i < arguments.length; i++) {
      loaders.add(new URLClassLoader(urls(arguments[i]), ClassLoader.getPlatformClassLoader()));
    }
    for (String kind : List.of("DOCUMENT", "STREAM")) {
      for (int i = 0; i < loaders.size(); i++) {
        Method play =
            loaders
                .get(i)
                .loadClass(Versions.class.getName())
                .getMethod("play", String.class, String.class, String.class);
        play.invoke(null, arguments[0], kind, "version-" + i);
      }
    }
    for (URLClassLoader loader : loaders) {
      loader.close();
    }
    System.out.println("[done]");
  }

  private static URL[] urls(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator, -1))
        .map(Versions::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalArgumentException(path, impossible);
    }
  }

  /** Asks with the SDK of this class loader in the first way that brings such an answer. */
  public static void play(String baseUrl, String kind, String name) {
    Way first =
        Sdks.onClassPath().ways().stream()
            .filter(way -> way.kind().name().equals(kind))
            .findFirst()
            .orElseThrow();
    Scenario scenario = new Scenario(first, Fault.NONE);
    Scene scene = new Scene(scenario, URI.create(baseUrl).getAuthority());
    Access access = scenario.access(baseUrl);
    scene.play(
        scenario,
        new Access(baseUrl, access.headers(), name + "." + first.name(), Access.QUESTION));
  }
}
