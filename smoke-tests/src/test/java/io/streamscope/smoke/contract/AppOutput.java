/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import java.util.List;

/**
 * What a process has printed besides what its application saw: the log of the agent.
 *
 * @param lines how many lines
 * @param debugged how many of them are at debug level
 * @param quotes those that quote what was asked or answered
 */
record AppOutput(long lines, long debugged, List<String> quotes) {

  /** What nothing but a question or an answer has in it. */
  static final List<String> SAID =
      List.of("How long is", "the warranty", "You asked", "test model", "xxxxxxxx", "{not json");

  static AppOutput of(List<String> output) {
    List<String> log = output.stream().filter(line -> !isFact(line)).toList();
    return new AppOutput(
        log.size(),
        log.stream().filter(line -> line.contains("] DEBUG ")).count(),
        log.stream().filter(AppOutput::quotes).toList());
  }

  /** The application tells each fact with the scenario that it is of. */
  private static boolean isFact(String line) {
    return line.matches("\\[[a-z0-9-]+\\.[a-z0-9-]+] .*");
  }

  private static boolean quotes(String line) {
    return SAID.stream().anyMatch(line::contains);
  }
}
