/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** ollama4j before 1.1.1, when its client had another name: what it asks on a thread of its own. */
final class OllamaApiSdk implements Sdk {

  static final String CLIENT = "io.github.ollama4j.OllamaAPI";

  @Override
  public boolean triesAgain() {
    return false;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("ollama-generate-async-stream", Way.Kind.READ_ON, OllamaApiSdk::generateAsync),
        new Way("ollama-generate", Way.Kind.DOCUMENT, OllamaApiSdk::generate));
  }

  /** Nobody is told of the pieces while they come. */
  @Override
  public boolean allows(Fault fault, Way way) {
    return fault != Fault.CONSUMER_THROWS;
  }

  private static Object client(Access access) throws ReflectiveOperationException {
    return Class.forName(CLIENT)
        .getConstructor(String.class)
        .newInstance(access.baseUrlWithKnobs());
  }

  private static void generateAsync(Access access, Scene scene) throws Exception {
    OllamaAsync.generate(client(access), access, scene);
  }

  private static void generate(Access access, Scene scene) throws Exception {
    Class<?> options = Class.forName("io.github.ollama4j.utils.Options");
    Object builder =
        Class.forName("io.github.ollama4j.utils.OptionsBuilder").getConstructor().newInstance();
    Object client = client(access);
    Object result;
    try {
      result =
          client
              .getClass()
              .getMethod("generate", String.class, String.class, boolean.class, options)
              .invoke(
                  client,
                  access.model(),
                  access.question(),
                  false,
                  builder.getClass().getMethod("build").invoke(builder));
    } catch (InvocationTargetException thrown) {
      scene.failed(thrown.getTargetException());
      return;
    }
    scene.answer(result.getClass().getMethod("getResponse").invoke(result));
  }
}
