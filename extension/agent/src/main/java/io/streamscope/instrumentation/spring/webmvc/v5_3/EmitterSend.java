/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One outermost call of an emitter's {@code send}, from entry to exit, on one thread. An emitter
 * reuses one of these as long as no two threads send at the same time.
 */
public final class EmitterSend {

  private final EmitterStream emitterStream;
  private @Nullable Scope scope;
  private long startNanos;

  EmitterSend(EmitterStream emitterStream) {
    this.emitterStream = emitterStream;
  }

  EmitterSend begin() {
    startNanos = emitterStream.stream().nanoTime();
    scope = emitterStream.context().makeCurrent();
    return this;
  }

  EmitterStream emitterStream() {
    return emitterStream;
  }

  long startNanos() {
    return startNanos;
  }

  void closeScope() {
    Scope open = scope;
    scope = null;
    if (open != null) {
      open.close();
    }
  }
}
