/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.json.JsonDigest;
import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.Models;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.RecordedTelemetry;
import java.util.List;

/** Answers fed to a call as they come from the wire, and the span that becomes of them. */
final class Replay {

  private Replay() {}

  /** A streamed answer, complete after its last event. */
  static SpanData stream(WireFormat format, String... events) {
    return stream(format, List.of(events));
  }

  static SpanData stream(WireFormat format, List<String> events) {
    return stream(new WireAnswer(format), events, Replay::feed);
  }

  /** The same events as texts, as an SDK hands them out. */
  static SpanData streamOfTexts(WireFormat format, List<String> events) {
    return stream(
        new WireAnswer(format), events, (call, answer, event) -> call.event(answer, null, event));
  }

  /** The same, but no event is recognised by the shape of another one. */
  static SpanData streamReadInFull(WireFormat format, List<String> events) {
    return stream(
        new WireAnswer(format),
        events,
        (call, unused, event) -> feed(call, new WireAnswer(format), event));
  }

  private static SpanData stream(WireAnswer answer, List<String> events, Feeding feeding) {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).stream();
    events.forEach(event -> feeding.feed(call, answer, event));
    call.ending(answer);
    call.complete();
    return telemetry.span();
  }

  static void feed(GenAiCall call, WireAnswer answer, String event) {
    byte[] utf8 = event.getBytes(UTF_8);
    call.event(answer, null, utf8, utf8.length, call.nanoTime());
  }

  /** A whole answer, or what came instead. */
  static SpanData answer(WireFormat format, String document) {
    RecordedTelemetry telemetry = RecordedTelemetry.create();
    GenAiCall call = new Models(telemetry).ask();
    call.answer(new WireAnswer(format), digest(document));
    call.complete();
    return telemetry.span();
  }

  static GenAiQuestion ask(WireFormat format, String request) {
    GenAiQuestion question = new GenAiQuestion();
    format.onRequest(digest(request), question);
    return question;
  }

  /** A document as it is kept. */
  private static JsonReader digest(String document) {
    JsonDigest digest = new JsonDigest();
    byte[] utf8 = document.getBytes(UTF_8);
    digest.feed(utf8, 0, utf8.length);
    return digest.reader();
  }

  /** Feeds an event to a call. */
  @FunctionalInterface
  private interface Feeding {
    void feed(GenAiCall call, WireAnswer answer, String event);
  }
}
