/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.List;

/** Every client by its name. Only the one that is asked for is loaded. */
final class Clients {
  /** All names. */
  static final List<String> NAMES =
      List.of(
          "jdk-string",
          "jdk-inputstream",
          "jdk-lines",
          "urlconnection",
          "okhttp",
          "okhttp-sse",
          "apache4",
          "apache5",
          "apache5-async",
          "webclient",
          "restclient-jdk");

  private Clients() {}

  static ModelClient named(String name) {
    return switch (name) {
      case "jdk-string" -> new JdkString();
      case "jdk-inputstream" -> new JdkInputStream();
      case "jdk-lines" -> new JdkLines();
      case "urlconnection" -> new UrlConnection();
      case "okhttp" -> new OkHttpExecute();
      case "okhttp-sse" -> new OkHttpEvents();
      case "apache4" -> new Apache4();
      case "apache5" -> new Apache5();
      case "apache5-async" -> new Apache5Async();
      case "webclient" -> new WebClientFlux();
      case "restclient-jdk" -> new RestClientExchange();
      default -> throw new IllegalArgumentException("no such client: " + name);
    };
  }
}
