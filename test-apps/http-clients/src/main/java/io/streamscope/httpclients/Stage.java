/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays scenarios with one client against one server. */
final class Stage {

  private final String clientName;
  private final StreamingClient client;
  private final String baseUrl;
  private final Map<String, Scenario> scenarios;

  Stage(String clientName, String baseUrl) {
    this.clientName = clientName;
    this.client = Clients.named(clientName);
    this.baseUrl = baseUrl;
    this.scenarios = Scenarios.of(client.traits());
  }

  Map<String, Scenario> scenarios() {
    return scenarios;
  }

  Set<Trait> traits() {
    return client.traits();
  }

  /** Plays one; gives what the application saw. */
  String play(String name, Scenario scenario) {
    Facts facts = new Facts(name, URI.create(baseUrl).getAuthority());
    String lastId = null;
    for (String query : scenario.queries()) {
      lastId = read(facts, name, scenario, query, lastId);
    }
    facts.say("over");
    return facts.text();
  }

  private @Nullable String read(
      Facts facts, String name, Scenario scenario, String query, @Nullable String lastId) {
    String stream = baseUrl + "/stream?client=" + clientName + "&scenario=";
    String url = stream + name + "&" + query;
    URI inner = query.endsWith("&calls") ? URI.create(stream + "inner&type=json&n=1") : null;
    Reading reading =
        new Reading(facts, scenario.stop(), client.traits().contains(Trait.PUSHES), inner);
    try {
      client.read(new Ask(url, lastId, Duration.ofMillis(scenario.timeoutMs())), reading);
    } catch (Throwable failure) {
      reading.failed(failure);
    }
    reading.sumUp(name.equals("paced"));
    return reading.lastId();
  }
}
