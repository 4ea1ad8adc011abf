/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.util.stream.IntStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.handler.annotation.MessageExceptionHandler;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.simp.SimpMessagingTemplate;
import org.springframework.messaging.simp.annotation.SubscribeMapping;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.stereotype.Controller;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

/** STOMP, with the simple broker. */
@Configuration
@EnableWebSocketMessageBroker
public class SpringMessages implements WebSocketMessageBrokerConfigurer {

  private static final long HEARTBEAT_MS = 100;

  @Override
  public void registerStompEndpoints(StompEndpointRegistry registry) {
    registry.addEndpoint("/stomp");
    registry.addEndpoint("/stomp-sock").withSockJS();
  }

  @Override
  public void configureMessageBroker(MessageBrokerRegistry registry) {
    registry.setApplicationDestinationPrefixes("/app");
    registry.setPreservePublishOrder(true);
    registry
        .enableSimpleBroker("/topic")
        .setTaskScheduler(heartbeats())
        .setHeartbeatValue(new long[] {HEARTBEAT_MS, 0});
  }

  /** One after the other: who has subscribed gets what is said after that. */
  @Override
  public void configureClientInboundChannel(ChannelRegistration registration) {
    registration.taskExecutor().corePoolSize(1).maxPoolSize(1);
  }

  /** Who beats. */
  @Bean
  public TaskScheduler heartbeats() {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(1);
    return scheduler;
  }

  /** Answers what it is asked. */
  @Controller
  public static class Answers {

    private final SimpMessagingTemplate template;

    Answers(SimpMessagingTemplate template) {
      this.template = template;
    }

    /** As many answers as it is told to, in the order of their numbers. */
    @MessageMapping("/ask")
    public void ask(String count) {
      Observations.saw("asked " + count);
      IntStream.range(0, Integer.parseInt(count))
          .forEach(i -> template.convertAndSend("/topic/answers", "answer " + i));
    }

    /** What is known when somebody subscribes. */
    @SubscribeMapping("/known")
    public String known() {
      return "nothing";
    }

    /** Fails. */
    @MessageMapping("/fail")
    public void fail(String how) {
      Observations.saw("failing " + how);
      if (how.equals("known")) {
        throw new IllegalArgumentException("canary " + how);
      }
      throw new IllegalStateException("canary " + how);
    }

    /** One kind of failure is foreseen. */
    @MessageExceptionHandler
    public void foreseen(IllegalArgumentException failure) {
      template.convertAndSend("/topic/answers", "sorry");
    }
  }
}
