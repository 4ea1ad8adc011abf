/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Streams that the application ends before their end, or never. */
final class EndingScenarios {

  /** A server that is still at it when the application has gone. */
  private static final String[] ENDLESS = {"chunks", "5000", "chunk-gap", "20"};

  private static final int COLLECTIONS_MAX = 2000;

  private EndingScenarios() {}

  static void earlyClose(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage(ENDLESS))) {
      Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
      for (int i = 0; i < 4; i++) {
        scene.chunk(chunks.next());
      }
      scene.say("closing");
    }
    scene.say("closed");
  }

  static void limit(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage(ENDLESS))) {
      response.stream().limit(2).forEach(scene::chunk);
      scene.say("closing");
    }
    scene.say("closed");
  }

  /** Not the response is closed but the stream that it gave. */
  static void innerClose(Scene scene) {
    StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage(ENDLESS));
    try (Stream<ChatCompletionChunk> chunks = response.stream()) {
      chunks.limit(3).forEach(scene::chunk);
    }
    scene.say("closed");
  }

  /** What else can be seen of a stream, and that it can be read only once. */
  static void secondStream(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage("chunks", "3"))) {
      Stream<ChatCompletionChunk> first = response.stream();
      scene.say("parallel " + first.isParallel());
      Spliterator<ChatCompletionChunk> chunks = first.spliterator();
      scene.say("characteristics " + chunks.characteristics() + " size " + chunks.estimateSize());
      chunks.forEachRemaining(scene::chunk);
      scene.say("read to the end, more " + chunks.tryAdvance(scene::chunk));
      scene.say("elements of a second stream " + response.stream().count());
    }
  }

  static void unread(Scene scene) {
    scene.chat().createStreaming(scene.askWithUsage(ENDLESS)).close();
    scene.say("closed");
  }

  static void closedTwice(Scene scene) {
    StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage("chunks", "2"));
    scene.readAll(response);
    response.close();
    scene.say("closed again");
  }

  /** The last event that is read is the one with the finish reason. */
  static void finishedThenClosed(Scene scene) {
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.ask("chunks", "2"))) {
      response.stream().limit(4).forEach(scene::chunk);
    }
    scene.say("closed");
  }

  static void rawClosed(Scene scene) {
    HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
        scene.chat().withRawResponse().createStreaming(scene.askWithUsage(ENDLESS));
    scene.say("status " + raw.statusCode());
    raw.close();
    scene.say("closed");
  }

  static void abandoned(Scene scene) {
    collect(scene, readAFew(scene));
  }

  private static WeakReference<?> readAFew(Scene scene) {
    StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage(ENDLESS));
    Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
    for (int i = 0; i < 4; i++) {
      scene.chunk(chunks.next());
    }
    return new WeakReference<>(response);
  }

  static void rawAbandoned(Scene scene) {
    collect(scene, rawResponse(scene));
  }

  private static WeakReference<?> rawResponse(Scene scene) {
    HttpResponseFor<StreamResponse<ChatCompletionChunk>> raw =
        scene.chat().withRawResponse().createStreaming(scene.askWithUsage(ENDLESS));
    scene.say("status " + raw.statusCode());
    return new WeakReference<>(raw);
  }

  /** Dropped before there is an answer. */
  static void neverSubscribed(Scene scene) {
    collect(
        scene,
        new WeakReference<>(
            scene
                .asyncChat()
                .createStreaming(
                    scene.askWithUsage(
                        "headers-delay", "1000", "chunks", "5000", "chunk-gap", "20"))));
  }

  private static void collect(Scene scene, WeakReference<?> dropped) {
    for (int i = 0; i < COLLECTIONS_MAX && !dropped.refersTo(null); i++) {
      System.gc();
    }
    scene.say("collected " + dropped.refersTo(null));
  }

  /** Another thread closes between two reads of this one. */
  static void closedElsewhere(Scene scene) throws InterruptedException {
    StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage(ENDLESS));
    Iterator<ChatCompletionChunk> chunks = response.stream().iterator();
    for (int i = 0; i < 3; i++) {
      scene.chunk(chunks.next());
    }
    Thread closer = new Thread(response::close, "app-closer");
    closer.start();
    closer.join();
    scene.say("closed elsewhere");
    scene.say("more " + chunks.hasNext());
  }

  static void consumerThrows(Scene scene) {
    IllegalStateException own = new IllegalStateException("the application's own");
    AtomicInteger seen = new AtomicInteger();
    try (StreamResponse<ChatCompletionChunk> response =
        scene.chat().createStreaming(scene.askWithUsage("chunks", "10"))) {
      response.stream()
          .forEach(
              chunk -> {
                scene.chunk(chunk);
                if (seen.incrementAndGet() == 3) {
                  throw own;
                }
              });
    } catch (IllegalStateException failure) {
      scene.say("same object " + (failure == own));
      scene.saw("caught", failure);
    }
  }

  /** The provider falls silent and the application does not wait any longer. */
  static void readTimeout(Scene scene) {
    RequestOptions impatient =
        RequestOptions.builder()
            .timeout(Timeout.builder().read(Duration.ofMillis(500)).build())
            .build();
    scene.readAll(
        scene
            .chat()
            .createStreaming(scene.askWithUsage("gap-at", "4", "gap-ms", "2000"), impatient));
  }

  static void blockingTimeout(Scene scene) {
    RequestOptions impatient =
        RequestOptions.builder()
            .timeout(Timeout.builder().read(Duration.ofMillis(500)).build())
            .build();
    scene.answer(scene.chat().create(scene.ask("first-chunk-delay", "2000"), impatient));
  }
}
