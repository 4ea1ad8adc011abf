/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;

/** Answers that are read to their end. */
final class StreamScenarios {

  private StreamScenarios() {}

  static void stream(Scene scene) {
    scene.readAll(scene.chat().createStreaming(scene.askWithUsage()));
  }

  static void withoutUsage(Scene scene) {
    scene.readAll(scene.chat().createStreaming(scene.ask()));
  }

  /** Reads to the end, with whatever the model server is to do. */
  static Scenario reading(String... knobs) {
    return scene -> scene.readAll(scene.chat().createStreaming(scene.askWithUsage(knobs)));
  }

  /** {@code withOptions} came after 2.0.0. */
  static void withOptions(Scene scene) throws ReflectiveOperationException {
    OpenAIClient client = scene.client();
    Consumer<ClientOptions.Builder> options = builder -> builder.putHeader("x-option", "set");
    for (Method method : OpenAIClient.class.getMethods()) {
      if (method.getName().equals("withOptions")) {
        client = (OpenAIClient) method.invoke(client, options);
        scene.say("withOptions");
      }
    }
    scene.readAll(client.chat().completions().createStreaming(scene.askWithUsage()));
  }

  static void rawParse(Scene scene) {
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
        scene.chat().withRawResponse().createStreaming(scene.askWithUsage())) {
      scene.say("status " + raw.statusCode() + ", type " + raw.headers().values("content-type"));
      scene.say("request id " + raw.requestId().isPresent());
      scene.readAll(raw.parse());
    }
  }

  static void rawBody(Scene scene) throws Exception {
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
            scene
                .chat()
                .withRawResponse()
                .createStreaming(scene.askWithUsage("chunks", "5", "comments", "1"));
        InputStream body = raw.body();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // ids and times differ from call to call
        scene.say("line " + line.replaceAll("\"(id|created)\":\"?[\\w-]+\"?,", ""));
      }
    }
  }

  static void ownOptions(Scene scene) throws ReflectiveOperationException {
    OkHttpClient.Builder http = OkHttpClient.builder();
    for (Method method : OkHttpClient.Builder.class.getMethods()) {
      if (method.getName().equals("baseUrl")) {
        method.invoke(http, scene.baseUrl()); // 2.0.0 wants it here too
      }
    }
    OpenAIClient client =
        new OpenAIClientImpl(
            ClientOptions.builder()
                .httpClient(http.build())
                .baseUrl(scene.baseUrl())
                .apiKey("sk-test")
                .maxRetries(0)
                .build());
    scene.readAll(client.chat().completions().createStreaming(scene.askWithUsage()));
    client.close();
  }

  /** Two answers at a time, read in turns. */
  static void twoAtOnce(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> left =
            scene.chat().createStreaming(scene.askWithUsage("chunks", "4"));
        StreamResponse<ChatCompletionChunk> right =
            scene.chat().createStreaming(scene.askWithUsage("chunks", "6"))) {
      Iterator<ChatCompletionChunk> first = left.stream().iterator();
      Iterator<ChatCompletionChunk> second = right.stream().iterator();
      while (first.hasNext() || second.hasNext()) {
        if (first.hasNext()) {
          scene.say("left " + Texts.of(first.next()));
        }
        if (second.hasNext()) {
          scene.say("right " + Texts.of(second.next()));
        }
      }
    }
  }

  /** So many chunks that whatever grows with them shows. */
  static void many(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage("chunks", "20000"))) {
      int[] seen = new int[2];
      response.stream()
          .forEach(
              chunk -> {
                seen[0]++;
                seen[1] = 31 * seen[1] + Texts.of(chunk).hashCode();
              });
      scene.say("elements " + seen[0] + ", hash " + seen[1]);
    }
  }

  static void blocking(Scene scene) {
    scene.answer(
        scene
            .chat()
            .create(
                scene
                    .question()
                    .temperature(0.5)
                    .topP(0.9)
                    .seed(7)
                    .maxCompletionTokens(100)
                    .stop("END")
                    .build()));
  }

  /** Asks and waits for the answer in one piece. */
  static Scenario answering(String... knobs) {
    return scene -> scene.answer(scene.chat().create(scene.ask(knobs)));
  }

  static void blockingRaw(Scene scene) {
    try (HttpResponseFor<ChatCompletion> raw = scene.chat().withRawResponse().create(scene.ask())) {
      scene.say("status " + raw.statusCode());
      scene.answer(raw.parse());
    }
  }

  static void blockingRawBody(Scene scene) throws Exception {
    try (HttpResponseFor<ChatCompletion> raw = scene.chat().withRawResponse().create(scene.ask())) {
      String body = new String(raw.body().readAllBytes(), StandardCharsets.UTF_8);
      scene.say("body " + body.replaceAll("\"(id|created)\":\"?[\\w-]+\"?,", ""));
    }
  }

  static void blockingRawBodyLong(Scene scene) throws Exception {
    try (HttpResponseFor<ChatCompletion> raw =
        scene.chat().withRawResponse().create(scene.ask("chunks", "300000"))) {
      String body = new String(raw.body().readAllBytes(), StandardCharsets.UTF_8);
      String stable = body.replaceAll("\"(id|created)\":\"?[\\w-]+\"?,", "");
      scene.say("body of " + stable.length() + " chars, hash " + stable.hashCode());
    }
  }
}
