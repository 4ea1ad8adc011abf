/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is run with more than every build has time for: all that is listed, and each contract on
 * each of its class paths in {@link #SETUPS}.
 */
final class Matrix {

  /** Of agents, advice modes and JDKs every pair: an orthogonal array of strength two. */
  static final List<String> SETUPS =
      List.of("floor inlined 25", "floor called 17", "newest inlined 17", "newest called 25");

  private Matrix() {}

  static List<TestLine> of(List<TestLine> listed) {
    Map<List<Object>, TestLine> cells = new LinkedHashMap<>();
    for (TestLine line : listed) {
      add(cells, line);
    }
    Map<List<Object>, TestLine> shapes = new LinkedHashMap<>();
    for (TestLine line : listed) {
      add(shapes, line.with(SETUPS.get(0), line.subjects()));
    }
    for (TestLine shape : shapes.values()) {
      for (String setup : SETUPS) {
        add(cells, shape.with(setup, shape.subjects()));
      }
    }
    return List.copyOf(cells.values());
  }

  /** Two lines that differ in their subjects only are one, with the subjects of both. */
  private static void add(Map<List<Object>, TestLine> cells, TestLine line) {
    cells.merge(
        List.of(line.contract(), line.classPath(), line.setup()),
        line,
        (one, other) -> one.with(one.setup(), union(one.subjects(), other.subjects())));
  }

  private static List<String> union(List<String> one, List<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return new ArrayList<>(all);
  }
}
