/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * The chat over a WebSocket. A text message is a question, as the body of {@code /api/chat} with an
 * {@code id}, or {@code {"stop": id}}; several may be under way at once.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class ChatSocket extends TextWebSocketHandler implements WebSocketConfigurer {
  private static final String READERS = "readers";
  private static final String CONNECTION = "connection";
  private static final int SEND_LIMIT_MS = 10_000;
  private static final int BUFFER_LIMIT = 512 * 1024;

  private final ChatModel model;
  private final GatewayProperties properties;
  private final ExecutorService relayExecutor;
  private final ObjectMapper json;

  ChatSocket(
      ChatModel model,
      GatewayProperties properties,
      ExecutorService relayExecutor,
      ObjectMapper json) {
    this.model = model;
    this.properties = properties;
    this.relayExecutor = relayExecutor;
    this.json = json;
  }

  @Override
  public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
    registry.addHandler(this, "/ws/chat");
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    session
        .getAttributes()
        .put(
            CONNECTION,
            new ConcurrentWebSocketSessionDecorator(session, SEND_LIMIT_MS, BUFFER_LIMIT));
    session.getAttributes().put(READERS, new ConcurrentHashMap<String, SocketReader>());
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    Map<String, SocketReader> readers = readers(session);
    JsonNode asked = read(message);
    if (asked.hasNonNull("stop")) {
      SocketReader stopped = readers.get(asked.path("stop").asText());
      if (stopped != null) {
        stopped.stop();
      }
      return;
    }
    String id = asked.path("id").asText();
    SocketReader reader = new SocketReader(connection(session), json, id, () -> readers.remove(id));
    try {
      Question question = json.treeToValue(asked, Question.class);
      question.text();
      readers.put(id, reader);
      relayExecutor.execute(new AnswerRelay(model, question, onDisconnect(question), reader));
    } catch (JsonProcessingException | IllegalArgumentException | RejectedExecutionException e) {
      readers.remove(id);
      reader.send("error", Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  /** What is no JSON is a question without a message. */
  private JsonNode read(TextMessage message) {
    try {
      return json.readTree(message.getPayload());
    } catch (JsonProcessingException e) {
      return json.createObjectNode();
    }
  }

  private OnDisconnect onDisconnect(Question question) {
    String named = question.onDisconnect();
    return named == null || named.isEmpty() ? properties.onDisconnect() : OnDisconnect.named(named);
  }

  @SuppressWarnings("unchecked") // nobody else puts it there
  private static Map<String, SocketReader> readers(WebSocketSession session) {
    return (Map<String, SocketReader>) requireNonNull(session.getAttributes().get(READERS));
  }

  private static WebSocketSession connection(WebSocketSession session) {
    return (WebSocketSession) requireNonNull(session.getAttributes().get(CONNECTION));
  }
}
