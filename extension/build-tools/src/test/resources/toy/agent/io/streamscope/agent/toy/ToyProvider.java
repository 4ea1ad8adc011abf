package io.streamscope.agent.toy;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.streamscope.stream.Tally;

public class ToyProvider implements AutoConfigurationCustomizerProvider {
  static final String MODEL_CLASS = "io.streamscope.stream.Tally";
  final Tally tally = new Tally();

  @Override
  public void customize(AutoConfigurationCustomizer autoConfiguration) {
    autoConfiguration.addTracerProviderCustomizer((builder, config) -> builder);
  }
}
