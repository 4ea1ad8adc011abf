/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

class AgentUnshaderTest {

  @ParameterizedTest
  @EnumSource
  void agent_hasPlainNamesAndNoInstrumentation(Agents agent) throws IOException {
    try (JarFile jar = new JarFile(agent.unshaded().toFile())) {
      List<String> names = jar.stream().map(entry -> entry.getName()).toList();

      assertThat(names)
          .contains(
              "io/opentelemetry/context/Context.class",
              "io/opentelemetry/instrumentation/api/instrumenter/Instrumenter.class",
              "io/opentelemetry/sdk/OpenTelemetrySdk.class",
              "io/opentelemetry/javaagent/tooling/muzzle/ClassLoaderMatcher.class")
          .doesNotContain(
              "META-INF/services/io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule")
          .noneMatch(name -> name.contains("javaagent/shaded/") || name.endsWith(".classdata"))
          .noneMatch(name -> name.startsWith("inst/"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void bootstrapClasses_areApiButNotSdk(Agents agent) throws IOException {
    assertThat(BootstrapClasses.of(agent.unshaded()))
        .contains(
            "io/opentelemetry/api/trace/Span",
            "io/opentelemetry/instrumentation/api/util/VirtualField",
            "io/opentelemetry/javaagent/bootstrap/PatchLogger")
        .noneMatch(name -> name.startsWith("io/opentelemetry/sdk/"));
  }

  @ParameterizedTest
  @EnumSource
  void shadedNames_areThoseOfTheAgent(Agents agent) throws IOException {
    Map<String, String> renamed = namesRenamedBy(agent);

    Map<String, String> ours = new TreeMap<>();
    renamed
        .keySet()
        .forEach(
            name -> {
              String type = name.replace('.', '/');
              String inside = ShadedNames.shadeType(type + "/X").replaceFirst("/X$", "");
              String renamedTo = inside.equals(type) ? ShadedNames.shadeType(type) : inside;
              ours.put(name, renamedTo.replace('/', '.'));
            });
    // a name for the API of the application, which we never use
    assertThat(renamed.remove("application.io.opentelemetry")).isEqualTo("io.opentelemetry");
    ours.remove("application.io.opentelemetry");
    assertThat(ours).isEqualTo(renamed);
  }

  @Test
  void secondCall_leavesTheJarAlone() throws IOException {
    Path unshaded = Agents.FLOOR.unshaded();
    FileTime before = Files.getLastModifiedTime(unshaded);

    assertThat(Files.getLastModifiedTime(Agents.FLOOR.unshaded())).isEqualTo(before);
  }

  private static Map<String, String> namesRenamedBy(Agents agent) throws IOException {
    List<String> strings = new ArrayList<>();
    try (JarFile jar = new JarFile(agent.jar().toFile())) {
      String path = "inst/io/opentelemetry/javaagent/tooling/RemappingUrlConnection.classdata";
      new ClassReader(jar.getInputStream(jar.getEntry(path)))
          .accept(
              new ClassVisitor(NameRewriter.ASM) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  return new MethodVisitor(NameRewriter.ASM) {
                    @Override
                    public void visitLdcInsn(Object value) {
                      Stream.of(value.toString())
                          .filter(text -> name.equals("<clinit>") && text.startsWith("#"))
                          .forEach(text -> strings.add(text.substring(1)));
                    }
                  };
                }
              },
              0);
    }
    Map<String, String> renamed = new TreeMap<>();
    for (int i = 0; i < strings.size(); i += 2) {
      renamed.put(strings.get(i), strings.get(i + 1));
    }
    return renamed;
  }
}
