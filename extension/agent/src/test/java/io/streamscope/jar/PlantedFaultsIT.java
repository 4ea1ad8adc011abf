/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.build.AdviceCheck;
import io.streamscope.build.ClassFiles;
import io.streamscope.build.MuzzleCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a new version of a library could do to us, done to a copy of a real one: muzzle goes on to
 * apply the module, and the advice check says what is wrong.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultsIT {

  private static final String PACKAGE = "io.streamscope.instrumentation.";
  private static final String TOMCAT = PACKAGE + "tomcat.v9_0.TomcatStreamInstrumentationModule";
  private static final String JERSEY = PACKAGE + "jersey.v2_26.JerseyStreamInstrumentationModule";
  private static final String OUTPUT_BUFFER = "org/apache/catalina/connector/OutputBuffer.class";
  private static final String RESPONDER =
      "org/glassfish/jersey/server/ServerRuntime$Responder.class";

  private MuzzleCheck muzzle;
  private AdviceCheck advice;
  @TempDir private Path directory;

  @BeforeAll
  void prepareAgent() throws IOException {
    Path agent = FinishedJar.unshadedAgent(FinishedJar.agentVersions().get(0));
    muzzle = MuzzleCheck.of(FinishedJar.path(), agent);
    advice = AdviceCheck.of(FinishedJar.path(), agent);
  }

  @AfterAll
  void closeAgent() throws IOException {
    muzzle.close();
    advice.close();
  }

  @Test
  void renamedPrivateField_isFoundByTheAdviceCheck() throws IOException {
    List<Path> jars =
        copy("tomcat-stream/9.0.50", OUTPUT_BUFFER, "coyoteResponse", "responseOfCoyote", null);

    assertFound(TOMCAT, jars, "OutputBufferInstrumentation", "coyoteResponse");
  }

  @Test
  void changedMethodDescriptor_isFoundByTheAdviceCheck() throws IOException {
    List<Path> jars = copy("tomcat-stream/9.0.50", OUTPUT_BUFFER, "doFlush", "doFlush", "(ZI)V");

    assertFound(TOMCAT, jars, "OutputBufferInstrumentation$FlushAdvice", "no method");
  }

  @Test
  void renamedMethod_isFoundByTheAdviceCheck() throws IOException {
    List<Path> jars =
        copy("tomcat-stream/9.0.50", OUTPUT_BUFFER, "realWriteBytes", "reallyWriteBytes", null);

    assertFound(TOMCAT, jars, "OutputBufferInstrumentation$WriteAdvice", "no method");
  }

  @Test
  void renamedPrivateMemberOfANestedClass_isFoundByTheAdviceCheck() throws IOException {
    List<Path> jars =
        copy("jersey-stream/2.26", RESPONDER, "processingContext", "contextOfProcessing", null);

    assertFound(JERSEY, jars, "ResponderInstrumentation", "processingContext");
  }

  @Test
  void classThatIsGone_isFoundByTheAdviceCheck() throws IOException {
    List<Path> jars = copy("jersey-stream/2.26", RESPONDER, "", null, null);

    assertFound(JERSEY, jars, "ResponderInstrumentation", "no type");
  }

  @Test
  void untouchedCopy_hasNoFinding() throws IOException {
    List<Path> jars = copy("tomcat-stream/9.0.50", OUTPUT_BUFFER, "doFlush", "doFlush", null);

    assertThat(findings(TOMCAT, jars)).isEmpty();
  }

  @Test
  void versionOutsideTheRange_isFoundByMuzzle() throws IOException {
    List<Path> jars = FinishedJar.library("tomcat-stream/8.5.100");

    assertThat(muzzle.mismatches(jars).get(TOMCAT)).isNotEmpty();
  }

  private void assertFound(String module, List<Path> jars, String... words) throws IOException {
    assertThat(muzzle.mismatches(jars)).containsEntry(module, List.of());
    assertThat(findings(module, jars))
        .isNotEmpty()
        .anySatisfy(finding -> assertThat(finding).contains(words));
  }

  private List<String> findings(String module, List<Path> jars) throws IOException {
    try (ClassFiles library = ClassFiles.ofJars(jars)) {
      return advice.findings(module, library, Set.of());
    }
  }

  /**
   * The jars of a version, one of its classes changed.
   *
   * @param member field or methods with another name in the copy
   * @param descriptor another one for those methods, null for their own
   * @param newName null for a copy without that class
   */
  private List<Path> copy(
      String library,
      String path,
      String member,
      @Nullable String newName,
      @Nullable String descriptor)
      throws IOException {
    List<Path> jars = FinishedJar.library(library);
    for (int i = 0; i < jars.size(); i++) {
      try (JarFile jar = new JarFile(jars.get(i).toFile())) {
        if (jar.getEntry(path) != null) {
          Path copy = Files.createTempFile(directory, "planted", ".jar");
          copy(jar, copy, path, new Renaming(member, newName, descriptor));
          List<Path> changed = new java.util.ArrayList<>(jars);
          changed.set(i, copy);
          return changed;
        }
      }
    }
    throw new IllegalStateException("no " + path + " in " + jars);
  }

  private static void copy(JarFile jar, Path target, String path, Renaming renaming)
      throws IOException {
    try (OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file)) {
      for (JarEntry entry : jar.stream().filter(one -> one.getName().endsWith(".class")).toList()) {
        byte[] content = jar.getInputStream(entry).readAllBytes();
        boolean changed = entry.getName().equals(path);
        if (changed && renaming.newName == null) {
          continue;
        }
        out.putNextEntry(new JarEntry(entry.getName()));
        out.write(changed ? renaming.of(content) : content);
      }
    }
  }

  /** Renames where a member is declared; the code that uses it is never linked. */
  private record Renaming(String member, @Nullable String newName, @Nullable String descriptor) {

    byte[] of(byte[] type) {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(type).accept(new Renamer(writer, this), 0);
      return writer.toByteArray();
    }

    String name(String name) {
      return name.equals(member) ? Objects.requireNonNull(newName) : name;
    }
  }

  private static final class Renamer extends ClassVisitor {
    private final Renaming renaming;

    Renamer(ClassVisitor next, Renaming renaming) {
      super(Opcodes.ASM9, next);
      this.renaming = renaming;
    }

    @Override
    public FieldVisitor visitField(
        int access, String name, String type, @Nullable String signature, @Nullable Object value) {
      return super.visitField(access, renaming.name(name), type, signature, value);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String type,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      boolean changed = name.equals(renaming.member) && renaming.descriptor != null;
      return super.visitMethod(
          access,
          renaming.name(name),
          changed ? renaming.descriptor : type,
          changed ? null : signature,
          exceptions);
    }
  }
}
