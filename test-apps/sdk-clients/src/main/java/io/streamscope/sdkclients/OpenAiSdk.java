/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** openai-java, but for chats, which are asked elsewhere. */
final class OpenAiSdk implements Sdk {

  @Override
  public boolean triesAgain() {
    return true;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("responses", Way.Kind.DOCUMENT, with(OpenAiSdk::respond)),
        new Way("responses-stream", Way.Kind.STREAM, with(OpenAiSdk::respondInEvents)),
        new Way("responses-async-stream", Way.Kind.STREAM, with(OpenAiSdk::respondAsync)),
        new Way("completions", Way.Kind.DOCUMENT, with(OpenAiSdk::complete)),
        new Way("completions-stream", Way.Kind.STREAM, with(OpenAiSdk::completeInEvents)),
        new Way("embeddings", Way.Kind.VECTORS, with(OpenAiSdk::embed)),
        new Way("embeddings-async", Way.Kind.VECTORS, with(OpenAiSdk::embedAsync)),
        new Way("moderations", Way.Kind.DOCUMENT, with(OpenAiSdk::moderate)),
        new Way("images", Way.Kind.DOCUMENT, with(OpenAiSdk::draw)));
  }

  private static Asking with(Use use) {
    return (access, scene) -> {
      OpenAIOkHttpClient.Builder builder =
          OpenAIOkHttpClient.builder()
              .baseUrl(access.baseUrl() + "/v1")
              .apiKey("sk-test")
              .maxRetries(1);
      access.headers().forEach(builder::putHeader);
      OpenAIClient client = builder.build();
      try {
        use.ask(client, access, scene);
      } finally {
        client.close();
      }
    };
  }

  private static ResponseCreateParams question(Access access) {
    return ResponseCreateParams.builder().model(access.model()).input(Access.QUESTION).build();
  }

  private static EmbeddingCreateParams text(Access access) {
    return EmbeddingCreateParams.builder().model(access.model()).input(Access.QUESTION).build();
  }

  private static void respond(OpenAIClient client, Access access, Scene scene) {
    scene.answer(client.responses().create(question(access)));
  }

  private static void respondInEvents(OpenAIClient client, Access access, Scene scene) {
    try (StreamResponse<?> response = client.responses().createStreaming(question(access))) {
      scene.read(response.stream().iterator());
    }
  }

  private static void respondAsync(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    subscribe(client.async().responses().createStreaming(question(access)), scene);
  }

  private static <T> void subscribe(AsyncStreamResponse<T> response, Scene scene) throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    response.subscribe(
        new AsyncStreamResponse.Handler<T>() {
          @Override
          public void onNext(T chunk) {
            if (!scene.chunk(chunk)) {
              response.close();
            }
          }

          @Override
          public void onComplete(Optional<Throwable> error) {
            if (!scene.hasEnough()) {
              error.ifPresent(scene::failed);
            }
            over.complete(null);
          }
        });
    over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void complete(OpenAIClient client, Access access, Scene scene) {
    scene.answer(
        client
            .completions()
            .create(
                CompletionCreateParams.builder()
                    .model(access.model())
                    .prompt(Access.QUESTION)
                    .build()));
  }

  private static void completeInEvents(OpenAIClient client, Access access, Scene scene) {
    CompletionCreateParams question =
        CompletionCreateParams.builder()
            .model(access.model())
            .prompt(Access.QUESTION)
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    try (StreamResponse<?> response = client.completions().createStreaming(question)) {
      scene.read(response.stream().iterator());
    }
  }

  private static void embed(OpenAIClient client, Access access, Scene scene) {
    scene.answer(client.embeddings().create(text(access)));
  }

  private static void embedAsync(OpenAIClient client, Access access, Scene scene) throws Exception {
    scene.answer(client.async().embeddings().create(text(access)));
  }

  private static void moderate(OpenAIClient client, Access access, Scene scene) {
    scene.answer(
        client
            .moderations()
            .create(
                ModerationCreateParams.builder()
                    .model(access.model())
                    .input(Access.QUESTION)
                    .build()));
  }

  private static void draw(OpenAIClient client, Access access, Scene scene) {
    scene.answer(
        client
            .images()
            .generate(
                ImageGenerateParams.builder()
                    .model(access.model())
                    .prompt(Access.QUESTION)
                    .build()));
  }

  /** What is done with a client. */
  @FunctionalInterface
  private interface Use {
    void ask(OpenAIClient client, Access access, Scene scene) throws Exception;
  }
}
