/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.event.EventListener;

/** The application. Prints one line with its URL when it is ready. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ChatGateway {

  /** Starts the gateway; arguments are Spring Boot properties such as {@code --server.port=0}. */
  public static void main(String[] arguments) {
    SpringApplication.run(ChatGateway.class, arguments);
  }

  @EventListener
  void announce(ApplicationReadyEvent event) {
    String port = event.getApplicationContext().getEnvironment().getProperty("local.server.port");
    System.out.println("chat-gateway listening on http://127.0.0.1:" + port);
    System.out.flush();
  }
}
