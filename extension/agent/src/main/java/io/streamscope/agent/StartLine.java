/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.streamscope.config.StreamscopeConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The one line of the log that says that Streamscope is there, and what of it. */
final class StartLine {

  private static final String MODULES =
      "META-INF/services/" + InstrumentationModule.class.getName();
  private static final String OURS = "io.streamscope.";

  private StartLine() {}

  /**
   * Version and modules that are not switched off; each of them still looks for its library.
   *
   * @param settings the agent's properties
   */
  static String text(StreamscopeConfig.Source settings)
      throws IOException, ReflectiveOperationException {
    Set<String> modules = new TreeSet<>();
    for (String type : types()) {
      String name =
          ((InstrumentationModule) Class.forName(type).getDeclaredConstructor().newInstance())
              .instrumentationName();
      if (isOn(name, settings)) {
        modules.add(name);
      }
    }
    String version = StartLine.class.getPackage().getImplementationVersion();
    return "Streamscope %sis active: %s"
        .formatted(version == null ? "" : version + " ", String.join(", ", modules));
  }

  /** A service loader would load the agent's own modules too, which not every JVM can. */
  private static Set<String> types() throws IOException {
    Set<String> types = new TreeSet<>();
    for (URL file : Collections.list(StartLine.class.getClassLoader().getResources(MODULES))) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(file.openStream(), StandardCharsets.UTF_8))) {
        lines.lines().filter(line -> line.startsWith(OURS)).forEach(types::add);
      }
    }
    return types;
  }

  private static boolean isOn(String module, StreamscopeConfig.Source settings) {
    String own = settings.get("otel.instrumentation." + module + ".enabled");
    String all = settings.get("otel.instrumentation.common.default-enabled");
    String said = own == null ? all : own;
    return said == null || Boolean.parseBoolean(said);
  }
}
