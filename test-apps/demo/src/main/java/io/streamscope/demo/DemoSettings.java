/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * Where everything is, from the {@code demo.*} system properties.
 *
 * @param directory for the logs of the children
 * @param extension jar of the extension, or {@code none} for the stock agent alone
 * @param once whether to end after the first trace
 */
record DemoSettings(
    Path directory,
    Path agent,
    Path zipkin,
    String extension,
    Path fakeLlm,
    Path gateway,
    Path gatewayClasspath,
    String question,
    boolean once) {
  static final String NO_EXTENSION = "none";

  private static final String BUILD =
      "Build it with: mvn -q verify -Pdemo (in the root directory).";

  static DemoSettings from(Properties properties, List<String> arguments) throws DemoFailure {
    for (String argument : arguments) {
      if (!argument.equals("--once")) {
        throw new DemoFailure("Unknown option " + argument + ". The only option is --once.");
      }
    }
    String once = properties.getProperty("demo.once", "false");
    String extension = required(properties, "demo.extension");
    return new DemoSettings(
        Path.of(required(properties, "demo.directory")),
        Path.of(required(properties, "demo.agent")),
        Path.of(required(properties, "demo.zipkin")),
        extension.isBlank() ? NO_EXTENSION : extension,
        Path.of(required(properties, "demo.fake-llm")),
        Path.of(required(properties, "demo.gateway")),
        Path.of(required(properties, "demo.gateway.classpath")),
        properties.getProperty("demo.question", "How long does the battery last?"),
        arguments.contains("--once") || once.isEmpty() || Boolean.parseBoolean(once));
  }

  boolean hasExtension() {
    return !extension.equals(NO_EXTENSION);
  }

  void checkFiles() throws DemoFailure {
    require("The model server", fakeLlm, BUILD);
    require("The chat gateway", gateway, BUILD);
    require("The class path of the chat gateway", gatewayClasspath, BUILD);
    require("The OpenTelemetry agent", agent, "The profile demo downloads it. " + BUILD);
    require("Zipkin", zipkin, "The profile demo downloads it. " + BUILD);
    if (hasExtension()) {
      require(
          "The Streamscope extension",
          Path.of(extension),
          BUILD
              + " Or name another jar with -Ddemo.extension=<jar>, or see the stock agent alone with"
              + " -Ddemo.extension=none.");
    }
  }

  private static void require(String what, Path file, String whatToDo) throws DemoFailure {
    if (!Files.exists(file)) {
      throw new DemoFailure(what + " is not there: " + file + ". " + whatToDo);
    }
  }

  private static String required(Properties properties, String key) throws DemoFailure {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new DemoFailure(
          "The system property " + key + " is missing. Start with: mvn -q verify -Pdemo.");
    }
    return value;
  }
}
