/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.instrumentation.support.StreamscopeModule;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDrafts;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.realtime.RealtimeAttributes;
import io.streamscope.stream.Described;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.vector.VectorAttributes;
import io.streamscope.websocket.WebSocketAttributes;
import io.streamscope.websocket.WebSocketTelemetry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Compares the documents that list names with the code, or writes them ({@code -Pdocs}). */
class GeneratedDocsTest {

  private static final Path DOCS = Path.of(System.getProperty("docs.directory", "../../docs"));
  private static final boolean WRITE = Boolean.getBoolean("docs.write");
  private static final String TESTED = "## Tested versions\n";
  private static final String NOTE =
      "<!-- Made from the code by `mvn verify -Pdocs`; a test compares the two. -->\n\n";

  @Test
  void attributes_areThoseOfTheCode() throws IOException {
    StringBuilder text = new StringBuilder(NOTE).append("# Attributes, events and metrics\n\n");
    text.append("Durations are seconds, sizes bytes.\n\n## Span attributes\n");
    attributes(text, "Streams", StreamAttributes.class);
    attributes(text, "Model calls", GenAiAttributes.class);
    attributes(text, "Names that the GenAI conventions only propose", GenAiDrafts.class);
    attributes(text, "Vector stores", VectorAttributes.class);
    attributes(text, "WebSocket sessions and turns", WebSocketAttributes.class);
    attributes(text, "Generations of realtime models", RealtimeAttributes.class);
    text.append("\n## Events\n\n");
    text.append(
        "`stream_start` · `first_chunk {bytes}` · `delta {index, chunks, bytes}` (sampled) ·\n");
    text.append(
        "`stall {gap}` · on a model call whose reader has gone `downstream_disconnected` · then\n");
    text.append("exactly one of the final events below with `{chunks, bytes}`. As log events\n");
    text.append(
        "(`streamscope.stream.events=log`) their names begin with `streamscope.stream.`.\n");
    text.append("\n## Outcomes\n\n| outcome | final event | span status |\n|---|---|---|\n");
    for (StreamOutcome outcome : StreamOutcome.values()) {
      text.append(
          "| `%s` | `%s` | %s |\n"
              .formatted(
                  outcome.value(), outcome.event(), outcome.isFailure() ? "error" : "unset"));
    }
    metrics(text);

    compare("attributes.md", text.toString());
  }

  private static void attributes(StringBuilder text, String title, Class<?> keys) {
    text.append("\n### ").append(title).append("\n\n| key | type | meaning |\n|---|---|---|\n");
    for (Field field : keys.getFields()) {
      try {
        AttributeKey<?> key = (AttributeKey<?>) field.get(null);
        Described described = field.getAnnotation(Described.class);
        assertThat(described).as("%s has a sentence", field).isNotNull();
        text.append(
            "| `%s` | %s | %s |\n"
                .formatted(
                    key.getKey(),
                    key.getType().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    described.value()));
      } catch (IllegalAccessException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static void metrics(StringBuilder text) {
    Instruments instruments = new Instruments();
    StreamRuntime runtime =
        new StreamRuntime(
            instruments.openTelemetry(), StreamscopeConfig.defaults(), System::nanoTime);
    assertThat(GenAiTelemetry.create(runtime, "docs")).isNotNull();
    assertThat(WebSocketTelemetry.create(runtime, "docs")).isNotNull();
    text.append("\n## Metrics\n\n");
    text.append("Recorded for every stream and call, sampled or not. Names under\n");
    text.append(
        "`gen_ai.client.inference` only with `streamscope.genai.semconv=latest` or `dup`.\n\n");
    text.append("| metric | type | unit | meaning |\n|---|---|---|---|\n");
    instruments
        .built()
        .values()
        .forEach(
            metric ->
                text.append(
                    "| `%s` | %s | `%s` | %s |\n"
                        .formatted(
                            metric.name(), metric.type(), metric.unit(), metric.description())));
  }

  @Test
  void configuration_isThatOfTheCode() throws IOException {
    StringBuilder text = new StringBuilder(NOTE).append("# Configuration\n\n");
    text.append(
        "System property, environment variable or, in the agent's declarative file, below\n");
    text.append("`instrumentation/development: java: streamscope:` (`stream: idle_limit: 5m`).\n");
    text.append("A value that cannot be read is a warning in the log; the default holds.\n\n");
    text.append("| property | environment variable | default | accepted | meaning |\n");
    text.append("|---|---|---|---|---|\n");
    for (ConfigKey key : ConfigKey.values()) {
      text.append(
          "| `%s` | `%s` | `%s` | %s | %s |\n"
              .formatted(
                  key.property(),
                  key.environmentVariable(),
                  key.defaultValue(),
                  key.accepted(),
                  key.sentence()));
    }
    text.append(
        "\nEach module alone: `otel.instrumentation.<module>.enabled=false`; the names are in\n");
    text.append(
        "[supported-libraries.md](supported-libraries.md). The agent's own `openai` module is off\n");
    text.append("while ours is on; `otel.instrumentation.openai.enabled=true` turns that round.\n");

    compare("configuration.md", text.toString());
  }

  @Test
  void supportedLibraries_areTheModules() throws IOException {
    StringBuilder text = new StringBuilder(NOTE).append("# Supported libraries\n\n");
    text.append("Another version is left alone, with one line in the log.\n\n");
    text.append("| library | what is visible | module |\n|---|---|---|\n");
    StreamSupport.stream(ServiceLoader.load(InstrumentationModule.class).spliterator(), false)
        .map(StreamscopeModule.class::cast)
        .sorted(Comparator.comparing(StreamscopeModule::library))
        .forEach(
            module ->
                text.append(
                    "| %s | %s | `%s` |\n"
                        .formatted(
                            module.library(), module.covers(), module.instrumentationName())));

    text.append(
            "\n## Not covered\n\n"
                + "Servers without one of the modules above: Helidon, Armeria. HTTP/2 of\n"
                + "servers on Netty other than Reactor Netty's. Clients: Jetty's, Vert.x's, Ktor's own.\n\n"
                + "Quarkus, Ktor and Play write with Netty's codec and should be seen as it is; of what stands\n"
                + "on it only Vert.x, Micronaut, Reactor Netty and a bare server are tested.\n\n"
                + "WebSockets of Helidon and Armeria, of Ktor's clients that are not Netty's, and all that\n"
                + "are carried by HTTP/2. Those of Quarkus are Vert.x's, those of Micronaut, Ktor and Play\n"
                + "Netty's: they should be seen as such, and are not tested.\n\n")
        .append(TESTED);
    compareHead("supported-libraries.md", text.toString());
  }

  /** What follows is made from the smoke tests. */
  private static void compareHead(String name, String head) throws IOException {
    Path file = DOCS.resolve(name);
    String document = Files.exists(file) ? Files.readString(file) : "";
    int end = document.indexOf(TESTED);
    if (WRITE) {
      String rest = end < 0 ? "" : document.substring(end + TESTED.length());
      Files.writeString(file, head + rest);
    }
    assertThat(Files.readString(file)).as("run mvn verify -Pdocs").startsWith(head);
  }

  private static void compare(String name, String text) throws IOException {
    Path file = DOCS.resolve(name);
    if (WRITE) {
      Files.writeString(file, text);
    }
    assertThat(file).as("run mvn verify -Pdocs").exists().hasContent(text);
  }
}
