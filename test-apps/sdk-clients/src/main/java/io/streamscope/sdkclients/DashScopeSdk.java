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
import com.alibaba.dashscope.embeddings.TextEmbeddingResult;
import com.alibaba.dashscope.utils.Constants;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.reactivestreams.Publisher;

/** dashscope-sdk-java, which reads a stream to its end whether anybody listens or not. */
final class DashScopeSdk extends PublishingSdk {

  private static final int DEADLINE_SECONDS = 5;
  private static final String OPTIONS = "com.alibaba.dashscope.protocol.ConnectionOptions";

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

  /** Versions that do not know {@value #OPTIONS} tell nobody of a stream that is not answered. */
  @Override
  public boolean allows(Fault fault, Way way) {
    boolean told = fault != Fault.NO_ANSWER || !way.kind().inPieces() || Sdks.isThere(OPTIONS);
    return told && super.allows(fault, way);
  }

  /**
   * All of its clients have one URL, and one pool of connections: whether one is left there, on
   * which OkHttp would ask once more, must not be a matter of chance.
   */
  private static void aim(Access access) {
    Constants.baseHttpApiUrl = access.with("x-fake-close", "true").baseUrlWithKnobs() + "/api/v1";
  }

  private static GenerationParam question(Access access) {
    aim(access);
    return GenerationParam.builder()
        .apiKey("test")
        .model(access.model())
        .messages(
            List.of(
                Message.builder().role(Role.USER.getValue()).content(access.question()).build()))
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
    scene.answer(
        access,
        asked ->
            Answered.<GenerationResult>of(
                answered -> new Generation().call(question(asked), answered)));
  }

  private static void streamToCallback(Access access, Scene scene) throws Exception {
    Telling telling = new Telling(scene);
    new Generation().streamCall(question(access), telling);
    telling.await();
  }

  private static void embedAsync(Access access, Scene scene) throws Exception {
    scene.answer(
        access,
        asked ->
            Answered.<TextEmbeddingResult>of(
                answered -> new TextEmbedding().call(text(asked), answered)));
  }

  /**
   * What the SDK calls with an answer in one piece, which is there when all is. It calls nobody
   * when it cannot read one: the application waits no longer than it wants to.
   *
   * @param <T> the type of the answer
   */
  private static final class Answered<T> extends ResultCallback<T> {

    private final CompletableFuture<Object> over =
        new CompletableFuture<>().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS);
    private volatile Object answer = "nothing";

    static <T> CompletableFuture<Object> of(Question<T> question) {
      Answered<T> answered = new Answered<>();
      try {
        question.ask(answered);
      } catch (Exception refused) {
        answered.onError(refused);
      }
      return answered.over;
    }

    @Override
    public void onEvent(T result) {
      answer = result;
    }

    @Override
    public void onComplete() {
      over.complete(answer);
    }

    @Override
    public void onError(Exception failure) {
      over.completeExceptionally(failure);
    }

    /** Asks, and has the answer told. */
    @FunctionalInterface
    private interface Question<T> {
      void ask(ResultCallback<T> answered) throws Exception;
    }
  }

  /** What the SDK calls with pieces; its first ending counts, as there may be two. */
  private static final class Telling extends ResultCallback<GenerationResult> {

    private final Scene scene;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    Telling(Scene scene) {
      this.scene = scene;
    }

    @Override
    public void onEvent(GenerationResult piece) {
      if (!scene.chunk(piece)) {
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
