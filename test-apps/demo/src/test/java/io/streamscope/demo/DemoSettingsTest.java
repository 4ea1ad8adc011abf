/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSettingsTest {
  @TempDir Path directory;
  private final Properties properties = new Properties();

  @BeforeEach
  void allFiles() throws IOException {
    for (String key : List.of("directory", "agent", "zipkin", "extension", "fake-llm", "gateway")) {
      properties.setProperty("demo." + key, file(key));
    }
    properties.setProperty("demo.gateway.classpath", file("classpath.txt"));
  }

  @Test
  void namesAMissingExtensionAndWhatToDo() throws Exception {
    assertThatCode(() -> settings().checkFiles()).doesNotThrowAnyException();

    Files.delete(directory.resolve("extension"));

    assertThatThrownBy(() -> settings().checkFiles())
        .isInstanceOf(DemoFailure.class)
        .hasMessageStartingWith(
            "The Streamscope extension is not there: " + directory.resolve("extension"))
        .hasMessageContaining("mvn -q verify -Pdemo")
        .hasMessageEndingWith("-Ddemo.extension=none.");
  }

  @Test
  void runsTheStockAgentAlone() throws Exception {
    properties.setProperty("demo.extension", "none");
    assertThat(settings().hasExtension()).isFalse();
    settings().checkFiles();
    assertThat(options()).noneMatch(option -> option.contains("javaagent.extensions"));

    properties.setProperty("demo.extension", "");
    assertThat(settings().hasExtension()).isFalse();
  }

  @Test
  void runsTheGatewayUnderAgentAndExtension() throws Exception {
    Files.writeString(directory.resolve("classpath.txt"), "a.jar:b.jar\n");

    assertThat(options())
        .startsWith(
            "-javaagent:" + directory.resolve("agent"),
            "-Dotel.javaagent.extensions=" + directory.resolve("extension"))
        .containsSubsequence("-Dotel.traces.exporter=otlp", "-Dotel.traces.exporter=otlp,zipkin")
        .contains("-Dgateway.model-url=http://127.0.0.1:1/v1")
        .containsSubsequence("-classpath", "io.streamscope.gateway.ChatGateway")
        .anyMatch(option -> option.endsWith("a.jar:b.jar"));
  }

  @Test
  void endsAfterOneTraceOnRequest() throws Exception {
    assertThat(settings().once()).isFalse();
    assertThat(DemoSettings.from(properties, List.of("--once")).once()).isTrue();
    properties.setProperty("demo.once", "true");
    assertThat(settings().once()).isTrue();
    assertThatThrownBy(() -> DemoSettings.from(properties, List.of("--twice")))
        .hasMessage("Unknown option --twice. The only option is --once.");
  }

  private List<String> options() throws DemoFailure {
    return Gateway.options(
        settings(),
        "http://127.0.0.1:1",
        List.of("-Dotel.traces.exporter=otlp"),
        "http://127.0.0.1:2/api/v2/spans");
  }

  private DemoSettings settings() throws DemoFailure {
    return DemoSettings.from(properties, List.of());
  }

  private String file(String name) throws IOException {
    return Files.writeString(directory.resolve(name), "").toString();
  }
}
