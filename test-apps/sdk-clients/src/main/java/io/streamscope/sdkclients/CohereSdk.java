/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.cohere.api.AsyncCohere;
import com.cohere.api.AsyncCohereBuilder;
import com.cohere.api.Cohere;
import com.cohere.api.CohereBuilder;
import com.cohere.api.resources.v2.requests.V2ChatRequest;
import com.cohere.api.resources.v2.requests.V2ChatStreamRequest;
import com.cohere.api.resources.v2.requests.V2EmbedRequest;
import com.cohere.api.resources.v2.requests.V2RerankRequest;
import com.cohere.api.types.ChatMessageV2;
import com.cohere.api.types.EmbedInputType;
import com.cohere.api.types.EmbeddingType;
import com.cohere.api.types.UserMessageV2;
import com.cohere.api.types.UserMessageV2Content;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** cohere-java, version 2 of the API. */
final class CohereSdk implements Sdk {

  private static final String TOKEN = "co-test";

  @Override
  public boolean triesAgain() {
    return true;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("cohere-chat", Way.Kind.DOCUMENT, CohereSdk::chat),
        new Way("cohere-chat-stream", Way.Kind.STREAM, CohereSdk::stream),
        new Way("cohere-chat-async", Way.Kind.DOCUMENT, CohereSdk::chatAsync),
        new Way("cohere-chat-async-stream", Way.Kind.STREAM, CohereSdk::streamAsync),
        new Way("cohere-tool", Way.Kind.DOCUMENT, CohereSdk::chatWithATool),
        new Way("cohere-embed", Way.Kind.VECTORS, CohereSdk::embed),
        new Way("cohere-rerank", Way.Kind.DOCUMENT, CohereSdk::rerank));
  }

  /** Its scanner looks at a line again with each piece of it: five megabytes take it minutes. */
  @Override
  public boolean allows(Fault fault, Way way) {
    return fault != Fault.BIG_EVENT;
  }

  private static Cohere client(Access access) {
    CohereBuilder builder = Cohere.builder().token(TOKEN).url(access.baseUrl()).maxRetries(1);
    access.headers().forEach(builder::addHeader);
    return builder.build();
  }

  private static AsyncCohere asyncClient(Access access) {
    AsyncCohereBuilder builder =
        AsyncCohere.builder().token(TOKEN).url(access.baseUrl()).maxRetries(1);
    access.headers().forEach(builder::addHeader);
    return builder.build();
  }

  private static List<ChatMessageV2> messages(Access access) {
    UserMessageV2Content question = UserMessageV2Content.of(access.question());
    return List.of(ChatMessageV2.user(UserMessageV2.builder().content(question).build()));
  }

  private static V2ChatRequest question(Access access) {
    return V2ChatRequest.builder().model(access.model()).messages(messages(access)).build();
  }

  private static V2ChatStreamRequest questionInPieces(Access access) {
    return V2ChatStreamRequest.builder().model(access.model()).messages(messages(access)).build();
  }

  private static void chat(Access access, Scene scene) {
    scene.answer(client(access).v2().chat(question(access)));
  }

  private static void stream(Access access, Scene scene) throws Exception {
    read(client(access).v2().chatStream(questionInPieces(access)), scene);
  }

  /** What is returned can be closed, though its type does not say so. */
  private static void read(Iterable<?> pieces, Scene scene) throws Exception {
    scene.read((AutoCloseable) pieces, pieces::iterator);
  }

  private static void chatAsync(Access access, Scene scene) throws Exception {
    scene.answer(access, asked -> asyncClient(asked).v2().chat(question(asked)));
  }

  private static void streamAsync(Access access, Scene scene) throws Exception {
    read(
        asyncClient(access)
            .v2()
            .chatStream(questionInPieces(access))
            .get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS),
        scene);
  }

  private static void chatWithATool(Access access, Scene scene) {
    chat(access.with("x-fake-tool-call", "true"), scene);
  }

  private static void embed(Access access, Scene scene) {
    scene.answer(
        client(access)
            .v2()
            .embed(
                V2EmbedRequest.builder()
                    .model(access.model())
                    .inputType(EmbedInputType.SEARCH_DOCUMENT)
                    .texts(List.of(Access.QUESTION))
                    .embeddingTypes(List.of(EmbeddingType.FLOAT))
                    .build()));
  }

  private static void rerank(Access access, Scene scene) {
    scene.answer(
        client(access)
            .v2()
            .rerank(
                V2RerankRequest.builder()
                    .model(access.model())
                    .query(Access.QUESTION)
                    .documents(List.of("The warranty is two years.", "It rains."))
                    .build()));
  }
}
