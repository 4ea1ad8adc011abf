/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProviderBuilder;
import io.opentelemetry.sdk.metrics.View;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.stream.StreamAttributes;
import java.util.Set;

/**
 * Shows on the duration of server requests which of them a stream answered ({@code
 * docs/latency.md}). The other attributes are those that the HTTP conventions give the metric.
 */
final class RequestDurationView {

  private static final String METRIC = "http.server.request.duration";
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "http.request.method",
          "http.response.status_code",
          "http.route",
          "error.type",
          "network.protocol.name",
          "network.protocol.version",
          "url.scheme",
          StreamAttributes.STREAMED_RESPONSE.getKey());

  private RequestDurationView() {}

  static SdkMeterProviderBuilder register(SdkMeterProviderBuilder builder) {
    boolean split =
        Boolean.parseBoolean(StreamscopeConfig.get().text(ConfigKey.SPLIT_REQUEST_DURATION));
    return split
        ? builder.registerView(
            InstrumentSelector.builder().setName(METRIC).build(),
            View.builder().setAttributeFilter(ATTRIBUTES).build())
        : builder;
  }
}
