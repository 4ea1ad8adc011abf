/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.zhipu.oapi.ClientV4;
import com.zhipu.oapi.Constants;
import com.zhipu.oapi.service.v4.embedding.EmbeddingRequest;
import com.zhipu.oapi.service.v4.model.ChatCompletionRequest;
import com.zhipu.oapi.service.v4.model.ChatMessage;
import com.zhipu.oapi.service.v4.model.ChatMessageRole;
import com.zhipu.oapi.service.v4.model.ModelApiResponse;
import java.util.List;
import org.reactivestreams.Publisher;

/** oapi-java-sdk, which zai-sdk came after. */
final class ZhipuSdk extends PublishingSdk {

  ZhipuSdk() {
    super("zhipu-chat", "zhipu-embeddings", Way.Kind.STREAM);
  }

  @Override
  public boolean triesAgain() {
    return false;
  }

  private static ClientV4 client(Access access) {
    return new ClientV4.Builder(access.baseUrlWithKnobs() + "/api/paas/v4/", "test.secret").build();
  }

  private static ModelApiResponse ask(Access access, boolean stream) {
    return client(access)
        .invokeModelApi(
            ChatCompletionRequest.builder()
                .model(access.model())
                .messages(List.of(new ChatMessage(ChatMessageRole.USER.value(), access.question())))
                .stream(stream)
                .invokeMethod(Constants.invokeMethod)
                .build());
  }

  @Override
  Object chat(Access access) {
    return ask(access, false);
  }

  @Override
  Publisher<?> stream(Access access) {
    return ask(access, true).getFlowable();
  }

  @Override
  Object embed(Access access) {
    return client(access)
        .invokeEmbeddingsApi(
            EmbeddingRequest.builder().model(access.model()).input(Access.QUESTION).build());
  }
}
