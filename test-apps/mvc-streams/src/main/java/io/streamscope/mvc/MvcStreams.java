/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.mvc;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application; prints where it listens. */
@SpringBootApplication
public class MvcStreams {

  /** {@code --server.port=0} by default. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(MvcStreams.class);
    application.setDefaultProperties(
        java.util.Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            "server.shutdown", "immediate", // some streams never end
            "spring.main.banner-mode", "off"));
    ConfigurableApplicationContext context = application.run(args);
    System.out.println(
        "mvc-streams listening on http://127.0.0.1:"
            + context.getEnvironment().getProperty("local.server.port"));
  }
}
