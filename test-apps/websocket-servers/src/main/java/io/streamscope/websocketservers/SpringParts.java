/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.io.IOException;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;

/** Takes messages part by part, and sends them back so. */
public final class SpringParts extends AbstractWebSocketHandler {

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage part) throws IOException {
    Observations.saw("part " + part.getPayload() + " " + part.isLast());
    session.sendMessage(new TextMessage(part.getPayload(), part.isLast()));
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    Observations.saw("parts closed " + status.getCode());
  }

  @Override
  public boolean supportsPartialMessages() {
    return true;
  }
}
