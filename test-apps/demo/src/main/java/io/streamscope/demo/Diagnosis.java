/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Explains from its log why a process ended. */
final class Diagnosis {
  private static final int LINES_SHOWN = 5;

  /** What to look for in a log, most telling first, and what to do then. */
  private static final List<Map.Entry<String, String>> SIGNS =
      List.of(
          Map.entry(
              "UnsupportedClassVersionError",
              "The JDK is too old: use JDK 17 or newer (JAVA_HOME, java -version)."),
          Map.entry(
              "Address already in use",
              "A port is busy: all ports are chosen freely, so start the demo again."),
          Map.entry(
              "Error opening zip file or JAR manifest missing",
              "The agent jar is damaged: delete target/demo-jars and build again."),
          Map.entry(
              "Invalid or corrupt jarfile",
              "A jar is damaged: delete target/demo-jars and build again."),
          Map.entry("OutOfMemoryError", "There is too little memory: the demo needs about 1.5 GB."),
          Map.entry(
              "There is insufficient memory",
              "There is too little memory: the demo needs about 1.5 GB."),
          Map.entry(
              "ClassNotFoundException",
              "Its classes are not there: build with mvn -q verify -Pdemo in the root directory."),
          Map.entry(
              "Could not find or load main class",
              "Its classes are not there: build with mvn -q verify -Pdemo in the root directory."));

  private Diagnosis() {}

  static String ofEnd(String title, int exitCode, Path log) {
    List<String> lines = lines(log);
    StringBuilder text = new StringBuilder(title).append(" ended with exit code ").append(exitCode);
    text.append(". ");
    SIGNS.stream()
        .filter(sign -> lines.stream().anyMatch(line -> line.contains(sign.getKey())))
        .findFirst()
        .ifPresent(sign -> text.append(sign.getValue()).append(' '));
    text.append("Read ").append(log).append(lines.isEmpty() ? " (it is empty)." : ", which ends:");
    lines.stream()
        .skip(Math.max(0, lines.size() - LINES_SHOWN))
        .forEach(line -> text.append("\n  ").append(line));
    return text.toString();
  }

  private static List<String> lines(Path log) {
    try {
      return Files.readAllLines(log);
    } catch (MalformedInputException e) {
      return List.of("(not UTF-8)");
    } catch (IOException e) {
      return List.of("(unreadable: " + e.getMessage() + ")");
    }
  }
}
