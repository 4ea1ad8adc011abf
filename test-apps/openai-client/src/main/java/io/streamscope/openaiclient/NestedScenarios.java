/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Calls made inside of others, after others, instead of others; and answers read otherwise. */
final class NestedScenarios {

  private static final int PATIENCE_SECONDS = 30;

  private NestedScenarios() {}

  /** A tool's follow-up: while the answer streams, its handler asks and waits. */
  static void callInCallback(Scene scene) throws Exception {
    AsyncStreamResponse<ChatCompletionChunk> response =
        scene.asyncChat().createStreaming(scene.askWithUsage("chunks", "4"));
    AtomicInteger chunks = new AtomicInteger();
    CompletableFuture<Void> over = new CompletableFuture<>();
    response.subscribe(
        new AsyncStreamResponse.Handler<ChatCompletionChunk>() {
          @Override
          public void onNext(ChatCompletionChunk chunk) {
            scene.say("onNext " + Texts.of(chunk));
            if (chunks.incrementAndGet() == 2) {
              scene.answer(scene.chat().create(scene.ask()));
            }
          }

          @Override
          public void onComplete(Optional<Throwable> error) {
            scene.say("onComplete " + error.map(Scene::describe).orElse("without error"));
            over.complete(null);
          }
        });
    over.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** A guard: while the answer streams, a task that its handler has started asks. */
  static void callInTask(Scene scene) throws Exception {
    CompletableFuture<CompletableFuture<ChatCompletion>> task = new CompletableFuture<>();
    AsyncStreamResponse<ChatCompletionChunk> response =
        scene
            .asyncChat()
            .createStreaming(scene.askWithUsage("chunks", "4", "gap-at", "2", "gap-ms", "200"));
    response
        .subscribe(
            chunk -> {
              if (!task.isDone()) {
                task.complete(CompletableFuture.supplyAsync(() -> answer(scene)));
              }
            })
        .onCompleteFuture()
        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    scene.answer(task.join().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private static ChatCompletion answer(Scene scene) {
    return scene.chat().create(scene.ask());
  }

  /** One answer leads to the next question. */
  static void thenCompose(Scene scene) throws Exception {
    CompletableFuture<ChatCompletion> second =
        scene
            .asyncChat()
            .create(scene.ask())
            .thenCompose(
                first -> {
                  scene.answer(first);
                  return scene.asyncChat().create(scene.ask());
                });
    scene.answer(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** Another question after the first one has failed. */
  static void fallback(Scene scene) throws Exception {
    CompletableFuture<ChatCompletion> second =
        scene
            .asyncChat()
            .create(scene.ask("error-status", "500"))
            .handle(
                (first, failure) -> {
                  scene.saw("failed", failure);
                  return scene.asyncChat().create(scene.ask());
                })
            .thenCompose(answer -> answer);
    scene.answer(second.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** The client tries again by itself, from a thread of its own. */
  static void retry(Scene scene) throws Exception {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(scene.baseUrl())
            .apiKey("sk-test")
            .maxRetries(1)
            .build();
    try {
      client
          .async()
          .chat()
          .completions()
          .create(scene.ask("error-status", "503"))
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      scene.saw("failed", failure);
    } finally {
      client.close();
    }
  }

  /** Nobody wants to know any more. */
  static void cancelledFuture(Scene scene) {
    CompletableFuture<HttpResponseFor<ChatCompletion>> future =
        scene.asyncChat().withRawResponse().create(scene.ask("headers-delay", "300"));
    scene.say("cancelled " + future.cancel(true));
    scene.say("future cancelled " + future.isCancelled());
  }

  /** Elements go to several threads, as far as the client lets them. */
  static void parallel(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage("chunks", "40"))) {
      long hash = response.stream().parallel().mapToLong(chunk -> Texts.of(chunk).hashCode()).sum();
      scene.say("hash " + hash);
    }
  }

  /** Shares the elements out, as far as the client lets it. */
  static void split(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage("chunks", "40"))) {
      Spliterator<ChatCompletionChunk> rest = response.stream().parallel().spliterator();
      Spliterator<ChatCompletionChunk> part = rest.trySplit();
      AtomicLong hash = new AtomicLong();
      if (part != null) {
        part.forEachRemaining(chunk -> hash.addAndGet(Texts.of(chunk).hashCode()));
      }
      scene.say("part " + (part == null ? "none" : hash));
      rest.forEachRemaining(chunk -> hash.addAndGet(Texts.of(chunk).hashCode()));
      scene.say("hash " + hash);
    }
  }

  /** Reads the events itself, and stops at the mark that ends them. */
  static void rawBodyDone(Scene scene) throws Exception {
    readLines(scene, "[DONE]", "chunks", "3");
  }

  /** Reads the events itself, also the one in which the provider says that it has failed. */
  static void rawBodyError(Scene scene) throws Exception {
    readLines(scene, "\"error\"", "error-after", "3");
  }

  private static void readLines(Scene scene, String last, String... knobs) throws Exception {
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
            scene.chat().withRawResponse().createStreaming(scene.askWithUsage(knobs));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(raw.body(), StandardCharsets.UTF_8))) {
      String line = "";
      while (line != null && !line.contains(last)) {
        line = lines.readLine();
        scene.say("line " + String.valueOf(line).replaceAll("\"(id|created)\":\"?[\\w-]+\"?,", ""));
      }
    }
  }
}
