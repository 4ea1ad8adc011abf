/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.net.URI;

/** Plays every scenario with a client: {@code <url of the peer> <client>}. */
public final class WebSocketClients {

  private WebSocketClients() {}

  /** Prints what the client saw, a line for each thing, and ends. */
  public static void main(String[] arguments) throws Exception {
    Client client = client(arguments[1]);
    client.keep(URI.create(arguments[0] + "/kept"));
    for (Scenario scenario : Scenario.values()) {
      Talk talk = new Talk();
      try {
        talk.begin(client, URI.create(arguments[0] + "/" + scenario.path()));
        scenario.play(talk);
      } catch (Exception failure) {
        talk.saw("thrown " + failure.getClass().getName());
      }
      talk.facts().forEach(fact -> System.out.println("FACT " + scenario.path() + " " + fact));
    }
    System.exit(0);
  }

  /** The client of a name. */
  static Client client(String name) {
    return switch (name) {
      case "jdk" -> new JdkClient();
      case "okhttp" -> new OkHttpSockets();
      case "javaWebSocket" -> new JavaWebSockets();
      case "vertx" -> new VertxSockets();
      case "netty" -> new NettySockets();
      case "reactorNetty" -> new ReactorNettySockets();
      case "webFlux" -> new WebFluxSockets();
      case "jettyNative" -> new JettySockets();
      case "spring" -> new SpringSockets();
      case "tomcat", "tyrus", "jetty", "undertow" -> ofTheContainer();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** With the package names that there are. */
  private static Client ofTheContainer() {
    try {
      Class.forName("jakarta.websocket.ContainerProvider");
    } catch (ClassNotFoundException older) {
      return new JavaxSockets();
    }
    return new JakartaSockets();
  }
}
