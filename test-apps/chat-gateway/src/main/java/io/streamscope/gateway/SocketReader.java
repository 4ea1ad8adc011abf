/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** A browser that has asked over a WebSocket: each event is a message with the question's id. */
final class SocketReader implements AnswerReader {
  private final WebSocketSession session;
  private final ObjectMapper json;
  private final String id;
  private final Runnable onComplete;
  private volatile boolean stopped;

  SocketReader(WebSocketSession session, ObjectMapper json, String id, Runnable onComplete) {
    this.session = session;
    this.json = json;
    this.id = id;
    this.onComplete = onComplete;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public boolean isGone() {
    return !session.isOpen();
  }

  @Override
  public boolean isStopped() {
    return stopped;
  }

  @Override
  public void send(String name, Object data) throws IOException {
    ObjectNode message = json.createObjectNode().put("id", id).put("event", name);
    message.set("data", json.valueToTree(data));
    session.sendMessage(new TextMessage(json.writeValueAsString(message)));
  }

  @Override
  public void complete() {
    onComplete.run();
  }
}
