/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The class files of one version of a library. They are read as they are asked for; none of them is
 * ever loaded as a class.
 */
public final class ClassFiles implements Closeable {

  private final SortedSet<String> typeNames;
  private final ClassLoader resources;
  private final Closeable source;

  private ClassFiles(SortedSet<String> typeNames, ClassLoader resources, Closeable source) {
    this.typeNames = typeNames;
    this.resources = resources;
    this.source = source;
  }

  /** Those of jars or directories; what they extend of the JDK is taken from the running one. */
  public static ClassFiles ofJars(List<Path> jars) throws IOException {
    SortedSet<String> typeNames = new TreeSet<>();
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      FileTree.paths(jar).stream().filter(ClassFiles::isType).forEach(path -> add(path, typeNames));
      urls.add(jar.toUri().toURL());
    }
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
    return new ClassFiles(typeNames, loader, loader);
  }

  /** Those of a JDK, which need not be the running one. */
  public static ClassFiles ofJdk(Path home) throws IOException {
    FileSystem image =
        FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()));
    Map<String, Path> files = new HashMap<>();
    try (Stream<Path> walk = Files.walk(image.getPath("/modules"))) {
      walk.filter(file -> file.getNameCount() > 2) // below modules/<name of a module>
          .forEach(file -> files.put(file.subpath(2, file.getNameCount()).toString(), file));
    }
    SortedSet<String> typeNames = new TreeSet<>();
    files.keySet().stream().filter(ClassFiles::isType).forEach(path -> add(path, typeNames));
    return new ClassFiles(typeNames, new ImageLoader(files), image);
  }

  /** The names of the library's own classes and interfaces. */
  SortedSet<String> typeNames() {
    return typeNames;
  }

  /** Finds the class files, also those of the JDK, as resources. */
  ClassLoader resources() {
    return resources;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private static boolean isType(String path) {
    return FileTree.isClass(path)
        && !path.startsWith("META-INF/") // the same for newer JVMs
        && !path.endsWith("module-info.class")
        && !path.endsWith("package-info.class");
  }

  private static void add(String path, SortedSet<String> typeNames) {
    typeNames.add(FileTree.className(path).replace('/', '.'));
  }

  /** Gives out the files of the run-time image of another JDK. */
  private static final class ImageLoader extends ClassLoader {
    private final Map<String, Path> files;

    ImageLoader(Map<String, Path> files) {
      super(null);
      this.files = files;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
      Path file = files.get(path);
      try {
        return file == null ? null : Files.newInputStream(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
