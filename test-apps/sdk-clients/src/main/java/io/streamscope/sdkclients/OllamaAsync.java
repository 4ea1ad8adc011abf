/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What all versions of ollama4j ask on a thread of their own; not all call it alike. */
final class OllamaAsync {

  private OllamaAsync() {}

  /** Its pieces lie in a list that is not made for two threads; who leaves does not wait. */
  static void generate(Object client, Access access, Scene scene) throws Exception {
    Method method = method(client.getClass(), "generateAsync");
    boolean thinks = method.getParameterCount() > 3;
    Object streamer =
        thinks
            ? method.invoke(
                client,
                access.model(),
                Access.QUESTION,
                false,
                noThinking(method.getParameterTypes()[3]))
            : method.invoke(client, access.model(), Access.QUESTION, false);
    if (scene.leaves()) {
      scene.say("closing");
      return;
    }
    OllamaAsyncResultStreamer thread = (OllamaAsyncResultStreamer) streamer;
    thread.join(TimeUnit.SECONDS.toMillis(Scene.PATIENCE_SECONDS));
    scene.answer(
        thread.getHttpStatusCode()
            + " "
            + thread.isSucceeded()
            + " "
            + thread.getCompleteResponse());
  }

  /** The method of that name. */
  static Method method(Class<?> type, String name) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** What says that the model is not to think, which once was a boolean. */
  static Object noThinking(Class<?> type) throws ReflectiveOperationException {
    return type == boolean.class ? false : type.getField("DISABLED").get(null);
  }
}
