/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import io.github.ollama4j.Ollama;
import io.github.ollama4j.exceptions.OllamaException;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.generate.OllamaGenerateStreamObserver;
import io.github.ollama4j.models.response.OllamaResult;
import java.lang.reflect.Method;
import java.util.List;

/** ollama4j. */
final class OllamaSdk implements Sdk {

  @Override
  public boolean triesAgain() {
    return false;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("ollama-chat", Way.Kind.DOCUMENT, OllamaSdk::chat),
        new Way("ollama-chat-stream", Way.Kind.STREAM, OllamaSdk::chatInPieces),
        new Way("ollama-generate", Way.Kind.DOCUMENT, OllamaSdk::generate),
        new Way("ollama-generate-stream", Way.Kind.STREAM, OllamaSdk::generateInPieces),
        new Way("ollama-generate-async-stream", Way.Kind.READ_ON, OllamaSdk::generateAsync),
        new Way("ollama-embed", Way.Kind.VECTORS, OllamaSdk::embed));
  }

  /**
   * Whoever asks has to stay until the answer has ended, and is told of its pieces meanwhile, or
   * not at all.
   */
  @Override
  public boolean allows(Fault fault, Way way) {
    return switch (fault) {
      case FORGET -> false;
      case CONSUMER_THROWS -> way.kind() == Way.Kind.STREAM;
      default -> true;
    };
  }

  private static Ollama client(Access access) {
    return new Ollama(access.baseUrlWithKnobs());
  }

  private static OllamaChatRequest question(Access access) {
    return OllamaChatRequest.builder()
        .withModel(access.model())
        .withMessage(OllamaChatMessageRole.USER, access.question())
        .withUseTools(false)
        .build();
  }

  private static OllamaGenerateRequest prompt(Access access) throws Exception {
    OllamaGenerateRequest prompt =
        OllamaGenerateRequest.builder().withModel(access.model()).withPrompt(access.question());
    Method think = OllamaAsync.method(OllamaGenerateRequest.class, "withThink");
    think.invoke(prompt, OllamaAsync.noThinking(think.getParameterTypes()[0]));
    return prompt.build();
  }

  private static void chat(Access access, Scene scene) throws Exception {
    scene.answer(client(access).chat(question(access), null).getResponseModel());
  }

  private static void chatInPieces(Access access, Scene scene) throws Exception {
    stoppable(
        scene,
        () ->
            client(access).chat(question(access), piece -> read(piece, scene)).getResponseModel());
  }

  private static void generate(Access access, Scene scene) throws Exception {
    scene.answer(text(client(access).generate(prompt(access), null)));
  }

  private static void generateInPieces(Access access, Scene scene) throws Exception {
    OllamaGenerateStreamObserver observer =
        new OllamaGenerateStreamObserver(null, piece -> read(piece, scene));
    OllamaGenerateRequest prompt = prompt(access);
    stoppable(scene, () -> text(client(access).generate(prompt, observer)));
  }

  /** What it took is left out. */
  private static String text(OllamaResult result) {
    return result.getHttpStatusCode() + " " + result.getDoneReason() + " " + result.getResponse();
  }

  private static void read(Object piece, Scene scene) {
    if (!scene.chunk(piece)) {
      throw new IllegalStateException("enough");
    }
  }

  /** To throw is the only way to stop it. */
  private static void stoppable(Scene scene, Question question) throws OllamaException {
    try {
      scene.answer(question.ask());
    } catch (OllamaException stopped) {
      if (!scene.hasEnough()) {
        throw stopped;
      }
      scene.say("closing");
    }
  }

  private static void generateAsync(Access access, Scene scene) throws Exception {
    OllamaAsync.generate(client(access), access, scene);
  }

  private static void embed(Access access, Scene scene) throws Exception {
    scene.answer(
        client(access).embed(new OllamaEmbedRequest(access.model(), List.of(Access.QUESTION))));
  }

  /** What is asked of it. */
  @FunctionalInterface
  private interface Question {
    Object ask() throws OllamaException;
  }
}
