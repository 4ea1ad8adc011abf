/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application on the server of the class path; prints where it listens. */
@SpringBootApplication
public class WebFluxStreams {

  /** {@code --server.port=0} by default. */
  public static void main(String[] args) {
    SpringApplication application = new SpringApplication(WebFluxStreams.class);
    application.setWebApplicationType(WebApplicationType.REACTIVE);
    application.setDefaultProperties(
        Map.of(
            "server.port", "0",
            "server.address", "127.0.0.1",
            "server.shutdown", "immediate", // some streams never end
            "spring.main.banner-mode", "off"));
    ConfigurableApplicationContext context = application.run(args);
    System.out.println(
        "webflux-streams listening on http://127.0.0.1:"
            + context.getEnvironment().getProperty("local.server.port"));
  }
}
