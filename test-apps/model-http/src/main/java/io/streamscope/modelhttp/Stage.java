/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.List;
import java.util.Map;

/** Plays scenarios, and asks other questions, with one client against one server. */
final class Stage {
  private static final String GAP_MS = "10";

  private final String clientName;
  private final ModelClient client;
  private final String baseUrl;

  Stage(String clientName, String baseUrl) {
    this.clientName = clientName;
    this.client = Clients.named(clientName);
    this.baseUrl = baseUrl;
  }

  List<Scenario> scenarios() {
    return Scenario.of(client);
  }

  List<Scenario> scenarios(Format format) {
    return Scenario.of(client, format);
  }

  /** Plays one; gives what the application saw. */
  String play(Format format, Scenario scenario) {
    Facts facts = new Facts(format.id() + " " + scenario.id());
    return play(ask(format, scenario), facts, scenario == Scenario.EARLY_CLOSE);
  }

  /** Asks what it is told to; gives what the application saw. */
  String ask(String name, Question question) {
    return play(question.to(baseUrl), new Facts(name), false);
  }

  private String play(Ask ask, Facts facts, boolean leaves) {
    Reading reading = new Reading(facts, leaves);
    try {
      client.ask(ask, reading);
    } catch (Throwable failure) {
      reading.failed(failure);
    }
    reading.sumUp();
    facts.say("over");
    return facts.text();
  }

  /** The model's name says what is played, so that whoever looks at the server knows. */
  private Ask ask(Format format, Scenario scenario) {
    boolean streamed = scenario.streamed(format);
    String model = format.id() + "." + scenario.id();
    Map<String, String> headers = format.headers(streamed);
    headers.put("X-Client", clientName);
    headers.put("X-Cell", model);
    headers.put("x-fake-chunk-gap", GAP_MS);
    scenario
        .knobs()
        .forEach(
            (name, value) -> {
              headers.put("x-fake-" + name, value);
              if (name.equals("error-status")) {
                headers.put("x-fake-embeddings-" + name, value);
              }
            });
    return new Ask(
        baseUrl + format.path(model, streamed),
        headers,
        format.body(model, streamed, scenario.filler()),
        scenario == Scenario.NOT_REPEATABLE,
        streamed);
  }
}
