/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.Deflater;

/**
 * Turns the stock agent jar into an ordinary class path jar under plain OpenTelemetry names: the
 * agent's muzzle tool chain can then run in the build, and our classes can be checked against what
 * the agent really carries. The agent's own instrumentation is left out.
 */
public final class AgentUnshader {

  private static final String INSIDE = "inst/";
  private static final String DATA_SUFFIX = ".classdata";
  private static final String INSTRUMENTATION =
      INSIDE + "io/opentelemetry/javaagent/instrumentation/";
  private static final NameRewriter UNSHADE =
      new NameRewriter(ShadedNames::unshadeType, ShadedNames::unshadeString);

  private AgentUnshader() {}

  /** {@code <agent.jar> <out.jar>}. */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new BuildFailure("usage: AgentUnshader <agent.jar> <out.jar>");
    }
    unshade(Path.of(args[0]), Path.of(args[1]));
  }

  /** Does nothing if {@code out} is newer than {@code agentJar}. Returns {@code out}. */
  public static Path unshade(Path agentJar, Path out) throws IOException {
    if (Files.exists(out)
        && Files.getLastModifiedTime(out).compareTo(Files.getLastModifiedTime(agentJar)) > 0) {
      return out;
    }
    Path absolute = out.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    Path unfinished =
        absolute.resolveSibling(absolute.getFileName() + "." + ProcessHandle.current().pid());
    try {
      FileTree.zip(
          read(agentJar),
          new BufferedOutputStream(Files.newOutputStream(unfinished)),
          Deflater.BEST_SPEED);
      Files.move(unfinished, out, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
    return out;
  }

  /** Unshades {@code name.jar} to {@code name-unshaded.jar} in {@code directory}. */
  public static Path unshadeInto(Path directory, Path agentJar) throws IOException {
    String name = agentJar.getFileName().toString().replaceFirst("\\.jar$", "");
    return unshade(agentJar, directory.resolve(name + "-unshaded.jar"));
  }

  private static SortedMap<String, byte[]> read(Path agentJar) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    SortedMap<String, String> services = new TreeMap<>();
    SortedSet<String> bootstrap = new TreeSet<>();
    try (JarFile jar = new JarFile(agentJar.toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        String name = entry.getName();
        if (entry.isDirectory() || name.startsWith(INSTRUMENTATION)) {
          continue;
        }
        boolean inside = name.startsWith(INSIDE);
        String plain = ShadedNames.unshadeString(inside ? name.substring(INSIDE.length()) : name);
        if (plain.startsWith(ServiceFiles.DIRECTORY)) {
          services.merge(
              plain, ShadedNames.unshadeString(text(jar, entry)), (a, b) -> a + "\n" + b);
        } else if (plain.startsWith("META-INF/") || plain.contains("/META-INF/")) {
          continue; // signatures, licences, other Java versions of library classes
        } else if (name.endsWith(DATA_SUFFIX) || FileTree.isClass(name)) {
          String className = plain.substring(0, plain.lastIndexOf('.'));
          if (files.putIfAbsent(
                      className + FileTree.CLASS_SUFFIX, UNSHADE.rewrite(bytes(jar, entry)))
                  == null
              && !inside) {
            bootstrap.add(className);
          }
        } else {
          files.putIfAbsent(plain, bytes(jar, entry));
        }
      }
    }
    services.forEach((path, content) -> putService(files, path, content));
    files.put(BootstrapClasses.RESOURCE, BootstrapClasses.write(bootstrap));
    return files;
  }

  /** Providers of the instrumentation we left out must not be named. */
  private static void putService(SortedMap<String, byte[]> files, String path, String content) {
    List<String> present =
        content
            .lines()
            .map(String::strip)
            .filter(name -> files.containsKey(name.replace('.', '/') + FileTree.CLASS_SUFFIX))
            .distinct()
            .toList();
    if (!present.isEmpty()) {
      files.put(path, (String.join("\n", present) + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String text(JarFile jar, JarEntry entry) throws IOException {
    return new String(bytes(jar, entry), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
