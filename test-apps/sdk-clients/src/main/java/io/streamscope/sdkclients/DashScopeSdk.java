/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.alibaba.dashscope.aigc.generation.Generation;
import com.alibaba.dashscope.aigc.generation.GenerationParam;
import com.alibaba.dashscope.aigc.generation.GenerationResult;
import com.alibaba.dashscope.common.Message;
import com.alibaba.dashscope.common.ResultCallback;
import com.alibaba.dashscope.common.Role;
import com.alibaba.dashscope.embeddings.TextEmbedding;
import com.alibaba.dashscope.embeddings.TextEmbeddingParam;
import com.alibaba.dashscope.utils.Constants;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;

/** dashscope-sdk-java, which reads a stream to its end whether anybody listens or not. */
final class DashScopeSdk extends PublishingSdk {

  DashScopeSdk() {
    super("generation", "text-embedding", Way.Kind.READ_ON);
  }

  @Override
  public boolean triesAgain() {
    return false;
  }

  @Override
  public List<Way> ways() {
    List<Way> ways = super.ways();
    ways.add(new Way("generation-async", Way.Kind.DOCUMENT, DashScopeSdk::generateAsync));
    ways.add(
        new Way("generation-callback-stream", Way.Kind.READ_ON, DashScopeSdk::streamToCallback));
    ways.add(new Way("text-embedding-async", Way.Kind.VECTORS, DashScopeSdk::embedAsync));
    return ways;
  }

  /** All of its clients have one URL. */
  private static void aim(Access access) {
    Constants.baseHttpApiUrl = access.baseUrlWithKnobs() + "/api/v1";
  }

  private static GenerationParam question(Access access) {
    aim(access);
    return GenerationParam.builder()
        .apiKey("test")
        .model(access.model())
        .messages(
            List.of(Message.builder().role(Role.USER.getValue()).content(Access.QUESTION).build()))
        .resultFormat(GenerationParam.ResultFormat.MESSAGE)
        .incrementalOutput(true)
        .build();
  }

  private static TextEmbeddingParam text(Access access) {
    aim(access);
    return TextEmbeddingParam.builder()
        .apiKey("test")
        .model(access.model())
        .texts(List.of(Access.QUESTION))
        .build();
  }

  @Override
  Object chat(Access access) throws Exception {
    return new Generation().call(question(access));
  }

  @Override
  Publisher<?> stream(Access access) throws Exception {
    return new Generation().streamCall(question(access));
  }

  @Override
  Object embed(Access access) throws Exception {
    return new TextEmbedding().call(text(access));
  }

  private static void generateAsync(Access access, Scene scene) throws Exception {
    Telling<GenerationResult> telling = new Telling<>(scene, scene::answer);
    new Generation().call(question(access), telling);
    telling.await();
  }

  private static void streamToCallback(Access access, Scene scene) throws Exception {
    Telling<GenerationResult> telling = new Telling<>(scene, scene::chunk);
    new Generation().streamCall(question(access), telling);
    telling.await();
  }

  private static void embedAsync(Access access, Scene scene) throws Exception {
    Telling<com.alibaba.dashscope.embeddings.TextEmbeddingResult> telling =
        new Telling<>(scene, scene::answer);
    new TextEmbedding().call(text(access), telling);
    telling.await();
  }

  /** What the SDK calls; its first ending counts, as there may be two. */
  private static final class Telling<T> extends ResultCallback<T> {

    private final Scene scene;
    private final Consumer<T> teller;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Telling(Scene scene, Consumer<T> teller) {
      this.scene = scene;
      this.teller = teller;
    }

    @Override
    public void onEvent(T result) {
      teller.accept(result);
      if (scene.hasEnough()) {
        ended("closing");
      }
    }

    @Override
    public void onComplete() {
      ended("end");
    }

    @Override
    public void onError(Exception failure) {
      if (!over.isDone()) {
        scene.failed(failure);
        over.complete(null);
      }
    }

    private void ended(String how) {
      if (!over.isDone()) {
        scene.say(how);
        over.complete(null);
      }
    }

    void await() throws Exception {
      over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
