/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.volcengine.ark.runtime.model.completion.chat.ChatCompletionRequest;
import com.volcengine.ark.runtime.model.completion.chat.ChatMessage;
import com.volcengine.ark.runtime.model.completion.chat.ChatMessageRole;
import com.volcengine.ark.runtime.model.embeddings.EmbeddingRequest;
import com.volcengine.ark.runtime.service.ArkService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;

/** volcengine-java-sdk-ark-runtime. */
final class ArkSdk extends PublishingSdk {

  ArkSdk() {
    super("ark-chat", "ark-embeddings", Way.Kind.STREAM);
  }

  @Override
  public boolean triesAgain() {
    return true;
  }

  /** It waits between attempts as it likes, whatever the server says. */
  @Override
  public boolean allows(Fault fault, Way way) {
    return fault != Fault.RETRY_AFTER && super.allows(fault, way);
  }

  private static ArkService service(Access access) {
    return ArkService.builder()
        .apiKey("test")
        .baseUrl(access.baseUrl() + "/api/v3/")
        .retryTimes(1)
        .build();
  }

  /** It makes up a name for each request that has none. */
  private static Map<String, String> headers(Access access) {
    Map<String, String> headers = new LinkedHashMap<>(access.headers());
    headers.put("X-Client-Request-Id", access.model());
    return headers;
  }

  private static ChatCompletionRequest question(Access access) {
    return ChatCompletionRequest.builder()
        .model(access.model())
        .messages(
            List.of(
                ChatMessage.builder()
                    .role(ChatMessageRole.USER)
                    .content(access.question())
                    .build()))
        .streamOptions(ChatCompletionRequest.ChatCompletionRequestStreamOptions.of(true))
        .build();
  }

  @Override
  Object chat(Access access) {
    ChatCompletionRequest question = question(access);
    question.setStreamOptions(null);
    return service(access).createChatCompletion(question, headers(access));
  }

  @Override
  Publisher<?> stream(Access access) {
    return service(access).streamChatCompletion(question(access), headers(access));
  }

  @Override
  Object embed(Access access) {
    EmbeddingRequest text =
        EmbeddingRequest.builder().model(access.model()).input(List.of(Access.QUESTION)).build();
    return service(access).createEmbeddings(text, headers(access));
  }
}
