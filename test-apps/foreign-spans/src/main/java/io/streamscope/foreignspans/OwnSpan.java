/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An application that asks over plain HTTP, and has spans of its own. */
final class OwnSpan {

  private static final String OPERATION = "gen_ai.operation.name";

  private final HttpClient client = HttpClient.newHttpClient();

  private OwnSpan() {}

  static Map<String, Question> questions() {
    OwnSpan own = new OwnSpan();
    Map<String, Question> questions = new TreeMap<>();
    questions.put("own-stream", scene -> own.ask(scene, true, true));
    questions.put("own-blocking", scene -> own.ask(scene, true, false));
    questions.put("own-late", scene -> own.ask(scene, false, true));
    questions.put("own-headers", own::askAndEndAtTheHeaders);
    questions.put("own-twice", own::askTwice);
    return questions;
  }

  private static SpanBuilder span(Scene scene) {
    return GlobalOpenTelemetry.getTracer("the-application")
        .spanBuilder("chat " + scene.scenario().id())
        .setSpanKind(SpanKind.CLIENT);
  }

  private static Span named(Scene scene) {
    return span(scene)
        .setAttribute(OPERATION, "chat")
        .setAttribute("gen_ai.request.model", scene.scenario().id())
        .startSpan();
  }

  private void ask(Scene scene, boolean atOnce, boolean streamed) throws Exception {
    Span span = atOnce ? named(scene) : span(scene).startSpan();
    if (!atOnce) {
      span.setAttribute(OPERATION, "chat");
    }
    try (Scope ignored = span.makeCurrent()) {
      if (streamed) {
        read(send(scene, true), scene);
      } else {
        scene.say("answer " + send(scene, false).statusCode());
      }
    } finally {
      span.end();
    }
  }

  private void askTwice(Scene scene) throws Exception {
    Span span = named(scene);
    try (Scope ignored = span.makeCurrent()) {
      read(send(scene, true), scene);
      read(send(scene, true), scene);
    } finally {
      span.end();
    }
  }

  private void askAndEndAtTheHeaders(Scene scene) throws Exception {
    Span span = named(scene);
    HttpResponse<Stream<String>> response;
    try (Scope ignored = span.makeCurrent()) {
      response = send(scene, true);
    } finally {
      span.end();
    }
    read(response, scene);
  }

  private HttpResponse<Stream<String>> send(Scene scene, boolean streamed) throws Exception {
    URI uri = scene.models().resolve("/v1/chat/completions");
    String body =
        "{\"model\":\"%s\",\"stream\":%s,\"stream_options\":{\"include_usage\":true},\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"%s\"}]}";
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    body.formatted(scene.scenario().id(), streamed, Question.TEXT)));
    scene.scenario().headers().forEach(request::header);
    HttpResponse<Stream<String>> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    scene.say("status " + response.statusCode());
    if (!streamed) {
      response.body().forEach(line -> scene.piece(line.substring(0, Math.min(8, line.length()))));
    }
    return response;
  }

  private static void read(HttpResponse<Stream<String>> response, Scene scene) {
    try (Stream<String> lines = response.body()) {
      lines
          .filter(line -> line.startsWith("data: "))
          .forEach(line -> scene.piece(line.replaceAll("chatcmpl-[^\"]*|\"created\":[0-9]+", "*")));
    }
    scene.say("end");
  }
}
