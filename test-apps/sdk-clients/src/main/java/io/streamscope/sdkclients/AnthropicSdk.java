/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.MessageCreateParams;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** anthropic-java. */
final class AnthropicSdk implements Sdk {

  private static final long MAX_TOKENS = 100;

  @Override
  public boolean triesAgain() {
    return true;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("messages", Way.Kind.DOCUMENT, with(AnthropicSdk::create)),
        new Way("messages-stream", Way.Kind.STREAM, with(AnthropicSdk::stream)),
        new Way("messages-async", Way.Kind.DOCUMENT, with(AnthropicSdk::createAsync)),
        new Way("messages-async-stream", Way.Kind.STREAM, with(AnthropicSdk::streamAsync)),
        new Way("beta-messages", Way.Kind.DOCUMENT, with(AnthropicSdk::createBeta)),
        new Way("beta-messages-stream", Way.Kind.STREAM, with(AnthropicSdk::streamBeta)));
  }

  private static Asking with(Use use) {
    return (access, scene) -> {
      AnthropicOkHttpClient.Builder builder =
          AnthropicOkHttpClient.builder()
              .baseUrl(access.baseUrl())
              .apiKey("sk-ant-test")
              .maxRetries(1);
      access.headers().forEach(builder::putHeader);
      AnthropicClient client = builder.build();
      try {
        use.ask(client, access, scene);
      } finally {
        client.close();
      }
    };
  }

  private static MessageCreateParams question(Access access) {
    return MessageCreateParams.builder()
        .model(access.model())
        .maxTokens(MAX_TOKENS)
        .addUserMessage(Access.QUESTION)
        .build();
  }

  private static com.anthropic.models.beta.messages.MessageCreateParams betaQuestion(
      Access access) {
    return com.anthropic.models.beta.messages.MessageCreateParams.builder()
        .model(access.model())
        .maxTokens(MAX_TOKENS)
        .addUserMessage(Access.QUESTION)
        .build();
  }

  private static void create(AnthropicClient client, Access access, Scene scene) {
    scene.answer(client.messages().create(question(access)));
  }

  private static void stream(AnthropicClient client, Access access, Scene scene) {
    try (StreamResponse<?> response = client.messages().createStreaming(question(access))) {
      scene.read(response.stream().iterator());
    }
  }

  private static void createAsync(AnthropicClient client, Access access, Scene scene)
      throws Exception {
    scene.answer(client.async().messages().create(question(access)));
  }

  private static void streamAsync(AnthropicClient client, Access access, Scene scene)
      throws Exception {
    subscribe(client.async().messages().createStreaming(question(access)), scene);
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

  private static void createBeta(AnthropicClient client, Access access, Scene scene) {
    scene.answer(client.beta().messages().create(betaQuestion(access)));
  }

  private static void streamBeta(AnthropicClient client, Access access, Scene scene) {
    try (StreamResponse<?> response =
        client.beta().messages().createStreaming(betaQuestion(access))) {
      scene.read(response.stream().iterator());
    }
  }

  /** What is done with a client. */
  @FunctionalInterface
  private interface Use {
    void ask(AnthropicClient client, Access access, Scene scene) throws Exception;
  }
}
