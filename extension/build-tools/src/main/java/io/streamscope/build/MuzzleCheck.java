/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Asks the agent's own matcher which modules of the extension it would apply to an application with
 * given libraries.
 */
public final class MuzzleCheck {

  /** The mismatch of a module whose {@code classLoaderMatcher} turns the libraries down. */
  public static final String NOT_PRESENT = "not present";

  private static final String MATCHER =
      "io.opentelemetry.javaagent.tooling.muzzle.ClassLoaderMatcher";
  private static final String LOADER_MISMATCH = "InstrumentationModule class loader check";
  private static final NameRewriter PLAIN_STRINGS =
      new NameRewriter(name -> name, ShadedNames::unshadeString);

  private MuzzleCheck() {}

  /**
   * Returns, for each module by class name, why the agent would not apply it; an empty list means
   * that it would.
   *
   * @param extension the extension jar, or the directory it is made of
   * @param unshadedAgentJar an agent as written by {@link AgentUnshader}
   * @param libraryJars what the application has on its class path
   */
  public static Map<String, List<String>> mismatches(
      Path extension, Path unshadedAgentJar, List<Path> libraryJars) throws IOException {
    SortedMap<String, byte[]> files = FileTree.read(extension);
    SortedMap<String, byte[]> model = EmbeddedModel.unpack(files);
    Set<String> bootstrap = new HashSet<>(BootstrapClasses.of(unshadedAgentJar));
    bootstrap.addAll(FileTree.classes(model).keySet());
    Path plainExtension = Files.createTempFile("streamscope", ".jar");
    try {
      write(plainExtension, files, model);
      try (URLClassLoader agent =
              loader(
                  List.of(unshadedAgentJar, plainExtension), ClassLoader.getPlatformClassLoader());
          URLClassLoader application = loader(libraryJars, new BootstrapView(agent, bootstrap))) {
        return ask(agent, application);
      }
    } finally {
      Files.delete(plainExtension);
    }
  }

  /** The extension and its model in plain names, like the unshaded agent. */
  private static void write(Path jar, Map<String, byte[]> files, SortedMap<String, byte[]> model)
      throws IOException {
    SortedMap<String, byte[]> all = new TreeMap<>(model);
    files.forEach(
        (path, content) ->
            all.put(path, FileTree.isClass(path) ? PLAIN_STRINGS.rewrite(content) : content));
    try (OutputStream out = Files.newOutputStream(jar)) {
      FileTree.zip(all, out, Deflater.NO_COMPRESSION);
    }
  }

  private static Map<String, List<String>> ask(ClassLoader agent, ClassLoader application) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(agent);
    try {
      Object answer =
          agent
              .loadClass(MATCHER)
              .getMethod("matchesAll", ClassLoader.class, boolean.class, Set.class)
              .invoke(null, application, false, Set.of());
      Map<String, List<String>> mismatches = new LinkedHashMap<>();
      new TreeMap<>((Map<?, ?>) answer)
          .forEach((module, found) -> mismatches.put((String) module, texts((List<?>) found)));
      return mismatches;
    } catch (InvocationTargetException e) {
      throw new BuildFailure("the matcher of the agent failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new BuildFailure("no matcher in this agent: " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
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

  private static URLClassLoader loader(List<Path> jars, ClassLoader parent) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), parent);
  }

  /** Shows of the agent what the bootstrap loader shows of it at run time. */
  private static final class BootstrapView extends ClassLoader {
    private final ClassLoader agent;
    private final Set<String> visible;

    BootstrapView(ClassLoader agent, Set<String> visible) {
      super(ClassLoader.getPlatformClassLoader());
      this.agent = agent;
      this.visible = visible;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (visible.contains(name.replace('.', '/'))) {
        return agent.loadClass(name);
      }
      throw new ClassNotFoundException(name);
    }

    @Override
    protected @Nullable URL findResource(String path) {
      return FileTree.isClass(path) && visible.contains(FileTree.className(path))
          ? agent.getResource(path)
          : null;
    }
  }
}
