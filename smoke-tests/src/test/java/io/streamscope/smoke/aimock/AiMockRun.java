/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import static io.streamscope.smoke.support.Spans.PATIENCE;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The application has asked the server everything.
 *
 * @param facts what it saw, by the question's name
 * @param journal what the server wrote down of that question
 * @param spans all that were exported
 * @param asked all bytes that it sent
 * @param port where it found the server
 */
record AiMockRun(
    Map<String, List<String>> facts,
    Map<String, JournalEntry> journal,
    List<SpanRecord> spans,
    String asked,
    int port) {

  private static final String OWN_ENDPOINTS =
      "-Dstreamscope.genai.http.paths=127.0.0.1/v1/images/edits=openai.images";

  /** Lets it ask. */
  static AiMockRun with(Setup setup) {
    try (OtlpSink sink = new OtlpSink();
        AiMockServer server = AiMockServer.start();
        RecordingRelay relay = RecordingRelay.to(server.port())) {
      Map<String, List<String>> facts = new LinkedHashMap<>();
      try (AppUnderTest app = start(setup, sink, relay.port())) {
        for (AskedText question : questions()) {
          facts.put(question.name(), ask(app.url(), question));
        }
        if (setup.agentVersion() != null) {
          sink.awaitSpans(spans -> asked(spans) >= facts.size(), PATIENCE);
        }
      }
      Map<String, JournalEntry> journal = new LinkedHashMap<>();
      facts.keySet().forEach(name -> journal.put(name, server.journal(name)));
      return new AiMockRun(facts, journal, sink.spans(), relay.asked(), relay.port());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<AskedText> questions() {
    List<AskedText> questions = new ArrayList<>();
    AiMockQuestion.all().forEach(question -> questions.add(question.text()));
    for (AiMockElsewhere other : AiMockElsewhere.values()) {
      questions.add(other.text());
    }
    return questions;
  }

  private static AppUnderTest start(Setup setup, OtlpSink sink, int port) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                "io.streamscope.modelhttp.ModelHttp",
                AppUnderTest.classesOf("model-http"),
                AppUnderTest.libraries("jdk"))
            .with(setup)
            .options(OWN_ENDPOINTS, "-Dotel.bsp.schedule.delay=1000") // parents are known later
            .arguments("http://127.0.0.1:" + port);
    if (setup.agentVersion() != null) {
      builder.exportingTo(sink);
    }
    return builder.start();
  }

  private static List<String> ask(String url, AskedText question) {
    String where = url + "/ask?client=" + question.client() + "&name=" + question.name();
    return Http.body(Http.send("POST", where, question.text())).lines().toList();
  }

  /** The SERVER span of the last question ends after the answer that we have read. */
  private static long asked(List<SpanRecord> spans) {
    return spans.stream().filter(span -> span.name().equals("POST /ask")).count();
  }

  JournalEntry journal(String name) {
    return Objects.requireNonNull(journal.get(name), name);
  }

  /** What the application saw. */
  String facts(String name) {
    return String.join("\n", Objects.requireNonNull(facts.get(name), name));
  }

  /** All spans of the trace that the server was told of. */
  List<SpanRecord> trace(String name) {
    String traceId = journal(name).traceId();
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }
}
