/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.core.http.AsyncStreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The asynchronous client. */
final class AsyncScenarios {

  private static final int PATIENCE_SECONDS = 30;

  private AsyncScenarios() {}

  static void blocking(Scene scene) throws Exception {
    scene.answer(scene.asyncChat().create(scene.ask()).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  /** One answer in one piece, with whatever the model server is to do. */
  static Scenario answering(String... knobs) {
    return scene -> {
      try {
        scene.answer(
            scene.asyncChat().create(scene.ask(knobs)).get(PATIENCE_SECONDS, TimeUnit.SECONDS));
      } catch (ExecutionException failure) {
        scene.saw("failed", failure);
      }
    };
  }

  static void stream(Scene scene) throws Exception {
    subscribing().run(scene);
  }

  /** Subscribes and waits for the end, with whatever the model server is to do. */
  static Scenario subscribing(String... knobs) {
    return scene -> {
      AsyncStreamResponse<ChatCompletionChunk> response =
          scene.asyncChat().createStreaming(scene.askWithUsage(knobs));
      Recorder recorder = new Recorder(scene);
      response.subscribe(recorder);
      recorder.awaitEnd(response);
    };
  }

  static void consumerThrows(Scene scene) throws Exception {
    IllegalStateException own = new IllegalStateException("the application's own");
    AsyncStreamResponse<ChatCompletionChunk> response =
        scene.asyncChat().createStreaming(scene.askWithUsage("chunks", "10"));
    Recorder recorder =
        new Recorder(scene) {
          @Override
          void after(int chunks) {
            if (chunks == 3) {
              throw own;
            }
          }
        };
    response.subscribe(recorder);
    recorder.awaitEnd(response);
  }

  /** The handler has enough after three elements. */
  static void earlyClose(Scene scene) throws Exception {
    AsyncStreamResponse<ChatCompletionChunk> response =
        scene.asyncChat().createStreaming(scene.askWithUsage("chunks", "5000", "chunk-gap", "20"));
    Recorder recorder =
        new Recorder(scene) {
          @Override
          void after(int chunks) {
            if (chunks == 3) {
              response.close();
            }
          }
        };
    response.subscribe(recorder);
    recorder.awaitEnd(response);
  }

  /** Prints every callback in the order in which it comes. */
  private static class Recorder implements AsyncStreamResponse.Handler<ChatCompletionChunk> {

    private final Scene scene;
    private final AtomicInteger chunks = new AtomicInteger();
    private final AtomicBoolean inCallback = new AtomicBoolean();
    private final CountDownLatch completed = new CountDownLatch(1);

    Recorder(Scene scene) {
      this.scene = scene;
    }

    void after(int count) {}

    @Override
    public void onNext(ChatCompletionChunk chunk) {
      enter();
      int count = chunks.incrementAndGet();
      if (count == 1) {
        scene.say("callbacks on " + Threads.kind(Thread.currentThread()));
      }
      scene.say("onNext " + Texts.of(chunk));
      try {
        after(count);
      } finally {
        inCallback.set(false);
      }
    }

    @Override
    public void onComplete(Optional<Throwable> error) {
      enter();
      scene.say("onComplete " + error.map(Scene::describe).orElse("without error"));
      inCallback.set(false);
      completed.countDown();
    }

    private void enter() {
      if (!inCallback.compareAndSet(false, true)) {
        scene.say("two callbacks at once");
      }
    }

    void awaitEnd(AsyncStreamResponse<?> response) throws InterruptedException {
      boolean told = completed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      scene.say(told ? "told of the end" : "never told of the end");
      try {
        response.onCompleteFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        scene.say("future completed");
      } catch (ExecutionException failure) {
        scene.saw("future failed", failure.getCause() == null ? failure : failure.getCause());
      } catch (TimeoutException never) {
        scene.say("future never completed");
      }
    }
  }
}
