/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of the demo whose output goes to a log file and says when it is ready. */
final class Child {
  private final String title;
  private final Path log;
  private final Process process;
  private final Pattern readyLine;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Thread reader;

  private Child(String title, Path log, Process process, Pattern readyLine) {
    this.title = title;
    this.log = log;
    this.process = process;
    this.readyLine = readyLine;
    reader = new Thread(this::copyOutput, "output of " + title);
    reader.setDaemon(true);
  }

  /**
   * Starts a process.
   *
   * @param readyLine found in the line that says it is ready; its first group is what {@link
   *     #awaitReady} returns
   */
  static Child start(String title, Path log, ProcessBuilder builder, Pattern readyLine)
      throws DemoFailure {
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Files.writeString(log, "");
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      Child child = new Child(title, log, process, readyLine);
      child.reader.start();
      return child;
    } catch (IOException e) {
      throw new DemoFailure("Cannot start " + title + ": " + e.getMessage(), e);
    }
  }

  String awaitReady(Duration atMost) throws DemoFailure, InterruptedException {
    try {
      return ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new DemoFailure(Diagnosis.ofEnd(title, process.waitFor(), log), e);
    } catch (TimeoutException e) {
      throw new DemoFailure(
          title + " was not ready after " + atMost.toSeconds() + " s. Read " + log + ".", e);
    }
  }

  /** Waits for so long or until this process has ended, whatever is first; true if it has. */
  boolean hasEndedWithin(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  CompletableFuture<Process> onEnd() {
    return process.onExit();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String title() {
    return title;
  }

  Path log() {
    return log;
  }

  /** Asks the process to end, without waiting. */
  void stop() {
    process.destroy();
  }

  /** Waits until the process has ended and ends it by force when the time is over. */
  void awaitEnd(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void copyOutput() {
    try (BufferedReader output = process.inputReader(Charset.defaultCharset());
        Writer file = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        file.write(line);
        file.write('\n');
        file.flush();
        Matcher matcher = readyLine.matcher(line);
        if (!ready.isDone() && matcher.find()) {
          ready.complete(matcher.group(1));
        }
      }
      ready.completeExceptionally(new IOException("its output ended"));
    } catch (IOException e) {
      ready.completeExceptionally(new UncheckedIOException(e));
    }
  }
}
