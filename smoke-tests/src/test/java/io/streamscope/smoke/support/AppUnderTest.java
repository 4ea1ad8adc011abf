/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real JVM with an application that knows nothing of us. Its output is kept in a file; closing it
 * ends it in an orderly way, so that the agent exports what it has.
 */
public final class AppUnderTest implements AutoCloseable {

  private static final int START_SECONDS = 120;
  private static final int END_SECONDS = 60;
  private static final long POLL_NANOS = 10_000_000;
  private static final String LISTENING = " listening on ";
  private static final String EXCEPTION_LOGGER =
      "-Dio.opentelemetry.javaagent.slf4j.simpleLogger.log."
          + "io.opentelemetry.javaagent.bootstrap.ExceptionLogger=debug";
  private static final String OWN_LOGGER =
      "-Dio.opentelemetry.javaagent.slf4j.simpleLogger.log.io.streamscope=debug";

  /** It lives for seconds: to optimize its code takes longer than running it. */
  private static final List<String> SHORT_LIVED =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** What the agent finds out about host, process and beans takes a tenth of its start. */
  private static final List<String> NOT_LOOKED_AT =
      List.of("-Dotel.java.enabled.resource.providers=none", "-Dotel.jmx.enabled=false");

  /** Modules of the agent for libraries that no test app has take a quarter of its start. */
  private static final String ABSENT_LIBRARIES =
      "-Dotel.javaagent.configuration-file="
          + root().resolve("smoke-tests/src/test/resources/absent-libraries.properties");

  private final Process process;
  private final Path log;
  private final List<String> output = new ArrayList<>(); // guarded by output
  private final CompletableFuture<String> url = new CompletableFuture<>();
  private final Thread reader;

  private AppUnderTest(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.reader = new Thread(this::read, "output of " + log.getFileName());
    reader.setDaemon(true);
    reader.start();
  }

  /** An application that is to be started. */
  public static Builder of(String mainClass, String... classPath) {
    return new Builder(mainClass, String.join(java.io.File.pathSeparator, classPath));
  }

  /** The compiled classes of a test app. */
  public static String classesOf(String app) {
    return root().resolve("test-apps/" + app + "/target/classes").toString();
  }

  /** The class path that a module of ours wrote down. */
  public static String classPathOf(String module) {
    return read(root().resolve("test-apps/" + module + "/target/classpath.txt"));
  }

  /** The class path that a line {@code app} of the directory {@code libraries} describes. */
  public static String libraries(String name) {
    return read(Path.of(System.getProperty("class-paths.directory"), name + ".txt"));
  }

  private static String read(Path classPath) {
    try {
      return Files.readString(classPath).trim();
    } catch (IOException failure) {
      throw new IllegalStateException("run the whole build first", failure);
    }
  }

  private static Path root() {
    return Path.of(System.getProperty("project.root"));
  }

  /** Where the application says it listens. */
  public String url() {
    return url.join();
  }

