/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkageCheckTest {

  private static final String LISTENER =
      "agent/io/streamscope/instrumentation/toy/TracingListener.java";
  private static final String PROVIDER = "agent/io/streamscope/agent/toy/ToyProvider.java";
  private static final String TALLY = "model/io/streamscope/stream/Tally.java";
  private static final String GETTER =
"""
      package io.streamscope.agent.toy;
      import io.opentelemetry.instrumentation.api.incubator.semconv.genai.GenAiAttributesGetter;
      import java.util.List;
import java.util.Map;
      public abstract class BaseGetter implements GenAiAttributesGetter<String, String> {
        public static final class Getter extends BaseGetter {
      %s
        }
      }
      """;

  @TempDir Path directory;
  private ToyProject project;

  @BeforeEach
  void setUp() throws Exception {
    project = new ToyProject(directory);
  }

  @ParameterizedTest
  @EnumSource
  void soundExtension_linksAsDirectoryAndAsJar(Agents agent) throws IOException {
    Path extension = project.assemble();
    Path jar = directory.resolve("extension.jar");
    try (OutputStream out = Files.newOutputStream(jar)) {
      FileTree.zip(FileTree.read(extension), out, 1);
    }

    assertThat(LinkageCheck.check(extension, agent.unshaded())).isEmpty();
    assertThat(LinkageCheck.check(jar, agent.unshaded())).isEmpty();
  }

  @Test
  void sdkClassInHelper_isReported() throws IOException {
    project.change(
        LISTENER,
        "delegate.onReply(reply);",
        "io.opentelemetry.sdk.trace.SdkTracerProvider.builder(); delegate.onReply(reply);");

    assertThat(problems(Agents.FLOOR))
        .containsExactly(
            "io.streamscope.instrumentation.toy.TracingListener: helpers and advice cannot see"
                + " class io.opentelemetry.sdk.trace.SdkTracerProvider",
            "io.streamscope.instrumentation.toy.TracingListener: helpers and advice cannot see"
                + " class io.opentelemetry.sdk.trace.SdkTracerProviderBuilder");
  }

  @Test
  void sdkClassInModel_isReported() throws IOException {
    project.change(
        TALLY,
        "last = span;",
        "last = span; io.opentelemetry.sdk.trace.SdkTracerProvider.builder();");

    assertThat(problems(Agents.FLOOR))
        .contains(
            "io.opentelemetry.javaagent.bootstrap.streamscope.stream.Tally: the model cannot see"
                + " class io.opentelemetry.sdk.trace.SdkTracerProvider");
  }

  @Test
  void methodThatOnlyTheFloorHas_isReportedForTheNewest() throws IOException {
    project.change(
        PROVIDER,
        "autoConfiguration.addTracerProviderCustomizer(",
        """
        new io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.TracerProviderModel()
            .withProcessors(java.util.List.of());
        autoConfiguration.addTracerProviderCustomizer(
        """);
    Path extension = project.assemble();

    assertThat(LinkageCheck.check(extension, Agents.FLOOR.unshaded())).isEmpty();
    assertThat(LinkageCheck.check(extension, Agents.NEWEST.unshaded()))
        .singleElement()
        .asString()
        .startsWith(
            "io.streamscope.agent.toy.ToyProvider.customize: missing method io.opentelemetry")
        .contains("TracerProviderModel.withProcessors(Ljava/util/List;)");
  }

  @Test
  void abstractMethodThatTheNewestAdded_isReported() throws IOException {
    project.add("agent/io/streamscope/agent/toy/BaseGetter.java", GETTER.formatted(floorGetters()));
    Path extension = project.assemble();

    assertThat(LinkageCheck.check(extension, Agents.FLOOR.unshaded())).isEmpty();
    assertThat(LinkageCheck.check(extension, Agents.NEWEST.unshaded()))
        .singleElement()
        .asString()
        .contains("BaseGetter$Getter: does not implement")
        .contains("GenAiAttributesGetter.isRequestStreaming(Ljava/lang/Object;)Z");
  }

  @Test
  void helperUsedByTheAgentSide_isReported() throws IOException {
    project.change(
        PROVIDER,
        "final Tally tally",
        "io.streamscope.instrumentation.toy.ToySingletons stray; final Tally tally");

    assertThat(problems(Agents.FLOOR))
        .containsExactly(
            "io.streamscope.agent.toy.ToyProvider: the agent side cannot see class"
                + " io.streamscope.instrumentation.toy.ToySingletons");
  }

  @Test
  void providerOfAnotherService_isReported() throws IOException {
    project.add(
        "agent/META-INF/services/io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider",
        "io.streamscope.agent.toy.ToyProvider");

    assertThat(problems(Agents.FLOOR))
        .containsExactly(
            "io.streamscope.agent.toy.ToyProvider: is not a provider of"
                + " io.opentelemetry.sdk.autoconfigure.spi.ResourceProvider");
  }

  @Test
  void serviceNoAgentAsksFor_isReported() throws IOException {
    project.add("agent/META-INF/services/toy.Spi", "io.streamscope.agent.toy.ToyProvider");

    assertThat(problems(Agents.FLOOR))
        .containsExactly("META-INF/services/toy.Spi: no such service in this agent");
  }

  @Test
  void helperThatTheAgentCannotInject_isReported() throws IOException {
    project.change(
        LISTENER, "delegate.onReply(reply);", "new ToyInstrumentation(); delegate.onReply(reply);");

    assertThat(problems(Agents.FLOOR))
        .contains(
            "io.streamscope.instrumentation.toy.ToyInstrumentation: helpers and advice cannot see"
                + " class net.bytebuddy.matcher.ElementMatcher");
  }

  private List<String> problems(Agents agent) throws IOException {
    return LinkageCheck.check(project.assemble(), agent.unshaded());
  }

  /** Every abstract method of the floor's getter, written by its erasure. */
  private static String floorGetters() throws IOException {
    StringBuilder methods = new StringBuilder();
    try (TypeTable types = new TypeTable(Map.of(), Agents.FLOOR.unshaded())) {
      ClassShape getter =
          types.find(
              "io/opentelemetry/instrumentation/api/incubator/semconv/genai/GenAiAttributesGetter");
      for (String method : types.abstractMethods(getter)) {
        String name = method.substring(0, method.indexOf('('));
        String parameters =
            method.contains("(Ljava/lang/Object;Ljava/lang/Object;)")
                ? "String a, String b"
                : "String a";
        String type = method.substring(method.indexOf(')') + 1);
        methods
            .append("    @Override public ")
            .append(
                type.startsWith("L")
                    ? type.substring(1, type.length() - 1).replace('/', '.')
                    : "boolean")
            .append(' ')
            .append(name)
            .append('(')
            .append(parameters)
            .append(") { return ")
            .append(type.startsWith("L") ? "null" : "false")
            .append("; }\n");
      }
    }
    return methods.toString();
  }
}
