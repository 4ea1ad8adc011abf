/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent.gate;

import com.google.auto.service.AutoService;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.streamscope.agent.ModelInstaller;
import io.streamscope.agent.StreamscopeStart;

/** Entry when the agent is configured by properties. */
@AutoService(AutoConfigurationCustomizerProvider.class)
public final class AutoConfigurationGate implements AutoConfigurationCustomizerProvider {

  @Override
  public void customize(AutoConfigurationCustomizer customizer) {
    if (JavaVersion.isSupported() && ModelInstaller.install()) {
      StreamscopeStart.configure(customizer);
    }
  }
}
