/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.TraceTree;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a model server, Zipkin and a chat gateway under the agent, asks one question and prints
 * the trace of its answer. Stays up until Ctrl-C; with {@code --once} it ends with 0, or with 1 if
 * the trace is not complete. It never outlives the process that started it.
 */
public final class Demo {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration ANSWER_HEADERS = Duration.ofSeconds(30);
  private static final Duration TRACE = Duration.ofSeconds(10);
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final String LISTENING = " listening on (http://127\\.0\\.0\\.1:\\d+)";

  private final DemoSettings settings;
  private final Children children;
  private final OtlpSink sink;
  private final PrintStream out;
  private final Progress progress;

  private Demo(DemoSettings settings, Children children, OtlpSink sink, PrintStream out) {
    this.settings = settings;
    this.children = children;
    this.sink = sink;
    this.out = out;
    this.progress = new Progress(out, 5, System::nanoTime);
  }

  /** Runs the demo; see {@code test-apps/demo/pom.xml} for the system properties it needs. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    ParentWatch.start(() -> System.exit(1));
    System.exit(run(List.of(arguments), out));
  }

  private static int run(List<String> arguments, PrintStream out) {
    try (OtlpSink sink = new OtlpSink()) {
      DemoSettings settings = DemoSettings.from(System.getProperties(), arguments);
      settings.checkFiles();
      try (Children children = new Children(settings.directory())) {
        Runtime.getRuntime().addShutdownHook(new Thread(children::close, "stop children"));
        return new Demo(settings, children, sink, out).run();
      }
    } catch (DemoFailure e) {
      new Progress(out, 0, System::nanoTime).failed(e.sentences());
    } catch (IOException e) {
      out.println("Cannot listen on 127.0.0.1: " + e);
    }
    return 1;
  }

  private int run() {
    try {
      boolean complete = runSteps();
      if (settings.once()) {
        return complete ? 0 : 1;
      }
      out.println("Everything stays up until Ctrl-C.");
      Child ended = children.awaitFirstEnd();
      if (!children.isClosed()) {
        out.println(ended.title() + " has ended by itself. Read " + ended.log() + ".");
      }
    } catch (DemoFailure e) {
      if (!children.isClosed()) {
        progress.failed(e.sentences());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 1;
  }

  private boolean runSteps() throws DemoFailure, InterruptedException {
    progress.begin("model server");
    // Zipkin takes longest: it starts while the others do.
    TraceViewer viewer = TraceViewer.start(children, settings);
    String modelUrl = startModelServer();
    progress.ok(modelUrl);

    progress.begin("trace viewer (Zipkin)");
    viewer.awaitReady(START);
    progress.ok(viewer.url());

    progress.begin(
        "chat gateway under the agent " + (settings.hasExtension() ? "with Streamscope" : "alone"));
    String gatewayUrl = startGateway(modelUrl, viewer);
    progress.ok(gatewayUrl);

    progress.begin("question: " + settings.question());
    progress.openOutput();
    final Instant asked = Instant.now();
    out.print("      ");
    int chunks = ask(gatewayUrl);
    out.println();
    progress.ok(chunks + " chunks");

    progress.begin("trace");
    return showTrace(asked, gatewayUrl, viewer);
  }

  private String startModelServer() throws DemoFailure, InterruptedException {
    return children
        .startJava(
            "The model server",
            "fake-llm",
            "fake-llm" + LISTENING,
            List.of(
                "-Xmx64m",
                "-classpath",
                settings.fakeLlm().toString(),
                "io.streamscope.fakellm.FakeLlm",
                "--port=0",
                "--first-chunk-delay=700ms",
                "--chunk-gap=40ms"))
        .awaitReady(START);
  }

  private String startGateway(String modelUrl, TraceViewer viewer)
      throws DemoFailure, InterruptedException {
    return children
        .startJava(
            "The chat gateway",
            "chat-gateway",
            "chat-gateway" + LISTENING,
            Gateway.options(settings, modelUrl, sink.agentOptions(), viewer.collectorUrl()))
        .awaitReady(START);
  }

  private int ask(String gatewayUrl) throws DemoFailure, InterruptedException {
    Question question =
        new Question(
            text -> {
              out.print(text.replace("\n", "\n      "));
              out.flush();
            });
    try {
      return question.ask(gatewayUrl, settings.question(), ANSWER_HEADERS);
    } catch (DemoFailure e) {
      throw new DemoFailure(
          e.sentences() + " Read " + settings.directory().resolve("chat-gateway.log") + ".", e);
    }
  }

  private boolean showTrace(Instant asked, String gatewayUrl, TraceViewer viewer)
      throws DemoFailure, InterruptedException {
    String traceId;
    try {
      traceId =
          TraceCheck.request(
                  TraceCheck.since(
                      asked,
                      sink.awaitSpans(
                          all -> TraceCheck.request(TraceCheck.since(asked, all)).isPresent(),
                          TRACE)))
              .orElseThrow()
              .traceId();
    } catch (AssertionError e) {
      throw new DemoFailure(
          "The agent sent no span of the request. Read "
              + settings.directory().resolve("chat-gateway.log")
              + ".",
          e);
    }
    awaitCompleteTrace(traceId);
    List<SpanRecord> spans = TraceCheck.since(asked, sink.spans());
    List<String> problems = new ArrayList<>(TraceCheck.problems(spans));
    if (!viewer.awaitTrace(traceId, TRACE)) {
      problems.add("Zipkin did not get the trace.");
    }
    progress.ok(spans.size() + " spans");
    out.println();
    out.println(TraceTree.render(spans, Terminal.hasColours()));
    out.println("Page:   " + gatewayUrl + "/");
    out.println("Trace:  " + viewer.traceUrl(traceId));
    problems.forEach(problem -> out.println("INCOMPLETE: " + problem));
    return problems.isEmpty();
  }

  private void awaitCompleteTrace(String traceId) {
    try {
      sink.awaitTrace(traceId, spans -> TraceCheck.problems(spans).isEmpty(), TRACE);
    } catch (AssertionError e) {
      // The check after this one says what is missing.
    }
    sink.awaitQuiet(QUIET, TRACE);
  }
}
