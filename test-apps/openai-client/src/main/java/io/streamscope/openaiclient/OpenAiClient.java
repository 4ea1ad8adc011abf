/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs scenarios one after the other and prints what an application sees of each: one line per
 * fact, prefixed by the scenario's name, which is also the name of the model that it asks for. The
 * first line names all that it plays.
 */
public final class OpenAiClient {

  private OpenAiClient() {}

  /** Takes the base URL of the model server and the scenarios to run; all if none is named. */
  public static void main(String[] arguments) {
    Threads.remember();
    String baseUrl = arguments[0];
    Map<String, Scenario> all = Scenarios.all();
    List<String> names = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
    if (names.isEmpty()) {
      names.addAll(all.keySet());
    }
    System.out.println("[scenarios] " + String.join(" ", names));
    runAll(all, names, baseUrl);
    System.out.println("[threads] left " + Threads.left());
    System.out.println("[done]");
    System.exit(0); // the threads of the HTTP client stay for a minute
  }

  private static void runAll(Map<String, Scenario> all, List<String> names, String baseUrl) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey("sk-test").maxRetries(0).build();
    warmUp(client, baseUrl);
    for (String name : names) {
      Scenario scenario = all.get(name);
      if (scenario == null) {
        throw new IllegalArgumentException("no such scenario: " + name);
      }
      run(scenario, new Scene(name, client, baseUrl));
    }
    client.close();
  }

  private static void run(Scenario scenario, Scene scene) {
    try {
      scenario.run(scene);
    } catch (Throwable failure) {
      scene.saw("threw", failure);
    }
    scene.say("threads " + Threads.kinds());
    scene.say("over");
  }

  /** Loads the classes of both clients, so that no scenario waits for them. */
  private static void warmUp(OpenAIClient client, String baseUrl) {
    Scene scene = new Scene("warm-up", client, baseUrl);
    run(StreamScenarios::stream, scene);
    run(AsyncScenarios::stream, scene);
  }
}
