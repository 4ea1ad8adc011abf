/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Small trees of files in memory: path with slashes to content, in the order of the paths. */
final class FileTree {

  static final String CLASS_SUFFIX = ".class";

  /** The same in every time zone, so that equal content gives equal bytes. */
  private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private FileTree() {}

  /** Reads a jar or a directory. */
  static SortedMap<String, byte[]> read(Path jarOrDirectory) throws IOException {
    if (Files.isDirectory(jarOrDirectory)) {
      return readFrom(jarOrDirectory);
    }
    try (FileSystem jar = FileSystems.newFileSystem(jarOrDirectory)) {
      return readFrom(jar.getPath("/"));
    }
  }

  /** The paths in a jar or a directory, which may be a large one. */
  static List<String> paths(Path jarOrDirectory) throws IOException {
    if (!Files.isDirectory(jarOrDirectory)) {
      try (JarFile jar = new JarFile(jarOrDirectory.toFile())) {
        return jar.stream().map(JarEntry::getName).toList();
      }
    }
    try (Stream<Path> walk = Files.walk(jarOrDirectory)) {
      return walk.map(path -> name(jarOrDirectory, path)).toList();
    }
  }

  static SortedMap<String, byte[]> unzip(byte[] zip) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  /**
   * A zip whose bytes depend on the content only. It is not compressed: the jar that it goes into
   * does that better with all of its files at once, which have much in common.
   */
  static byte[] zip(SortedMap<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    zip(files, bytes, Deflater.NO_COMPRESSION);
    return bytes.toByteArray();
  }

  static void zip(SortedMap<String, byte[]> files, OutputStream out, int level) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(level);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(FIXED_TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    }
  }

  static void write(Map<String, byte[]> files, Path directory) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = directory.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      Files.write(target, file.getValue());
    }
  }

  static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> childrenFirst;
    try (Stream<Path> walk = Files.walk(root)) {
      childrenFirst = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : childrenFirst) {
      Files.delete(path);
    }
  }

  static boolean isClass(String path) {
    return path.endsWith(CLASS_SUFFIX);
  }

  /** The internal name of the class in the file {@code path}. */
  static String className(String path) {
    return path.substring(0, path.length() - CLASS_SUFFIX.length());
  }

  /** The classes of a tree by internal name. */
  static SortedMap<String, byte[]> classes(Map<String, byte[]> files) {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    files.forEach(
        (path, content) -> {
          if (isClass(path)) {
            classes.put(className(path), content);
          }
        });
    return classes;
  }

  private static SortedMap<String, byte[]> readFrom(Path root) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.filter(Files::isRegularFile).toList();
    }
    for (Path path : paths) {
      files.put(name(root, path), Files.readAllBytes(path));
    }
    return files;
  }

  private static String name(Path root, Path path) {
    return root.relativize(path).toString().replace('\\', '/');
  }
}
