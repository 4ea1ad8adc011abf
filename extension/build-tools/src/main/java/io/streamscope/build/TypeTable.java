/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** All types that can be linked to: our own, those of the agent, and those of the JDK. */
final class TypeTable implements Closeable {

  /** Whether a member exists; unknown if a super type is neither ours nor the agent's. */
  enum Lookup {
    FOUND,
    MISSING,
    UNKNOWN
  }

  private static final ClassLoader JDK = ClassLoader.getPlatformClassLoader();

  private final Map<String, byte[]> own;
  private final JarFile agent;
  private final Map<String, Optional<ClassShape>> shapes = new HashMap<>();

  TypeTable(Map<String, byte[]> own, Path unshadedAgentJar) throws IOException {
    this.own = own;
    this.agent = new JarFile(unshadedAgentJar.toFile());
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }

  @Nullable ClassShape find(String internalName) {
    return shapes.computeIfAbsent(internalName, this::load).orElse(null);
  }

  boolean isInJdk(String internalName) {
    return JDK.getResource(internalName + FileTree.CLASS_SUFFIX) != null;
  }

  Lookup method(String owner, String nameAndDescriptor) {
    return member(owner, nameAndDescriptor, ClassShape::methods);
  }

  Lookup field(String owner, String nameAndDescriptor) {
    return member(owner, nameAndDescriptor, ClassShape::fields);
  }

  /** All super types of {@code type} that are known, itself first, classes before interfaces. */
  Set<ClassShape> hierarchy(ClassShape type) {
    Set<ClassShape> found = new LinkedHashSet<>();
    for (ClassShape next = type; next != null; next = find(next.superName())) {
      found.add(next);
      if (next.superName() == null) {
        break;
      }
    }
    Deque<ClassShape> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      for (String name : open.remove().interfaces()) {
        ClassShape parent = find(name);
        if (parent != null && found.add(parent)) {
          open.add(parent);
        }
      }
    }
    return found;
  }

  /** Whether a super class (not interface) of {@code type} is neither ours nor the agent's. */
  boolean hasUnknownSuperClass(ClassShape type) {
    String name = type.superName();
    while (name != null) {
      ClassShape parent = find(name);
      if (parent == null) {
        return true;
      }
      name = parent.superName();
    }
    return false;
  }

  /** The methods, by name and descriptor, that {@code type} inherits or declares only abstract. */
  Set<String> abstractMethods(ClassShape type) {
    Set<String> required = new TreeSet<>();
    Set<String> present = new TreeSet<>(objectMethods());
    for (ClassShape each : hierarchy(type)) {
      each.methods()
          .forEach(
              (method, access) -> {
                if ((access & Opcodes.ACC_ABSTRACT) != 0) {
                  required.add(method);
                } else if ((access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
                  present.add(method);
                }
              });
    }
    required.removeAll(present);
    return required;
  }

  private Set<String> objectMethods() {
    ClassShape object = find("java/lang/Object");
    return object == null ? Set.of() : object.methods().keySet();
  }

  private Lookup member(
      String owner, String member, Function<ClassShape, Map<String, Integer>> members) {
    ClassShape type = find(owner);
    if (type == null) {
      return Lookup.UNKNOWN;
    }
    boolean allKnown = true;
    for (ClassShape each : hierarchy(type)) {
      if (members.apply(each).containsKey(member)) {
        return Lookup.FOUND;
      }
      allKnown &= each.superName() == null || find(each.superName()) != null;
      allKnown &= each.interfaces().stream().allMatch(name -> find(name) != null);
    }
    return allKnown ? Lookup.MISSING : Lookup.UNKNOWN;
  }

  private Optional<ClassShape> load(String internalName) {
    try {
      byte[] bytes = own.get(internalName);
      if (bytes == null) {
        bytes = read(internalName + FileTree.CLASS_SUFFIX);
      }
      return bytes == null ? Optional.empty() : Optional.of(ClassShape.of(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte @Nullable [] read(String path) throws IOException {
    ZipEntry entry = agent.getEntry(path);
    try (InputStream in =
        entry == null ? JDK.getResourceAsStream(path) : agent.getInputStream(entry)) {
      return in == null ? null : in.readAllBytes();
    }
  }
}
