/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.HttpOptions;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** google-genai. */
final class GoogleSdk implements Sdk {

  private static final String RETRY_OPTIONS = "com.google.genai.types.HttpRetryOptions";
  private static final int ATTEMPTS = 2;
  private static final double DELAY_SECONDS = 0.05;

  @Override
  public boolean triesAgain() {
    return Sdks.isThere(RETRY_OPTIONS);
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("generate", Way.Kind.DOCUMENT, with(GoogleSdk::generate)),
        new Way("generate-stream", Way.Kind.STREAM, with(GoogleSdk::stream)),
        new Way("generate-async", Way.Kind.DOCUMENT, with(GoogleSdk::generateAsync)),
        new Way("generate-async-stream", Way.Kind.STREAM, with(GoogleSdk::streamAsync)),
        new Way("chat", Way.Kind.DOCUMENT, with(GoogleSdk::chat)),
        new Way("chat-stream", Way.Kind.STREAM, with(GoogleSdk::chatInEvents)),
        new Way(
            "generate-tools", Way.Kind.DOCUMENT, Way.Operation.TOOLS, with(GoogleSdk::generate)),
        new Way(
            "generate-tools-stream", Way.Kind.STREAM, Way.Operation.TOOLS, with(GoogleSdk::stream)),
        new Way("embed", Way.Kind.VECTORS, with(GoogleSdk::embed)));
  }

  /** It waits between attempts as it likes, whatever the server says. */
  @Override
  public boolean allows(Fault fault, Way way) {
    return fault != Fault.RETRY_AFTER;
  }

  private static Asking with(Use use) {
    return (access, scene) -> {
      HttpOptions.Builder options =
          HttpOptions.builder().baseUrl(access.baseUrl()).headers(access.headers());
      tryAgain(options);
      try (Client client = Client.builder().apiKey("test").httpOptions(options.build()).build()) {
        use.ask(client, access, scene);
      }
    };
  }

  /** That came after 1.0. */
  private static void tryAgain(HttpOptions.Builder options) throws ReflectiveOperationException {
    if (!Sdks.isThere(RETRY_OPTIONS)) {
      return;
    }
    Class<?> type = Class.forName(RETRY_OPTIONS);
    Class<?> builderType = Class.forName(RETRY_OPTIONS + "$Builder");
    Object builder = type.getMethod("builder").invoke(null);
    call(builderType.getMethod("attempts", Integer.class), builder, ATTEMPTS);
    call(builderType.getMethod("initialDelay", Double.class), builder, DELAY_SECONDS);
    call(
        HttpOptions.Builder.class.getMethod("retryOptions", type),
        options,
        builderType.getMethod("build").invoke(builder));
  }

  private static void call(Method method, Object target, Object argument)
      throws ReflectiveOperationException {
    method.invoke(target, argument);
  }

  private static void generate(Client client, Access access, Scene scene) {
    scene.answer(client.models.generateContent(access.model(), access.question(), null));
  }

  private static void stream(Client client, Access access, Scene scene) throws Exception {
    read(client.models.generateContentStream(access.model(), access.question(), null), scene);
  }

  private static void read(ResponseStream<?> response, Scene scene) throws Exception {
    scene.read(response, response::iterator);
  }

  private static void generateAsync(Client client, Access access, Scene scene) throws Exception {
    scene.answer(
        access,
        asked -> client.async.models.generateContent(asked.model(), asked.question(), null));
  }

  private static void streamAsync(Client client, Access access, Scene scene) throws Exception {
    read(
        client
            .async
            .models
            .generateContentStream(access.model(), access.question(), null)
            .get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS),
        scene);
  }

  private static void chat(Client client, Access access, Scene scene) {
    scene.answer(client.chats.create(access.model()).sendMessage(access.question()));
  }

  private static void chatInEvents(Client client, Access access, Scene scene) throws Exception {
    read(client.chats.create(access.model()).sendMessageStream(access.question()), scene);
  }

  private static void embed(Client client, Access access, Scene scene) {
    scene.answer(client.models.embedContent(access.model(), access.question(), null));
  }

  /** What is done with a client. */
  @FunctionalInterface
  private interface Use {
    void ask(Client client, Access access, Scene scene) throws Exception;
  }
}
