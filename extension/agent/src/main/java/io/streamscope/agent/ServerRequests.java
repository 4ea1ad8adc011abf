/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.streamscope.correlation.RequestTimeline;

/** Gives every server request its {@link RequestTimeline}, before its span starts. */
public final class ServerRequests {

  private ServerRequests() {}

  /** One of the agent's instrumenters is being built. */
  public static void customize(InstrumenterCustomizer customizer) {
    if (ModelInstaller.isActive()
        && customizer.hasType(InstrumenterCustomizer.InstrumentationType.HTTP_SERVER)) {
      customizer.addContextCustomizer(
          (context, request, attributes) -> RequestTimeline.start(context, System.nanoTime()));
    }
  }
}
