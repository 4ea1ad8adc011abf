/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestMessage;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.EmbeddingsOptions;
import com.azure.core.util.IterableStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import reactor.core.publisher.Flux;

/** azure-ai-openai: a deployment is asked, which the scenario names. */
final class AzureOpenAiSdk implements Sdk {

  private static final String STREAM_OPTIONS =
      "com.azure.ai.openai.models.ChatCompletionStreamOptions";

  @Override
  public boolean triesAgain() {
    return true;
  }

  /** Early versions come with an Azure Core that waits as it likes, whatever the server says. */
  @Override
  public boolean allows(Fault fault, Way way) {
    boolean waits = fault != Fault.RETRY_AFTER || Sdks.isThere(STREAM_OPTIONS);
    return waits && AzureClients.allow(fault);
  }

  @Override
  public List<Way> ways() {
    String streamed = Sdks.isThere(STREAM_OPTIONS) ? "azure-chat" : "azure-chat-uncounted";
    return List.of(
        new Way("azure-chat", Way.Kind.DOCUMENT, with(AzureOpenAiSdk::chat)),
        new Way(streamed + "-stream", Way.Kind.STREAM, with(AzureOpenAiSdk::stream)),
        new Way("azure-chat-async", Way.Kind.DOCUMENT, with(AzureOpenAiSdk::chatAsync)),
        new Way(streamed + "-async-stream", Way.Kind.STREAM, with(AzureOpenAiSdk::streamAsync)),
        new Way("azure-tool", Way.Kind.DOCUMENT, callingATool(with(AzureOpenAiSdk::chat))),
        new Way("azure-embeddings", Way.Kind.VECTORS, with(AzureOpenAiSdk::embed)),
        new Way("azure-embeddings-async", Way.Kind.VECTORS, with(AzureOpenAiSdk::embedAsync)));
  }

  private static Asking with(Use use) {
    return (access, scene) ->
        use.ask(
            new OpenAIClientBuilder()
                .endpoint(access.baseUrl())
                .clientOptions(AzureClients.options(access))
                .retryOptions(AzureClients.tryAgainOnce()),
            access,
            scene);
  }

  private static Asking callingATool(Asking asking) {
    return (access, scene) -> asking.ask(access.with("x-fake-tool-call", "true"), scene);
  }

  private static ChatCompletionsOptions question(Access access) {
    List<ChatRequestMessage> messages = List.of(new ChatRequestUserMessage(access.question()));
    return new ChatCompletionsOptions(messages);
  }

  /** Usage of a stream is told on request only, which later versions have an argument for. */
  private static Object inPieces(Object client, Access access) throws Throwable {
    Class<?> type = Class.forName(STREAM_OPTIONS);
    Object options = type.getConstructor().newInstance();
    type.getMethod("setIncludeUsage", Boolean.class).invoke(options, true);
    try {
      return client
          .getClass()
          .getMethod("getChatCompletionsStream", String.class, ChatCompletionsOptions.class, type)
          .invoke(client, access.model(), question(access), options);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private static EmbeddingsOptions text() {
    return new EmbeddingsOptions(List.of(Access.QUESTION));
  }

  private static void chat(OpenAIClientBuilder builder, Access access, Scene scene) {
    AzureClients.answer(
        builder.buildClient().getChatCompletions(access.model(), question(access)), scene);
  }

  private static void stream(OpenAIClientBuilder builder, Access access, Scene scene)
      throws Throwable {
    OpenAIClient client = builder.buildClient();
    IterableStream<?> pieces =
        Sdks.isThere(STREAM_OPTIONS)
            ? (IterableStream<?>) inPieces(client, access)
            : client.getChatCompletionsStream(access.model(), question(access));
    AzureClients.read(pieces, scene);
  }

  private static void chatAsync(OpenAIClientBuilder builder, Access access, Scene scene)
      throws Exception {
    OpenAIAsyncClient client = builder.buildAsyncClient();
    AzureClients.answer(
        access, asked -> client.getChatCompletions(asked.model(), question(asked)), scene);
  }

  private static void streamAsync(OpenAIClientBuilder builder, Access access, Scene scene)
      throws Throwable {
    OpenAIAsyncClient client = builder.buildAsyncClient();
    Flux<?> pieces =
        Sdks.isThere(STREAM_OPTIONS)
            ? (Flux<?>) inPieces(client, access)
            : client.getChatCompletionsStream(access.model(), question(access));
    AzureClients.read(pieces, scene);
  }

  private static void embed(OpenAIClientBuilder builder, Access access, Scene scene) {
    AzureClients.answer(builder.buildClient().getEmbeddings(access.model(), text()), scene);
  }

  private static void embedAsync(OpenAIClientBuilder builder, Access access, Scene scene)
      throws Exception {
    OpenAIAsyncClient client = builder.buildAsyncClient();
    AzureClients.answer(access, asked -> client.getEmbeddings(asked.model(), text()), scene);
  }

  /** What is done with a client. */
  @FunctionalInterface
  private interface Use {
    void ask(OpenAIClientBuilder builder, Access access, Scene scene) throws Throwable;
  }
}
