/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.incubator.ExtendedOpenTelemetry;
import io.opentelemetry.api.incubator.config.DeclarativeConfigProperties;
import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.llm.GenAiPrices;
import io.streamscope.llm.format.ModelEndpoints;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts Streamscope inside the agent, whichever way the agent is configured: properties and
 * environment variables, or the declarative YAML file.
 */
public final class StreamscopeStart {

  private static final Logger logger = Logger.getLogger("io.streamscope");
  private static final String STOCK_OPENAI = "otel.instrumentation.openai.enabled";
  private static final String OWN_OPENAI = "otel.instrumentation.openai-stream.enabled";

  private static final AtomicReference<StreamscopeConfig.Source> settings =
      new AtomicReference<>(property -> null); // a declarative file has no such properties

  private StreamscopeStart() {}

  /** The agent is configured by properties and environment variables. */
  public static void configure(AutoConfigurationCustomizer customizer) {
    customizer.addPropertiesCustomizer(StreamscopeStart::readProperties);
    customizer.addTracerProviderCustomizer(
        (builder, config) ->
            ModelInstaller.isActive()
                ? builder.addSpanProcessorFirst(new StreamscopeProcessor())
                : builder);
    customizer.addSpanExporterCustomizer((exporter, config) -> withStreamParents(exporter));
    customizer.addMeterProviderCustomizer(
        (builder, config) ->
            ModelInstaller.isActive() ? RequestDurationView.register(builder) : builder);
  }

  private static SpanExporter withStreamParents(SpanExporter exporter) {
    return ModelInstaller.isActive() ? new StreamParentExporter(exporter) : exporter;
  }

  private static Map<String, String> readProperties(ConfigProperties config) {
    boolean metrics = !config.getList("otel.metrics.exporter").equals(List.of("none"));
    if (!install(property -> value(config, property), metrics)) {
      return Map.of();
    }
    Map<String, String> defaults = openAiDefaults(config);
    settings.set(
        property -> {
          String given = config.getString(property);
          return given == null ? defaults.get(property) : given;
        });
    return defaults;
  }

  /** The value of a property; one of them has an alias that other agents understand too. */
  private static @Nullable String value(ConfigProperties config, String property) {
    String value = config.getString(property);
    if (value != null || !property.equals(ConfigKey.GENAI_SEMCONV.property())) {
      return value;
    }
    List<String> optIns = config.getList("otel.semconv-stability.opt-in");
    if (optIns.contains("gen_ai_latest_experimental/dup")) {
      return "dup";
    }
    return optIns.contains("gen_ai_latest_experimental") ? "latest" : null;
  }

  /** Reads the settings, makes them the ones in force, and says whether Streamscope is on. */
  private static boolean install(StreamscopeConfig.Source source, boolean metrics) {
    StreamscopeConfig config = StreamscopeConfig.read(source, logger::warning);
    ModelEndpoints.configured(
        config.text(ConfigKey.GENAI_HTTP_PATHS),
        problem ->
            logger.warning(
                "Streamscope: %s: %s".formatted(ConfigKey.GENAI_HTTP_PATHS.property(), problem)));
    readPrices(config.text(ConfigKey.GENAI_PRICES));
    StreamscopeConfig.install(metrics ? config : config.withoutMetrics());
    if (!config.enabled()) {
      ModelInstaller.switchOff();
    }
    return config.enabled();
  }

  private static void readPrices(String file) {
    if (file.isEmpty()) {
      return;
    }
    try {
      GenAiPrices.install(
          GenAiPrices.read(
              Files.readAllLines(Path.of(file)),
              line ->
                  logger.warning(
                      "Streamscope: %s: not understood: %s"
                          .formatted(ConfigKey.GENAI_PRICES.property(), line))));
    } catch (IOException | InvalidPathException unreadable) {
      logger.warning(
          "Streamscope: %s=%s cannot be read: %s"
              .formatted(ConfigKey.GENAI_PRICES.property(), file, unreadable));
    }
  }

  /** Only one of the agent's openai module and ours is on; ours, unless the user says otherwise. */
  private static Map<String, String> openAiDefaults(ConfigProperties config) {
    Boolean stock = config.getBoolean(STOCK_OPENAI);
    Boolean own = config.getBoolean(OWN_OPENAI);
    Map<String, String> defaults = new HashMap<>();
    if (stock == null && !Boolean.FALSE.equals(own)) {
      defaults.put(STOCK_OPENAI, "false");
    } else if (Boolean.TRUE.equals(stock) && own == null) {
      defaults.put(OWN_OPENAI, "false");
    }
    return defaults;
  }

  /** The agent, its SDK installed, asks which classes it may touch; runs in both ways. */
  public static void configure(IgnoredTypesBuilder types) {
    DeclarativeConfigProperties declared = declared();
    if (declared != null) {
      install(property -> declaredValue(declared, property), true);
      if (ModelInstaller.isActive()) {
        // no property can switch the agent's module off here, but it advises nothing else
        types.ignoreClass("com.openai.client.okhttp.OpenAIOkHttpClient");
      }
    }
    if (ModelInstaller.isActive()) {
      types
          .allowClass("org.springframework.http.server.ServletServerHttpResponse")
          .allowClass("org.springframework.http.client.JdkClientHttpRequest$TimeoutHandler")
          .allowClass("org.springframework.web.socket.handler.ExceptionWebSocketHandlerDecorator")
          .allowClass(
              "org.springframework.messaging.handler.invocation.AbstractMethodMessageHandler")
          // for the agent's own module: the task in which Spring hands over a message has its
          // context
          .allowClass("org.springframework.messaging.support.ExecutorSubscribableChannel$SendTask")
          .allowClass("com.sun.net.httpserver.Filter$Chain");
      ForeignModelCalls.install();
      // while there is no application on the stack
      Guard.run(() -> StreamRuntime.get().openStreams().start());
      Guard.run(StreamscopeStart::tellOfTheStart); // whatever a module is made of
    }
  }

  private static void tellOfTheStart() {
    try {
      logger.info(StartLine.text(Objects.requireNonNull(settings.get())));
    } catch (IOException | ReflectiveOperationException | RuntimeException unreadable) {
      logger.log(Level.INFO, "Streamscope is active", unreadable);
    }
  }

  private static @Nullable DeclarativeConfigProperties declared() {
    return GlobalOpenTelemetry.get() instanceof ExtendedOpenTelemetry extended
            && System.getProperty("otel.config.file", System.getenv("OTEL_CONFIG_FILE")) != null
        ? extended.getInstrumentationConfig("streamscope")
        : null;
  }

  /** {@code streamscope.stream.idle-limit} is {@code stream: idle_limit:} in the file. */
  private static @Nullable String declaredValue(
      DeclarativeConfigProperties declared, String property) {
    String[] path = property.split("\\.", -1);
    DeclarativeConfigProperties node = declared;
    for (int i = 1; i < path.length - 1; i++) {
      node = node.get(path[i].replace('-', '_'));
    }
    String leaf = path[path.length - 1].replace('-', '_');
    String text = node.getString(leaf);
    if (text != null) {
      return text;
    }
    Boolean flag = node.getBoolean(leaf);
    if (flag != null) {
      return flag.toString();
    }
    Long number = node.getLong(leaf);
    return number == null ? null : number.toString();
  }
}
