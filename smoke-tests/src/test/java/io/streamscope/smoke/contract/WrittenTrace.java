/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that JSON messages and frames of STOMP carry. Cells with inlined advice are told to
 * write it, where we can; all others show that nothing is altered.
 */
final class WrittenTrace {

  private static final String PARENT = "00-([0-9a-f]{32})-([0-9a-f]{16})-0[0-3]";
  private static final Pattern FIELD = Pattern.compile("\"traceparent\":\"" + PARENT + "\",");
  private static final Pattern HEADER = Pattern.compile("(?<=^MESSAGE\n)tp:" + PARENT + "\n");

  private WrittenTrace() {}

  static List<String> options() {
    return List.of(
        "-Dstreamscope.websocket.propagation.field=traceparent",
        "-Dstreamscope.websocket.propagation.write=both");
  }

  /** Whether a cell is told to write. */
  static boolean isWanted(Setup setup) {
    return !setup.indy();
  }

  /** What was sent but for that. */
  static List<String> without(List<String> lines) {
    return lines.stream()
        .map(line -> FIELD.matcher(line).replaceFirst(""))
        .map(line -> HEADER.matcher(line).replaceFirst(""))
        .toList();
  }

  /** The ids of trace and span that a text carries; null if it carries none. */
  static @Nullable List<String> of(String text) {
    Matcher field = FIELD.matcher(text);
    return field.find() ? List.of(field.group(1), field.group(2)) : null;
  }
}
