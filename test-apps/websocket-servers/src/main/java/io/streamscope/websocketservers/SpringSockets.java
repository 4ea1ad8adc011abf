/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.server.standard.ServletServerContainerFactoryBean;

/** What is where. */
@Configuration
@EnableWebSocket
public class SpringSockets implements WebSocketConfigurer {

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(new SpringChat(), "/chat/{room}");
    registry.addHandler(new SpringParts(), "/parts");
    registry.addHandler(new SpringChat(), "/sock").withSockJS();
  }

  /** What containers take by default is their affair. */
  @Bean
  public ServletServerContainerFactoryBean limits() {
    ServletServerContainerFactoryBean limits = new ServletServerContainerFactoryBean();
    limits.setMaxTextMessageBufferSize(Endpoints.TEXT_MAX);
    return limits;
  }
}
