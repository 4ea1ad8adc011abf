/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * An agent, the extension and its model in one class loader, all under plain names. To prepare it
 * takes longer than to ask it, so it is kept for all questions about the same agent and extension.
 */
final class PlainAgent implements Closeable {

  private static final NameRewriter PLAIN_STRINGS =
      new NameRewriter(name -> name, ShadedNames::unshadeString);

  private final Path plainExtension;
  private final URLClassLoader loader;
  private final ClassLoader bootstrap;

  private PlainAgent(Path plainExtension, URLClassLoader loader, Set<String> bootstrap) {
    this.plainExtension = plainExtension;
    this.loader = loader;
    this.bootstrap = new BootstrapView(loader, bootstrap);
  }

  /**
   * Prepares an agent.
   *
   * @param extension the extension jar, or the directory it is made of
   * @param unshadedAgentJar an agent as written by {@link AgentUnshader}
   * @param tools classes of ours that are to run with those of the agent
   */
  static PlainAgent of(Path extension, Path unshadedAgentJar, Class<?>... tools)
      throws IOException {
    SortedMap<String, byte[]> files = FileTree.read(extension);
    SortedMap<String, byte[]> model = EmbeddedModel.unpack(files);
    Set<String> bootstrap = new HashSet<>(BootstrapClasses.of(unshadedAgentJar));
    bootstrap.addAll(FileTree.classes(model).keySet());
    Path plainExtension = Files.createTempFile("streamscope", ".jar");
    write(plainExtension, files, model);
    List<URL> classPath = new ArrayList<>(urls(List.of(unshadedAgentJar, plainExtension)));
    for (Class<?> tool : tools) {
      classPath.add(MuzzleGeneration.locationOf(tool));
    }
    return new PlainAgent(
        plainExtension, loader(classPath, ClassLoader.getPlatformClassLoader()), bootstrap);
  }

  /** Calls a public static method of a class in the agent's loader. */
  Object call(String className, String method, List<Class<?>> types, Object... arguments) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      Object answer =
          loader
              .loadClass(className)
              .getMethod(method, types.toArray(new Class<?>[0]))
              .invoke(null, arguments);
      return Objects.requireNonNull(answer, method);
    } catch (InvocationTargetException e) {
      throw new BuildFailure(className + " failed: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new BuildFailure("not in this agent: " + e, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** A loader for an application; below it is what the agent puts into the bootstrap loader. */
  URLClassLoader application(List<Path> libraryJars) throws IOException {
    return loader(urls(libraryJars), bootstrap);
  }

  @Override
  public void close() throws IOException {
    loader.close();
    Files.delete(plainExtension);
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

  private static List<URL> urls(List<Path> jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return urls;
  }

  private static URLClassLoader loader(List<URL> classPath, ClassLoader parent) {
    return new URLClassLoader(classPath.toArray(new URL[0]), parent);
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
