/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** The command line of the chat gateway under the agent. */
final class Gateway {
  private Gateway() {}

  static List<String> options(
      DemoSettings settings, String modelUrl, List<String> sinkOptions, String zipkinCollectorUrl)
      throws DemoFailure {
    List<String> options = new ArrayList<>();
    options.add("-javaagent:" + settings.agent());
    if (settings.hasExtension()) {
      options.add("-Dotel.javaagent.extensions=" + settings.extension());
    }
    options.add("-Dotel.service.name=chat-gateway");
    options.addAll(sinkOptions);
    options.add("-Dotel.traces.exporter=otlp,zipkin");
    options.add("-Dotel.exporter.zipkin.endpoint=" + zipkinCollectorUrl);
    options.add("-Dotel.bsp.schedule.delay=200");
    options.add("-Dotel.logs.exporter=none");
    options.add("-Dserver.port=0");
    options.add("-Dgateway.model-url=" + modelUrl + "/v1");
    options.add("-classpath");
    options.add(settings.gateway() + File.pathSeparator + libraries(settings));
    options.add("io.streamscope.gateway.ChatGateway");
    return options;
  }

  private static String libraries(DemoSettings settings) throws DemoFailure {
    try {
      return Files.readString(settings.gatewayClasspath()).strip();
    } catch (IOException e) {
      throw new DemoFailure("Cannot read " + settings.gatewayClasspath() + ": " + e, e);
    }
  }
}
