/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent.gate;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesBuilder;
import io.opentelemetry.javaagent.extension.ignore.IgnoredTypesConfigurer;
import io.streamscope.agent.ModelInstaller;
import io.streamscope.agent.StreamscopeStart;

/** Entry in both ways of configuring the agent. */
@AutoService(IgnoredTypesConfigurer.class)
public final class IgnoredTypesGate implements IgnoredTypesConfigurer {

  @Override
  public void configure(IgnoredTypesBuilder builder) {
    if (JavaVersion.isSupported() && ModelInstaller.install()) {
      StreamscopeStart.configure(builder);
    }
  }
}
