/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Moves the model's packages below the one prefix that the agent lets through to the bootstrap
 * loader from everywhere. Sources stay in {@code io.streamscope}.
 */
final class ModelRelocation {

  static final String ROOT = "io/streamscope/";
  static final String TARGET = "io/opentelemetry/javaagent/bootstrap/streamscope/";

  private static final String JAR_MANIFEST = "META-INF/MANIFEST.MF";
  private static final List<String> NOT_MODEL = List.of(ROOT + "instrumentation", ROOT + "agent");

  private final Set<String> packages;
  private final Set<String> classes;
  private final NameRewriter rewriter = new NameRewriter(this::relocate, this::relocateString);

  private ModelRelocation(Set<String> packages, Set<String> classes) {
    this.packages = packages;
    this.classes = classes;
  }

  /** The packages of the model are those that {@code modelPaths} has classes in. */
  static ModelRelocation of(Collection<String> modelPaths) {
    Set<String> classes =
        modelPaths.stream()
            .filter(path -> FileTree.isClass(path) && path.startsWith(ROOT))
            .map(FileTree::className)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> packages =
        classes.stream()
            .map(ModelRelocation::packageOf)
            .collect(Collectors.toCollection(TreeSet::new));
    if (packages.isEmpty()) {
      throw new BuildFailure("no class of the model below " + ROOT + ": is it compiled?");
    }
    BuildFailure.ifAny(
        "packages that cannot be in the model",
        packages.stream()
            .filter(
                name -> NOT_MODEL.stream().anyMatch(root -> (name + '/').startsWith(root + '/')))
            .toList());
    return new ModelRelocation(packages, classes);
  }

  /** A package lives in one loader: an agent class in a package of the model could not. */
  void requireSeparate(Collection<String> agentPaths) {
    BuildFailure.ifAny(
        "agent classes in packages of the model",
        agentPaths.stream()
            .filter(FileTree::isClass)
            .map(FileTree::className)
            .filter(name -> !name.endsWith("/package-info") && packages.contains(packageOf(name)))
            .toList());
  }

  /** Relocates class files, service files and the resources next to the model's classes. */
  SortedMap<String, byte[]> relocate(Map<String, byte[]> files) {
    SortedMap<String, byte[]> relocated = new TreeMap<>();
    files.forEach(
        (path, content) -> {
          if (FileTree.isClass(path)) {
            String name = FileTree.className(path);
            if (!name.endsWith("package-info") && !name.endsWith("module-info")) {
              relocated.put(
                  relocate(name) + FileTree.CLASS_SUFFIX, rewriter.rewriteWithoutNullness(content));
            }
          } else if (path.startsWith(ServiceFiles.DIRECTORY)) {
            String service = relocateString(path.substring(ServiceFiles.DIRECTORY.length()));
            relocated.put(ServiceFiles.DIRECTORY + service, relocateLines(content));
          } else if (!path.startsWith("META-INF/maven/") && !path.equals(JAR_MANIFEST)) {
            relocated.put(relocate(path), content);
          }
        });
    return relocated;
  }

  private String relocate(String internalName) {
    return internalName.startsWith(ROOT) && packages.contains(packageOf(internalName))
        ? TARGET + internalName.substring(ROOT.length())
        : internalName;
  }

  /** Only whole class names: a package name may as well be the name of an instrumentation scope. */
  private String relocateString(String value) {
    if (classes.contains(value)) {
      return relocate(value);
    }
    String internalName = value.replace('.', '/');
    return value.indexOf('/') < 0 && classes.contains(internalName)
        ? relocate(internalName).replace('/', '.')
        : value;
  }

  private byte[] relocateLines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> relocateString(line.strip()) + "\n")
        .collect(Collectors.joining())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String packageOf(String internalName) {
    return internalName.substring(0, Math.max(0, internalName.lastIndexOf('/')));
  }
}
