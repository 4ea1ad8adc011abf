/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.regex.Pattern;

/**
 * The names under which the agent carries OpenTelemetry at run time, and the plain names everyone
 * compiles against. The list is the one of the agent's {@code RemappingUrlConnection}; a test
 * compares them for every supported agent.
 */
final class ShadedNames {

  private static final String SHADED = "io/opentelemetry/javaagent/shaded/";
  private static final Pattern PLAIN =
      Pattern.compile(
          "(?<=^|L)io/opentelemetry/"
              + "(?:(api|context|common|semconv|contrib/awsxray|extension/kotlin)|instrumentation)"
              + "(?=/)");
  private static final Pattern PLAIN_DOTTED =
      Pattern.compile(
          "^io\\.opentelemetry\\."
              + "(?:(api|context|common|semconv|contrib\\.awsxray|extension\\.kotlin)"
              + "|instrumentation)(?=\\.)");

  /** The agent has its own logger; extension classes are switched to it when they are loaded. */
  static final String LOGGER = "java/util/logging/Logger";

  static final String PATCH_LOGGER = "io/opentelemetry/javaagent/bootstrap/PatchLogger";

  private ShadedNames() {}

  /** The run-time name of a type, given by its internal name. */
  static String shadeType(String internalName) {
    return internalName.equals(LOGGER) ? PATCH_LOGGER : shadeSlashed(internalName);
  }

  /** The run-time form of a string that is a class name or a descriptor. */
  static String shadeString(String value) {
    String slashed = shadeSlashed(value);
    return PLAIN_DOTTED
        .matcher(slashed)
        .replaceFirst(
            match ->
                SHADED.replace('/', '.')
                    + (match.group(1) == null
                        ? "instrumentation"
                        : "io.opentelemetry." + match.group(1)));
  }

  /** The opposite of {@link #shadeType}, except for the logger. */
  static String unshadeType(String internalName) {
    return unshadeString(internalName);
  }

  /** Turns every run-time name inside the string, dotted or not, into the plain one. */
  static String unshadeString(String value) {
    if (!value.contains("javaagent")) {
      return value;
    }
    return value
        .replace(SHADED + "io/opentelemetry", "io/opentelemetry")
        .replace(SHADED + "instrumentation", "io/opentelemetry/instrumentation")
        .replace("io.opentelemetry.javaagent.shaded.io.opentelemetry", "io.opentelemetry")
        .replace(
            "io.opentelemetry.javaagent.shaded.instrumentation",
            "io.opentelemetry.instrumentation");
  }

  private static String shadeSlashed(String value) {
    return PLAIN
        .matcher(value)
        .replaceAll(
            match ->
                SHADED
                    + (match.group(1) == null
                        ? "instrumentation"
                        : "io/opentelemetry/" + match.group(1)));
  }
}
