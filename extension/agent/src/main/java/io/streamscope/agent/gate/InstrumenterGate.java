/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent.gate;

import com.google.auto.service.AutoService;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizerProvider;
import io.streamscope.agent.HttpRequests;

/** Entry when one of the agent's own instrumenters is built. */
@AutoService(InstrumenterCustomizerProvider.class)
public final class InstrumenterGate implements InstrumenterCustomizerProvider {

  @Override
  public void customize(InstrumenterCustomizer customizer) {
    if (JavaVersion.isSupported()) {
      HttpRequests.customize(customizer);
    }
  }
}
