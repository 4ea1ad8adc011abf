/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.streamscope.config.StreamscopeConfig;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The one line of the log that says that Streamscope is there, and what of it. */
final class StartLine {

  private StartLine() {}

  /**
   * Version and modules that are not switched off; each of them still looks for its library.
   *
   * @param settings the agent's properties
   */
  static String text(StreamscopeConfig.Source settings) {
    String version = StartLine.class.getPackage().getImplementationVersion();
    return ServiceLoader.load(InstrumentationModule.class, StartLine.class.getClassLoader())
        .stream()
        .map(module -> module.get().instrumentationName())
        .filter(name -> isOn(name, settings))
        .sorted()
        .collect(
            Collectors.joining(
                ", ", "Streamscope " + (version == null ? "" : version + " ") + "is active: ", ""));
  }

  private static boolean isOn(String module, StreamscopeConfig.Source settings) {
    String own = settings.get("otel.instrumentation." + module + ".enabled");
    String all = settings.get("otel.instrumentation.common.default-enabled");
    String said = own == null ? all : own;
    return said == null || Boolean.parseBoolean(said);
  }
}
