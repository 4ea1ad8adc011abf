/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.streamscope.config.StreamscopeConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;

/** The one line of the log that says that Streamscope is there, and what of it. */
final class StartLine {

  private static final String MODULES =
      "META-INF/services/" + InstrumentationModule.class.getName();
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
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
    return "Streamscope %s is active: %s".formatted(version(), String.join(", ", modules));
  }

  private static String version() throws IOException {
    for (URL file : Collections.list(StartLine.class.getClassLoader().getResources(MANIFEST))) {
      try (InputStream manifest = file.openStream()) {
        Attributes said = new Manifest(manifest).getMainAttributes();
        String title = said.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
        if (title != null && title.startsWith("Streamscope")) {
          return said.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        }
      }
    }
    return "of unknown version";
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
