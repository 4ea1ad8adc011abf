/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.CompletionUsage;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Relays one answer from the model to the browser.
 *
 * <p>Only the relaying thread touches the model stream: OkHttp does not allow to close a response
 * that another thread reads. So when the container reports that the browser is gone, this is merely
 * noted, and the relaying thread acts on it at the next chunk.
 */
final class AnswerRelay implements Runnable {
  private static final Logger logger = LoggerFactory.getLogger(AnswerRelay.class);

  private final ChatModel model;
  private final Question question;
  private final OnDisconnect onDisconnect;
  private final AnswerReader reader;
  private volatile boolean browserGone;
  private long chunksSent;
  private @Nullable CompletionUsage usage;

  AnswerRelay(ChatModel model, Question question, OnDisconnect onDisconnect, AnswerReader reader) {
    this.model = model;
    this.question = question;
    this.onDisconnect = onDisconnect;
    this.reader = reader;
  }

  @Override
  public void run() {
    send("status", Map.of("status", "searching"));
    try (StreamResponse<ChatCompletionChunk> stream = model.stream(question)) {
      Iterator<ChatCompletionChunk> chunks = stream.stream().iterator();
      while (!isCancelled() && chunks.hasNext()) {
        relay(chunks.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      fail("The gateway is shutting down.");
      return;
    } catch (RuntimeException | LinkageError e) {
      logger.warn("answer failed after {} chunks: {}", chunksSent, e.toString());
      fail(describe(e));
      return;
    }
    if (isGone()) {
      logger.info("browser left after {} chunks ({})", chunksSent, onDisconnect);
    }
    end(reader.isStopped() ? "stopped" : "done", summary());
  }

  private boolean isGone() {
    return browserGone || reader.isGone();
  }

  private boolean isCancelled() {
    return reader.isStopped() || (isGone() && onDisconnect == OnDisconnect.CANCEL);
  }

  private void relay(ChatCompletionChunk chunk) throws InterruptedException {
    chunk.usage().ifPresent(reported -> usage = reported);
    for (ChatCompletionChunk.Choice choice : chunk.choices()) {
      Optional<String> text = choice.delta().content();
      if (text.isPresent() && !isGone()) {
        if (!text.get().isEmpty()) { // the first one only tells the role
          Thread.sleep(question.relayDelay().toMillis());
        }
        send("message", Map.of("text", text.get()));
        chunksSent++;
      }
    }
  }

  private Map<String, Long> summary() {
    return usage == null
        ? Map.of("chunks", chunksSent)
        : Map.of("chunks", chunksSent, "totalTokens", usage.totalTokens());
  }

  /** Tells the browser; the status 200 has been sent long since. */
  private void fail(String message) {
    end("error", Map.of("message", message));
  }

  private static String describe(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    Throwable cause = error.getCause();
    return cause == null ? message : message + " (" + cause + ")";
  }

  private void end(String lastEvent, Object data) {
    if (!isGone()) {
      send(lastEvent, data);
    }
    if (!isGone()) {
      reader.complete();
    }
  }

  private void send(String event, Object data) {
    try {
      reader.send(event, data);
    } catch (IOException | IllegalStateException e) {
      // The container has the connection closed and completes the reader by itself.
      browserGone = true;
    }
  }
}
