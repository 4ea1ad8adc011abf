/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent.gate;

import com.google.auto.service.AutoService;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfigurationCustomizerProvider;
import io.streamscope.agent.ModelInstaller;
import io.streamscope.agent.StreamscopeStart;

/** Entry when the agent is configured by a declarative file. */
@AutoService(DeclarativeConfigurationCustomizerProvider.class)
public final class DeclarativeGate implements DeclarativeConfigurationCustomizerProvider {

  @Override
  public void customize(DeclarativeConfigurationCustomizer customizer) {
    if (JavaVersion.isSupported() && ModelInstaller.install()) {
      StreamscopeStart.configure(customizer);
    }
  }
}
