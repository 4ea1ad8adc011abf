/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.ollama4j.v1_0;

import io.github.ollama4j.models.response.OllamaAsyncResultStreamer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import org.jspecify.annotations.Nullable;

/** Takes the context of who asks to the thread that asks for it. */
public final class AskingThread {

  private static final VirtualField<OllamaAsyncResultStreamer, Context> callers =
      VirtualField.find(OllamaAsyncResultStreamer.class, Context.class);

  private AskingThread() {}

  /** The calling thread is the one who wants to know. */
  public static void made(OllamaAsyncResultStreamer thread) {
    callers.set(thread, Context.current());
  }

  /** It begins to ask; null if nobody knows for whom. */
  public static @Nullable Scope begins(OllamaAsyncResultStreamer thread) {
    Context caller = callers.get(thread);
    callers.set(thread, null);
    return caller == null ? null : caller.makeCurrent();
  }

  /** It has its answer. */
  public static void ends(@Nullable Scope scope) {
    if (scope != null) {
      scope.close();
    }
  }
}
