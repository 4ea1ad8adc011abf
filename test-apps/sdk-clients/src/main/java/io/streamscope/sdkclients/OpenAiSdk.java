/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionCreateParams;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.moderations.ModerationCreateParams;
import com.openai.models.responses.ResponseCreateParams;
import java.util.List;
import java.util.Optional;

/** openai-java. */
final class OpenAiSdk implements Sdk {

  @Override
  public boolean triesAgain() {
    return true;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("chat-completions", Way.Kind.DOCUMENT, with(OpenAiSdk::chat)),
        new Way("chat-completions-stream", Way.Kind.STREAM, with(OpenAiSdk::chatInEvents)),
        new Way("chat-completions-async", Way.Kind.DOCUMENT, with(OpenAiSdk::chatAsync)),
        new Way(
            "chat-completions-async-stream", Way.Kind.STREAM, with(OpenAiSdk::chatAsyncInEvents)),
        way("chat-completions-tools", Way.Kind.DOCUMENT, Way.Operation.TOOLS, OpenAiSdk::chat),
        way(
            "chat-completions-tools-stream",
            Way.Kind.STREAM,
            Way.Operation.TOOLS,
            OpenAiSdk::chatInEvents),
        way("chat-completions-mocked", Way.Kind.DOCUMENT, Way.Operation.MOCKED, OpenAiSdk::mocked),
        way(
            "chat-completions-proxied",
            Way.Kind.DOCUMENT,
            Way.Operation.PROXIED,
            OpenAiSdk::proxied),
        new Way("responses", Way.Kind.DOCUMENT, with(OpenAiSdk::respond)),
        new Way("responses-stream", Way.Kind.STREAM, with(OpenAiSdk::respondInEvents)),
        new Way("responses-async", Way.Kind.DOCUMENT, with(OpenAiSdk::respondAsync)),
        new Way("responses-async-stream", Way.Kind.STREAM, with(OpenAiSdk::respondAsyncInEvents)),
        way("responses-tools", Way.Kind.DOCUMENT, Way.Operation.TOOLS, OpenAiSdk::respond),
        new Way("completions", Way.Kind.DOCUMENT, with(OpenAiSdk::complete)),
        new Way("completions-stream", Way.Kind.STREAM, with(OpenAiSdk::completeInEvents)),
        new Way("embeddings", Way.Kind.VECTORS, with(OpenAiSdk::embed)),
        new Way("embeddings-async", Way.Kind.VECTORS, with(OpenAiSdk::embedAsync)),
        new Way("moderations", Way.Kind.DOCUMENT, with(OpenAiSdk::moderate)),
        new Way("images", Way.Kind.DOCUMENT, with(OpenAiSdk::draw)));
  }

  private static Way way(String name, Way.Kind kind, Way.Operation operation, Use use) {
    return new Way(name, kind, operation, with(use));
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

  private static ChatCompletionCreateParams.Builder message(Access access) {
    return ChatCompletionCreateParams.builder()
        .model(access.model())
        .addUserMessage(access.question());
  }

  private static void chat(OpenAIClient client, Access access, Scene scene) {
    scene.answer(client.chat().completions().create(message(access).build()));
  }

  private static ChatCompletionCreateParams messageWithUsage(Access access) {
    return message(access)
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .build();
  }

  private static void chatInEvents(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    read(client.chat().completions().createStreaming(messageWithUsage(access)), scene);
  }

  private static void read(StreamResponse<?> response, Scene scene) throws Exception {
    scene.read(response, () -> response.stream().iterator());
  }

  private static void chatAsync(OpenAIClient client, Access access, Scene scene) throws Exception {
    scene.answer(
        access, asked -> client.async().chat().completions().create(message(asked).build()));
  }

  private static void chatAsyncInEvents(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    subscribe(client.async().chat().completions().createStreaming(messageWithUsage(access)), scene);
  }

  /** As in a test of an application. */
  private static void mocked(OpenAIClient client, Access access, Scene scene) {
    ChatCompletion canned =
        ChatCompletion.builder()
            .id("canned")
            .choices(List.of())
            .created(0)
            .model(access.model())
            .build();
    chat(Proxies.answering(OpenAIClient.class, canned), access, scene);
  }

  /** As a framework may do it. */
  private static void proxied(OpenAIClient client, Access access, Scene scene) {
    chat(Proxies.delegating(OpenAIClient.class, client), access, scene);
  }

  private static ResponseCreateParams question(Access access) {
    return ResponseCreateParams.builder().model(access.model()).input(access.question()).build();
  }

  private static EmbeddingCreateParams text(Access access) {
    return EmbeddingCreateParams.builder().model(access.model()).input(access.question()).build();
  }

  private static void respond(OpenAIClient client, Access access, Scene scene) {
    scene.answer(client.responses().create(question(access)));
  }

  private static void respondInEvents(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    read(client.responses().createStreaming(question(access)), scene);
  }

  private static void respondAsync(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    scene.answer(access, asked -> client.async().responses().create(question(asked)));
  }

  private static void respondAsyncInEvents(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    subscribe(client.async().responses().createStreaming(question(access)), scene);
  }

  private static <T> void subscribe(AsyncStreamResponse<T> response, Scene scene) throws Exception {
    Subscriber subscriber = new Subscriber(scene, response::close);
    response.subscribe(
        new AsyncStreamResponse.Handler<T>() {
          @Override
          public void onNext(T chunk) {
            subscriber.next(chunk);
          }

          @Override
          public void onComplete(Optional<Throwable> error) {
            subscriber.completed(error);
          }
        });
    subscriber.awaitEnd();
  }

  private static void complete(OpenAIClient client, Access access, Scene scene) {
    scene.answer(
        client
            .completions()
            .create(
                CompletionCreateParams.builder()
                    .model(access.model())
                    .prompt(access.question())
                    .build()));
  }

  private static void completeInEvents(OpenAIClient client, Access access, Scene scene)
      throws Exception {
    CompletionCreateParams question =
        CompletionCreateParams.builder()
            .model(access.model())
            .prompt(access.question())
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    read(client.completions().createStreaming(question), scene);
  }

  private static void embed(OpenAIClient client, Access access, Scene scene) {
    scene.answer(client.embeddings().create(text(access)));
  }

  private static void embedAsync(OpenAIClient client, Access access, Scene scene) throws Exception {
    scene.answer(access, asked -> client.async().embeddings().create(text(asked)));
  }

  private static void moderate(OpenAIClient client, Access access, Scene scene) {
    scene.answer(
        client
            .moderations()
            .create(
                ModerationCreateParams.builder()
                    .model(access.model())
                    .input(access.question())
                    .build()));
  }

  private static void draw(OpenAIClient client, Access access, Scene scene) {
    scene.answer(
        client
            .images()
            .generate(
                ImageGenerateParams.builder()
                    .model(access.model())
                    .prompt(access.question())
                    .build()));
  }

  /** What is done with a client. */
  @FunctionalInterface
  private interface Use {
    void ask(OpenAIClient client, Access access, Scene scene) throws Exception;
  }
}
