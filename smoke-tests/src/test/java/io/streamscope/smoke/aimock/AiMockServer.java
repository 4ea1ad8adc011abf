/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.NodeScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The model server {@code @copilotkit/aimock}, a process of Node on a port of its own. */
final class AiMockServer implements AutoCloseable {

  private static final int START_SECONDS = 60;
  private static final int END_SECONDS = 10;
  private static final int CHUNK_CHARACTERS = 8;
  private static final String LISTENING = " listening on ";
  private static final String PACKAGE = "@copilotkit/aimock";
  private static final Path COMMAND = NodeScript.installed(PACKAGE).resolve("dist/cli.js");
  private static final Path FIXTURES =
      Path.of(System.getProperty("project.root"), "smoke-tests/src/test/node/fixtures.json");

  private final Process process;
  private final CompletableFuture<String> url = new CompletableFuture<>();

  private AiMockServer(Process process, Path log) {
    this.process = process;
    Thread reader = new Thread(() -> read(log), "output of " + log.getFileName());
    reader.setDaemon(true);
    reader.start();
  }

  /** Skips the test, and says why, if the build could not install it. */
  static void assumeInstalled() {
    NodeScript.assumeInstalled(PACKAGE);
  }

  /** Starts it and waits until it says that it listens. */
  static AiMockServer start() throws IOException {
    Path directory = Path.of(System.getProperty("logs.directory"));
    Files.createDirectories(directory);
    Path log = Files.createTempFile(directory, "aimock-", ".log");
    Process process =
        new ProcessBuilder(
                "node",
                COMMAND.toString(),
                "--port",
                "0",
                "--fixtures",
                FIXTURES.toString(),
                "--chunk-size",
                Integer.toString(CHUNK_CHARACTERS),
                "--validate-on-load")
            .redirectErrorStream(true)
            .start();
    AiMockServer server = new AiMockServer(process, log);
    try {
      server.url.get(START_SECONDS, TimeUnit.SECONDS);
      return server;
    } catch (InterruptedException | ExecutionException | TimeoutException failure) {
      process.destroyForcibly();
      throw new IllegalStateException("did not start: " + log, failure);
    }
  }

  private void read(Path log) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var file = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line);
        file.newLine();
        file.flush();
        int at = line.indexOf(LISTENING);
        if (at >= 0) {
          url.complete(line.substring(at + LISTENING.length()).strip());
        }
      }
    } catch (IOException failure) {
      url.completeExceptionally(failure);
    }
    url.completeExceptionally(new IllegalStateException("ended before it listened: " + log));
  }

  int port() {
    return URI.create(url.join()).getPort();
  }

  /** What it has written down of all requests of that name. */
  JournalEntry journal(String name) {
    return JournalEntry.of(Http.get(url.join() + "/__aimock/journal?testId=" + name));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
