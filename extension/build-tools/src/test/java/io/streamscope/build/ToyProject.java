/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A library, a model and an extension for it: the sources below {@code /toy}, to be changed before
 * they are compiled.
 */
final class ToyProject {

  static final String MODULE = "io.streamscope.instrumentation.toy.ToyModule";
  static final String MODULE_FILE = MODULE.replace('.', '/') + ".class";

  private final Path root;
  private final SortedMap<String, String> files = new TreeMap<>();
  private final Set<String> compiled = new HashSet<>();

  ToyProject(Path root) throws IOException, URISyntaxException {
    this.root = root;
    FileTree.read(Path.of(ToyProject.class.getResource("/toy").toURI()))
        .forEach((path, content) -> files.put(path, new String(content, StandardCharsets.UTF_8)));
  }

  /** Replaces text in a file that must contain it. */
  ToyProject change(String path, String from, String to) {
    assertThat(files.get(path)).contains(from);
    files.put(path, files.get(path).replace(from, to));
    return this;
  }

  ToyProject add(String path, String content) {
    files.put(path, content);
    return this;
  }

  ToyProject remove(String path) {
    assertThat(files.remove(path)).isNotNull();
    return this;
  }

  Path library() throws IOException {
    return compile("library", "");
  }

  /** Compiles a {@code main} that uses the library. */
  Path application() throws IOException {
    return compile("application", library().toString());
  }

  Path model() throws IOException {
    return compile("model", classPath());
  }

  Path agent() throws IOException {
    return compile("agent", compileClassPath());
  }

  /** What the agent module is compiled with. */
  String compileClassPath() throws IOException {
    return classPath() + File.pathSeparator + model();
  }

  /** Compiles all, assembles it for the floor and returns the directory of the extension. */
  Path assemble() throws IOException {
    Path out = root.resolve("extension");
    ExtensionAssembler.assemble(model(), agent(), Agents.FLOOR.unshaded(), compileClassPath(), out);
    return out;
  }

  private String classPath() throws IOException {
    return String.join(
        File.pathSeparator,
        System.getProperty("java.class.path"),
        library().toString(),
        Agents.FLOOR.unshaded().toString());
  }

  private Path compile(String part, String classPath) throws IOException {
    Path sources = root.resolve("sources/" + part);
    Path classes = root.resolve("classes/" + part);
    if (!compiled.add(part)) {
      return classes;
    }
    FileTree.delete(sources);
    FileTree.delete(classes);
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (file.getKey().startsWith(part + "/")) {
        String path = file.getKey().substring(part.length() + 1);
        Path target = (path.endsWith(".java") ? sources : classes).resolve(path);
        Files.createDirectories(target.getParent());
        Files.writeString(target, file.getValue());
      }
    }
    List<String> javaFiles =
        FileTree.read(sources).keySet().stream().map(sources::resolve).map(Path::toString).toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    boolean success =
        compiler
            .getTask(
                messages,
                null,
                null,
                List.of("-proc:none", "-d", classes.toString(), "-cp", classPath),
                null,
                compiler
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjectsFromStrings(javaFiles))
            .call();
    assertThat(success).as(messages.toString()).isTrue();
    return classes;
  }
}
