/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionAssemblerTest {

  private static final String MODEL_TALLY =
      "io/opentelemetry/javaagent/bootstrap/streamscope/stream/Tally";
  private static final String MODULES =
      "META-INF/services/io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule";
  private static final String TOY = "io.streamscope.instrumentation.toy.";
  private static final String LISTENER_SOURCE =
      "agent/io/streamscope/instrumentation/toy/TracingListener.java";

  @TempDir Path directory;
  private ToyProject project;

  @BeforeEach
  void setUp() throws Exception {
    project = new ToyProject(directory);
  }

  @Test
  void module_hasMuzzleAndItsHelpersInOrder() throws IOException {
    ModuleClass module = module(project.assemble());

    assertThat(module.isMuzzled()).isTrue();
    assertThat(module.helpers())
        .containsExactlyInAnyOrder(TOY + "ToySingletons", TOY + "TracingListener");
    assertThat(module.references()).contains("toy.lib.Reply", "tokens");
  }

  @Test
  void generatedStrings_holdRunTimeNames() throws IOException {
    ModuleClass module = module(project.assemble());

    assertThat(module.references())
        .contains(
            "io.opentelemetry.javaagent.shaded.io.opentelemetry.context.Context",
            "io.opentelemetry.javaagent.shaded.io.opentelemetry.context.ImplicitContextKeyed",
            MODEL_TALLY.replace('/', '.'))
        .noneMatch(text -> text.startsWith("io.opentelemetry.context"));
  }

  @Test
  void embeddedModel_speaksRunTimeNames() throws IOException {
    SortedMap<String, byte[]> files = FileTree.read(project.assemble());

    Map<String, byte[]> model = FileTree.unzip(files.get("streamscope-model.bin"));

    assertThat(model).containsOnlyKeys(MODEL_TALLY + ".class", MODEL_TALLY + "$Entry.class");
    assertThat(new String(model.get(MODEL_TALLY + ".class"), ISO_8859_1))
        .contains("io/opentelemetry/javaagent/shaded/io/opentelemetry/api/trace/Span")
        .contains("io/opentelemetry/javaagent/bootstrap/PatchLogger")
        .contains("io.streamscope.stream") // a scope name, not a class
        .contains(MODEL_TALLY.replace('/', '.'))
        .doesNotContain("Lio/opentelemetry/context/", "jspecify", "io.streamscope.stream.Tally");
  }

  @Test
  void agentClasses_useTheRelocatedModelButPlainOpenTelemetry() throws IOException {
    SortedMap<String, byte[]> files = FileTree.read(project.assemble());

    assertThat(files.keySet()).noneMatch(name -> name.contains("streamscope/stream"));
    assertThat(text(files, "io/streamscope/agent/toy/ToyProvider.class"))
        .contains(MODEL_TALLY, MODEL_TALLY.replace('/', '.'))
        .doesNotContain("io/streamscope/stream", "io.streamscope.stream");
    assertThat(text(files, TOY.replace('.', '/') + "ToySingletons.class"))
        .contains("io/opentelemetry/context/Context")
        .doesNotContain("shaded");
  }

  @Test
  void twoBuilds_giveEqualBytes() throws IOException {
    SortedMap<String, byte[]> first = FileTree.read(project.assemble());
    SortedMap<String, byte[]> second = FileTree.read(project.assemble());

    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((path, content) -> assertThat(second.get(path)).as(path).isEqualTo(content));
  }

  @Test
  void moduleMissingInServices_isRefused() {
    project.remove("agent/" + MODULES);

    assertThatThrownBy(project::assemble)
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining(ToyProject.MODULE + " is not listed in " + MODULES);
  }

  @Test
  void serviceOfMissingClass_isRefused() {
    project.add("agent/META-INF/services/toy.Spi", "# ours\nio.streamscope.agent.Gone\n");

    assertThatThrownBy(project::assemble)
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("toy.Spi names the missing class io.streamscope.agent.Gone");
  }

  @Test
  void helperThatUsesTheAgentSide_isRefused() {
    project.change(
        LISTENER_SOURCE,
        "delegate.onReply(reply);",
        "new io.streamscope.agent.toy.ToyProvider(); delegate.onReply(reply);");

    assertThatThrownBy(project::assemble)
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("use the agent-side class io.streamscope.agent.toy.ToyProvider");
  }

  @Test
  void agentSideHelper_isRefused() {
    project
        .change(
            "agent/io/streamscope/instrumentation/toy/ToyModule.java",
            "io.streamscope.instrumentation.\")",
            "io.streamscope.\")")
        .change(
            LISTENER_SOURCE,
            "delegate.onReply(reply);",
            "new io.streamscope.agent.toy.ToyProvider(); delegate.onReply(reply);");

    assertThatThrownBy(project::assemble)
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("injects the agent-side class io.streamscope.agent.toy.ToyProvider");
  }

  @Test
  void agentClassInModelPackage_isRefused() {
    project.add(
        "agent/io/streamscope/stream/Stray.java",
        "package io.streamscope.stream; public class Stray {}");

    assertThatThrownBy(project::assemble)
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("io/streamscope/stream/Stray");
  }

  private static ModuleClass module(Path extension) throws IOException {
    return ModuleClass.among(FileTree.classes(FileTree.read(extension))).get(0);
  }

  private static String text(Map<String, byte[]> files, String path) {
    return new String(files.get(path), ISO_8859_1);
  }
}
