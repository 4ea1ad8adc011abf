/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

/** Every client by its name. Only the one that is asked for is loaded. */
final class Clients {

  private Clients() {}

  static StreamingClient named(String name) {
    return switch (name) {
      case "jdk-lines" -> new JdkLines();
      case "jdk-inputstream" -> new JdkInputStream();
      case "jdk-async" -> new JdkAsync();
      case "jdk-publisher" -> new JdkPublisher();
      case "jdk-line-subscriber" -> new JdkLineSubscriber();
      case "jdk-custom-subscriber" -> new JdkCustomSubscriber();
      case "urlconnection" -> new UrlConnectionStreaming();
      case "okhttp" -> new OkHttpStreaming();
      case "okhttp-enqueue" -> new OkHttpEnqueue();
      case "okhttp-sse" -> new OkHttpSse();
      case "retrofit" -> new RetrofitStreaming();
      case "apache5" -> new Apache5Streaming();
      case "apache5-async" -> new Apache5Async();
      case "apache4" -> new Apache4Streaming();
      case "reactor-netty" -> new ReactorNetty();
      case "webclient" -> WebClientStreaming.onReactorNetty();
      case "webclient-apache" -> WebClientStreaming.onApache();
      case "restclient-jdk" -> new RestClientStreaming(SpringFactories.jdk());
      case "restclient-urlconnection" -> new RestClientStreaming(SpringFactories.urlConnection());
      case "resttemplate-jdk" -> new RestTemplateStreaming(SpringFactories.jdk());
      case "resttemplate-urlconnection" ->
          new RestTemplateStreaming(SpringFactories.urlConnection());
      default -> throw new IllegalArgumentException("no such client: " + name);
    };
  }
}
