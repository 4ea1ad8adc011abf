/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** All processes that the demo started: none of them outlives it. */
final class Children implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Path logs;
  private final Deque<Child> children = new ArrayDeque<>();
  private boolean closed;

  Children(Path logs) {
    this.logs = logs;
  }

  /** Starts a JVM like this one; see {@link Child#start}. */
  synchronized Child startJava(String title, String logName, String readyLine, List<String> options)
      throws DemoFailure {
    if (closed) {
      throw new DemoFailure("The demo is being stopped.");
    }
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(options);
    // What a user has set up for other programs must not change what the demo shows.
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    Child child =
        Child.start(title, logs.resolve(logName + ".log"), builder, Pattern.compile(readyLine));
    children.push(child);
    return child;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until the first of them has ended by itself and returns it. */
  Child awaitFirstEnd() {
    List<Child> all;
    synchronized (this) {
      all = List.copyOf(children);
    }
    CompletableFuture.anyOf(all.stream().map(Child::onEnd).toArray(CompletableFuture[]::new))
        .join();
    return all.stream().filter(child -> !child.isAlive()).findFirst().orElseThrow();
  }

  @Override
  public synchronized void close() {
    closed = true;
    children.forEach(Child::stop);
    children.forEach(child -> child.awaitEnd(GRACE));
    children.clear();
  }
}
