/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import ai.z.openapi.ZhipuAiClient;
import ai.z.openapi.service.embedding.EmbeddingCreateParams;
import ai.z.openapi.service.model.ChatCompletionCreateParams;
import ai.z.openapi.service.model.ChatCompletionResponse;
import ai.z.openapi.service.model.ChatMessage;
import ai.z.openapi.service.model.ChatMessageRole;
import java.util.List;
import org.reactivestreams.Publisher;

/** zai-sdk. */
final class ZaiSdk extends PublishingSdk {

  ZaiSdk() {
    super("zhipu-chat", "zhipu-embeddings", Way.Kind.STREAM);
  }

  @Override
  public boolean triesAgain() {
    return false;
  }

  private static ZhipuAiClient client(Access access) {
    return ZhipuAiClient.builder()
        .apiKey("test.secret")
        .baseUrl(access.baseUrlWithKnobs() + "/api/paas/v4/")
        .build();
  }

  private static ChatCompletionResponse ask(Access access, boolean stream) {
    return client(access)
        .chat()
        .createChatCompletion(
            ChatCompletionCreateParams.builder()
                .model(access.model())
                .messages(
                    List.of(
                        ChatMessage.builder()
                            .role(ChatMessageRole.USER.value())
                            .content(access.question())
                            .build()))
                .stream(stream)
                .build());
  }

  @Override
  Object chat(Access access) {
    return ask(access, false);
  }

  /** It is one of RxJava 2 or 3. */
  @Override
  Publisher<?> stream(Access access) throws ReflectiveOperationException {
    Object stream = ChatCompletionResponse.class.getMethod("getFlowable").invoke(ask(access, true));
    return (Publisher<?>) stream;
  }

  @Override
  Object embed(Access access) {
    return client(access)
        .embeddings()
        .createEmbeddings(
            EmbeddingCreateParams.builder().model(access.model()).input(Access.QUESTION).build());
  }
}