  /**
   * What the application has written down of what it saw, once the expected lines are among it;
   * then the application forgets it.
   */
  public String observed(String... awaited) {
    long deadline = System.nanoTime() + Spans.PATIENCE.toNanos();
    String lines = observations();
    while (!Arrays.stream(awaited).allMatch(lines::contains) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS); // the application has better things to do than to answer
      lines = observations();
    }
    Http.send("DELETE", url() + "/observed", "");
    return lines;
  }

  /** An application that still writes to a reader who has left may spoil the answer to another. */
  private String observations() {
    String answer = Http.get(url() + "/observed");
    return answer.isEmpty() ? "" : Http.body(answer);
  }

  /** What it printed so far. */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** How many objects of a class its heap holds that something still refers to. */
  public long instances(String className) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process asked =
          new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      String histogram = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(histogram).contains("java.lang.String");
      return histogram
          .lines()
          .map(line -> line.trim().split(" +"))
          .filter(columns -> columns.length > 3 && columns[3].equals(className))
          .mapToLong(columns -> Long.parseLong(columns[1]))
          .sum();
    } catch (IOException failure) {
      throw new IllegalStateException("could not look into " + log, failure);
    }
  }

  /** Waits until no more of them are left, or patience is; how many there are then. */
  public long awaitInstances(String className, long atMost) {
    long deadline = System.nanoTime() + Spans.PATIENCE.toNanos();
    long count = instances(className);
    while (count > atMost && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(POLL_NANOS);
      count = instances(className);
    }
    return count;
  }

  /** Waits until it has ended by itself; one that does not is killed, and its log named. */
  public void awaitEnd(int seconds) {
    try {
      boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("ended within %d s; its log: %s", seconds, log).isTrue();
      reader.join();
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it and fails if the agent saw any advice or code of ours fail. */
  @Override
  public void close() {
    close(END_SECONDS);
  }

  /** The same with less patience. */
  public void close(int seconds) {
    process.destroy();
    awaitEnd(seconds);
    assertThat(output())
        .as("log of %s", log)
        .noneMatch(line -> line.contains("Failed to handle exception in instrumentation"))
        .noneMatch(line -> line.contains("Streamscope could not observe"));
  }

  private void read() {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var file = Files.newBufferedWriter(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        file.write(line);
        file.newLine();
        int at = line.indexOf(LISTENING);
        if (at >= 0) {
          url.complete(line.substring(at + LISTENING.length()).trim());
        }
      }
    } catch (IOException failure) {
      url.completeExceptionally(failure);
    }
    url.completeExceptionally(new IllegalStateException("ended before it listened: " + log));
  }

  /** How to start it. */
  public static final class Builder {

    private final String mainClass;
    private final String classPath;
    private Setup setup = Setup.BARE;
    private @Nullable OtlpSink sink;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private boolean everyModule = Setup.MATRIX;

    private Builder(String mainClass, String classPath) {
      this.mainClass = mainClass;
      this.classPath = classPath;
    }

    /** With what agent, on what JDK. */
    public Builder with(Setup what) {
      setup = what;
      return this;
    }

    /** Where its telemetry goes. */
    public Builder exportingTo(OtlpSink where) {
      sink = where;
      return this;
    }

    /** Options of the JVM. */
    public Builder options(String... some) {
      options.addAll(List.of(some));
      return this;
    }

    /** With all that the agent has, as its users run it, also in a build that is to be short. */
    public Builder withEveryModule() {
      everyModule = true;
      return this;
    }

    /** Arguments of the application. */
    public Builder arguments(String... some) {
      arguments.addAll(List.of(some));
      return this;
    }

    /** Starts it and waits until it says that it listens. */
    public AppUnderTest start() {
      AppUnderTest app = launch();
      try {
        app.url.get(START_SECONDS, TimeUnit.SECONDS);
        return app;
      } catch (InterruptedException | ExecutionException | TimeoutException failure) {
        app.process.destroyForcibly();
        throw new IllegalStateException("did not start: " + app.log, failure);
      }
    }

    /** Starts it. */
    public AppUnderTest launch() {
      setup.assumeInstalled();
      List<String> command = new ArrayList<>();
      command.add(String.valueOf(setup.java()));
      command.addAll(setup.agentOptions());
      command.addAll(NOT_LOOKED_AT);
      if (!everyModule) {
        command.add(ABSENT_LIBRARIES);
      }
      command.add(EXCEPTION_LOGGER);
      command.add(OWN_LOGGER);
      command.add("-Xmx512m");
      command.add("-Xshare:auto");
      command.addAll(SHORT_LIVED);
      if (sink != null) {
        command.addAll(sink.agentOptions());
        command.add("-Dotel.bsp.schedule.delay=100"); // an option that follows has the last word
        command.add("-Dotel.metric.export.interval=500");
        command.add("-Dotel.logs.exporter=none");
      }
      command.addAll(options);
      command.addAll(List.of("-cp", classPath, mainClass));
      command.addAll(arguments);
      try {
        Path directory = Path.of(System.getProperty("logs.directory"));
        Files.createDirectories(directory);
        String name = mainClass.substring(mainClass.lastIndexOf('.') + 1);
        Path log = Files.createTempFile(directory, name + "-" + setup + "-", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        JvmStarts.count(name + " " + setup);
        return new AppUnderTest(process, log);
      } catch (IOException failure) {
        throw new IllegalStateException("could not start " + mainClass, failure);
      }
    }
  }
}
