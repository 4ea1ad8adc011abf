/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;

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
        way("messages-tools", Way.Kind.DOCUMENT, Way.Operation.TOOLS, AnthropicSdk::create),
        way("messages-tools-stream", Way.Kind.STREAM, Way.Operation.TOOLS, AnthropicSdk::stream),
        way("messages-mocked", Way.Kind.DOCUMENT, Way.Operation.MOCKED, AnthropicSdk::mocked),
        way("messages-proxied", Way.Kind.DOCUMENT, Way.Operation.PROXIED, AnthropicSdk::proxied),
        new Way("beta-messages", Way.Kind.DOCUMENT, with(AnthropicSdk::createBeta)),
        new Way("beta-messages-stream", Way.Kind.STREAM, with(AnthropicSdk::streamBeta)));
  }

  private static Way way(String name, Way.Kind kind, Way.Operation operation, Use use) {
    return new Way(name, kind, operation, with(use));
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
        .addUserMessage(access.question())
        .build();
  }

  private static com.anthropic.models.beta.messages.MessageCreateParams betaQuestion(
      Access access) {
    return com.anthropic.models.beta.messages.MessageCreateParams.builder()
        .model(access.model())
        .maxTokens(MAX_TOKENS)
        .addUserMessage(access.question())
        .build();
  }

  private static void create(AnthropicClient client, Access access, Scene scene) {
    scene.answer(client.messages().create(question(access)));
  }

  /** As in a test of an application. */
  private static void mocked(AnthropicClient client, Access access, Scene scene)
      throws JsonProcessingException {
    Message canned =
        ObjectMappers.jsonMapper().readValue("{\"id\":\"canned\",\"content\":[]}", Message.class);
    create(Proxies.answering(AnthropicClient.class, canned), access, scene);
  }

  /** As a framework may do it. */
  private static void proxied(AnthropicClient client, Access access, Scene scene) {
    create(Proxies.delegating(AnthropicClient.class, client), access, scene);
  }

  private static void stream(AnthropicClient client, Access access, Scene scene) throws Exception {
    read(client.messages().createStreaming(question(access)), scene);
  }

  private static void read(StreamResponse<?> response, Scene scene) throws Exception {
    scene.read(response, () -> response.stream().iterator());
  }

  private static void createAsync(AnthropicClient client, Access access, Scene scene)
      throws Exception {
    scene.answer(access, asked -> client.async().messages().create(question(asked)));
  }

  private static void streamAsync(AnthropicClient client, Access access, Scene scene)
      throws Exception {
    subscribe(client.async().messages().createStreaming(question(access)), scene);
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

  private static void createBeta(AnthropicClient client, Access access, Scene scene) {
    scene.answer(client.beta().messages().create(betaQuestion(access)));
  }

  private static void streamBeta(AnthropicClient client, Access access, Scene scene)
      throws Exception {
    read(client.beta().messages().createStreaming(betaQuestion(access)), scene);
  }

  /** What is done with a client. */
  @FunctionalInterface
  private interface Use {
    void ask(AnthropicClient client, Access access, Scene scene) throws Exception;
  }
}
