/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import com.openai.services.blocking.chat.ChatCompletionService;
import java.net.SocketTimeoutException;
import java.net.URI;

/** What one scenario works with, and the way it tells what it sees. */
final class Scene {

  private final String name;
  private final OpenAIClient client;
  private final String baseUrl;
  private final String server;

  Scene(String name, OpenAIClient client, String baseUrl) {
    this.name = name;
    this.client = client;
    this.baseUrl = baseUrl;
    this.server = URI.create(baseUrl).getAuthority();
  }

  OpenAIClient client() {
    return client;
  }

  String baseUrl() {
    return baseUrl;
  }

  ChatCompletionService chat() {
    return client.chat().completions();
  }

  ChatCompletionServiceAsync asyncChat() {
    return client.async().chat().completions();
  }

  /**
   * A question to the model that is named like the scenario.
   *
   * @param knobs names and values of what the model server is to do, alternating
   */
  ChatCompletionCreateParams ask(String... knobs) {
    return question(knobs).build();
  }

  /** The same with the option that makes a streamed answer end with its usage. */
  ChatCompletionCreateParams askWithUsage(String... knobs) {
    return question(knobs)
        .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
        .build();
  }

  ChatCompletionCreateParams.Builder question(String... knobs) {
    ChatCompletionCreateParams.Builder builder =
        ChatCompletionCreateParams.builder()
            .model(name)
            .addUserMessage("How long is the warranty?");
    for (int i = 0; i < knobs.length; i += 2) {
      builder.putAdditionalHeader("x-fake-" + knobs[i], knobs[i + 1]);
    }
    return builder;
  }

  /** Prints a fact. */
  void say(String fact) {
    System.out.println("[" + name + "] " + fact.replace(server, "server").replace('\n', ' '));
  }

  /** Prints an exception as far as an application can tell it from another one. */
  void saw(String what, Throwable failure) {
    say(what + " " + describe(failure));
  }

  static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable link = failure; link != null; link = link.getCause()) {
      text.append(link == failure ? "" : " caused by ").append(link.getClass().getName());
      if (link instanceof SocketTimeoutException) {
        return text.toString(); // which of two clocks rings first is a matter of timing
      }
      text.append(": ")
          .append(link.getMessage())
          .append(" (suppressed ")
          .append(link.getSuppressed().length)
          .append(')');
    }
    return text.toString();
  }

  /** Prints one element of a streamed answer. */
  void chunk(ChatCompletionChunk chunk) {
    say("chunk " + Texts.of(chunk));
  }

  /** Prints a whole answer. */
  void answer(ChatCompletion completion) {
    say("answer " + Texts.of(completion));
  }

  /** Reads a stream to its end and closes it. */
  void readAll(StreamResponse<ChatCompletionChunk> response) {
    try (response) {
      response.stream().forEach(this::chunk);
      say("read to the end");
    }
  }
}
