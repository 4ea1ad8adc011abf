/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that a browser posts. All but the message are faults to inject.
 *
 * @param message what the user asks
 * @param onDisconnect {@code cancel} or {@code keep-reading}
 * @param slowRetrievalMs how much longer the search in the document store takes
 * @param slowModelMs how long the model takes to its first chunk
 * @param slowRelayMs pause between reading a chunk from the model and sending it to the browser
 * @param chunks number of content chunks of the model
 * @param chunkGapMs pause of the model between chunks
 * @param dropAfter chunks after which the model server cuts the connection
 * @param errorStatus HTTP status that the model server answers with
 */
public record Question(
    @Nullable String message,
    @Nullable String onDisconnect,
    @Nullable Integer slowRetrievalMs,
    @Nullable Integer slowModelMs,
    @Nullable Integer slowRelayMs,
    @Nullable Integer chunks,
    @Nullable Integer chunkGapMs,
    @Nullable Integer dropAfter,
    @Nullable Integer errorStatus) {

  /** The message, checked. */
  String text() {
    if (message == null || message.isBlank()) {
      throw new IllegalArgumentException("message must not be empty");
    }
    return message.strip();
  }

  Duration retrievalDelay() {
    return millis(slowRetrievalMs);
  }

  Duration relayDelay() {
    return millis(slowRelayMs);
  }

  /** Passes the faults of the model server on as its request headers. */
  void addModelFaults(ChatCompletionCreateParams.Builder params) {
    addHeader(params, "x-fake-first-chunk-delay", slowModelMs);
    addHeader(params, "x-fake-chunks", chunks);
    addHeader(params, "x-fake-chunk-gap", chunkGapMs);
    addHeader(params, "x-fake-drop-after", dropAfter);
    addHeader(params, "x-fake-error-status", errorStatus);
  }

  private static void addHeader(
      ChatCompletionCreateParams.Builder params, String name, @Nullable Integer value) {
    if (value != null) {
      params.putAdditionalHeader(name, value.toString());
    }
  }

  private static Duration millis(@Nullable Integer value) {
    return Duration.ofMillis(value == null ? 0 : Math.max(0, value));
  }
}
