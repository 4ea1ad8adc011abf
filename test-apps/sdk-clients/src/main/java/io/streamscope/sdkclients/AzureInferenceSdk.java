/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.azure.ai.inference.ChatCompletionsClientBuilder;
import com.azure.ai.inference.EmbeddingsClientBuilder;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatRequestMessage;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import java.util.List;

/** azure-ai-inference. */
final class AzureInferenceSdk implements Sdk {

  /** Since it is there, the SDK makes a span of each chat. */
  private static final String TRACER = "com.azure.ai.inference.ChatCompletionClientTracer";

  @Override
  public boolean triesAgain() {
    return true;
  }

  @Override
  public boolean allows(Fault fault, Way way) {
    return AzureClients.allow(fault);
  }

  @Override
  public List<Way> ways() {
    String chat = Sdks.isThere(TRACER) ? "inference-traced-chat" : "inference-chat";
    return List.of(
        new Way(chat, Way.Kind.DOCUMENT, AzureInferenceSdk::chat),
        new Way(chat + "-stream", Way.Kind.STREAM, AzureInferenceSdk::stream),
        new Way(chat + "-async", Way.Kind.DOCUMENT, AzureInferenceSdk::chatAsync),
        new Way(chat + "-async-stream", Way.Kind.STREAM, AzureInferenceSdk::streamAsync),
        new Way("inference-embeddings", Way.Kind.VECTORS, AzureInferenceSdk::embed),
        new Way("inference-embeddings-async", Way.Kind.VECTORS, AzureInferenceSdk::embedAsync));
  }

  /** On Azure, models of all makers are below this path. */
  private static String endpoint(Access access) {
    return access.baseUrl() + "/models";
  }

  private static ChatCompletionsClientBuilder chats(Access access) {
    return new ChatCompletionsClientBuilder()
        .endpoint(endpoint(access))
        .clientOptions(AzureClients.options(access))
        .retryOptions(AzureClients.tryAgainOnce());
  }

  private static EmbeddingsClientBuilder embeddings(Access access) {
    return new EmbeddingsClientBuilder()
        .endpoint(endpoint(access))
        .clientOptions(AzureClients.options(access))
        .retryOptions(AzureClients.tryAgainOnce());
  }

  private static ChatCompletionsOptions question(Access access) {
    List<ChatRequestMessage> messages = List.of(new ChatRequestUserMessage(access.question()));
    return new ChatCompletionsOptions(messages).setModel(access.model());
  }

  private static void chat(Access access, Scene scene) {
    AzureClients.answer(chats(access).buildClient().complete(question(access)), scene);
  }

  private static void stream(Access access, Scene scene) throws Exception {
    AzureClients.read(chats(access).buildClient().completeStream(question(access)), scene);
  }

  private static void chatAsync(Access access, Scene scene) throws Exception {
    AzureClients.answer(
        access, asked -> chats(asked).buildAsyncClient().complete(question(asked)), scene);
  }

  private static void streamAsync(Access access, Scene scene) throws Exception {
    AzureClients.read(chats(access).buildAsyncClient().completeStream(question(access)), scene);
  }

  private static void embed(Access access, Scene scene) {
    AzureClients.answer(
        embeddings(access)
            .buildClient()
            .embed(List.of(Access.QUESTION), null, null, null, access.model(), null),
        scene);
  }

  private static void embedAsync(Access access, Scene scene) throws Exception {
    AzureClients.answer(
        access,
        asked ->
            embeddings(asked)
                .buildAsyncClient()
                .embed(List.of(asked.question()), null, null, null, asked.model(), null),
        scene);
  }
}
