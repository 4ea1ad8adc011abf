/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.webflux;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Streams from functions instead of controllers. */
@Configuration
public class StreamRoutes {

  /** Three events. */
  @Bean
  public RouterFunction<ServerResponse> functional(Observations observations) {
    return route(
        GET("/sse/functional"),
        request ->
            ServerResponse.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .body(observations.watched("functional", Pace.events(3, 0, 10)), String.class));
  }
}
