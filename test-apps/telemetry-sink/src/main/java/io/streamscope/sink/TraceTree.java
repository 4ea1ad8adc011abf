/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One trace as a tree for the terminal: a line per span with its place in the trace's time, and
 * below it what the span says about its stream or model call.
 */
public final class TraceTree {
  private static final int BAR_WIDTH = 32;
  private static final Comparator<SpanRecord> BY_START =
      Comparator.comparingLong(SpanRecord::startNanos).thenComparing(SpanRecord::spanId);

  /** A span in its place: what is drawn before it and before the lines below it. */
  private record Row(SpanRecord span, String before, String below) {
    String label() {
      return before + "[" + Tag.of(span) + "] " + span.name();
    }
  }

  private final List<SpanRecord> spans;
  private final Map<String, List<SpanRecord>> children = new HashMap<>();
  private final Set<String> spanIds;
  private final long start;
  private final long duration;
  private final Palette palette;

  private TraceTree(List<SpanRecord> trace, Palette palette) {
    this.palette = palette;
    spans = trace.stream().sorted(BY_START).toList();
    spanIds = spans.stream().map(SpanRecord::spanId).collect(Collectors.toSet());
    for (SpanRecord span : spans) {
      children.computeIfAbsent(span.parentSpanId(), parent -> new ArrayList<>()).add(span);
    }
    start = spans.stream().mapToLong(SpanRecord::startNanos).min().orElse(0);
    duration = spans.stream().mapToLong(SpanRecord::endNanos).max().orElse(0) - start;
  }

  /**
   * Draws the spans, one tree per trace id, each line ended by a line feed.
   *
   * @param colours whether to use ANSI colours; the text is the same without them
   */
  public static String render(List<SpanRecord> spans, boolean colours) {
    Map<String, List<SpanRecord>> traces =
        spans.stream()
            .collect(
                Collectors.groupingBy(
                    SpanRecord::traceId, LinkedHashMap::new, Collectors.toList()));
    return traces.values().stream()
        .map(trace -> new TraceTree(trace, new Palette(colours)).draw())
        .collect(Collectors.joining("\n"));
  }

  private String draw() {
    List<Row> rows = rows();
    int labelWidth = rows.stream().mapToInt(row -> row.label().length()).max().orElse(0);
    StringBuilder text = new StringBuilder().append(heading()).append('\n');
    for (Row row : rows) {
      text.append(line(row, labelWidth)).append('\n');
      for (String detail : new SpanDetails(row.span(), start, palette).lines()) {
        text.append(palette.dim(row.below())).append(detail).append('\n');
      }
    }
    return text.toString();
  }

  private String heading() {
    Set<String> services = new TreeSet<>();
    for (SpanRecord span : spans) {
      services.add(String.valueOf(span.resource().getOrDefault("service.name", "no service name")));
    }
    String heading =
        "trace %s · %s · %d %s · %s"
            .formatted(
                spans.get(0).traceId(),
                String.join(", ", services),
                spans.size(),
                spans.size() == 1 ? "span" : "spans",
                millis(duration));
    return palette.bold(heading);
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Set<SpanRecord> placed = Collections.newSetFromMap(new IdentityHashMap<>());
    spans.stream()
        .filter(span -> !spanIds.contains(span.parentSpanId()))
        .forEach(root -> place(root, rows, placed));
    // What is left hangs on itself: broken, but to be seen.
    for (SpanRecord span : spans) {
      if (!placed.contains(span)) {
        place(span, rows, placed);
      }
    }
    return rows;
  }

  private void place(SpanRecord root, List<Row> rows, Set<SpanRecord> placed) {
    record Pending(SpanRecord span, String outer, String connector, String continuation) {}
    Deque<Pending> pending = new ArrayDeque<>();
    pending.push(new Pending(root, "", "", ""));
    while (!pending.isEmpty()) {
      Pending next = pending.pop();
      if (!placed.add(next.span())) {
        continue;
      }
      List<SpanRecord> below =
          children.getOrDefault(next.span().spanId(), List.of()).stream()
              .filter(child -> !placed.contains(child))
              .toList();
      String inner = next.outer() + next.continuation();
      rows.add(
          new Row(
              next.span(),
              next.outer() + next.connector(),
              inner + (below.isEmpty() ? "     " : "│    ")));
      for (int i = below.size() - 1; i >= 0; i--) {
        boolean last = i == below.size() - 1;
        pending.push(new Pending(below.get(i), inner, last ? "└─ " : "├─ ", last ? "   " : "│  "));
      }
    }
  }

  private String line(Row row, int labelWidth) {
    SpanRecord span = row.span();
    String label = row.label();
    String tag = "[" + Tag.of(span) + "]";
    String lost =
        span.isRoot() || spanIds.contains(span.parentSpanId())
            ? ""
            : palette.yellow("  (parent " + span.parentSpanId() + " has not arrived)");
    return palette.dim(row.before())
        + Tag.of(span).paint(palette, tag)
        + " "
        + palette.bold(span.name())
        + " ".repeat(labelWidth - label.length())
        + "%14s%13s  "
            .formatted("+" + millis(span.startNanos() - start), millis(span.durationNanos()))
        + bar(span)
        + "  "
        + SpanDetails.outcome(span, palette)
        + lost;
  }

  private String bar(SpanRecord span) {
    if (duration <= 0) {
      return "█".repeat(BAR_WIDTH);
    }
    double scale = (double) BAR_WIDTH / duration;
    int from = (int) Math.min(BAR_WIDTH - 1, Math.floor((span.startNanos() - start) * scale));
    int to = (int) Math.min(BAR_WIDTH, Math.ceil((span.endNanos() - start) * scale));
    int length = Math.max(1, to - from);
    String bar = Tag.of(span).paint(palette, "█".repeat(length));
    return " ".repeat(from) + bar + " ".repeat(BAR_WIDTH - from - length);
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }
}
