/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The trace that JSON messages carry. Cells with inlined advice are told to write it, where we can;
 * all others show that nothing is altered.
 */
final class WrittenTrace {

  /** Where the application hands over buffers of its own. */
  private static final Set<String> NEVER = Set.of("netty", "reactorNetty", "webFlux");

  private static final Pattern FIELD =
      Pattern.compile("\"traceparent\":\"00-([0-9a-f]{32})-([0-9a-f]{16})-0[0-3]\",");

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

  /** Whether it writes then. */
  static boolean isExpected(Cell cell) {
    return isWanted(cell.setup()) && !NEVER.contains(cell.detail());
  }

  /** What was sent but for that. */
  static List<String> without(List<String> lines) {
    return lines.stream().map(line -> FIELD.matcher(line).replaceFirst("")).toList();
  }

  /** The ids of trace and span that a text carries; null if it carries none. */
  static @Nullable List<String> of(String text) {
    Matcher field = FIELD.matcher(text);
    return field.find() ? List.of(field.group(1), field.group(2)) : null;
  }
}
