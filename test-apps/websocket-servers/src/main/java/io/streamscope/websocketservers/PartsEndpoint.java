/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Takes its messages in parts, and answers in as many. */
public final class PartsEndpoint extends Endpoint {

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(new Parts(session));
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    Observations.saw("parts closed " + reason.getCloseCode().getCode());
  }

  private record Parts(Session session) implements MessageHandler.Partial<String> {
    @Override
    public void onMessage(String part, boolean last) {
      Observations.saw("part " + part + " " + last);
      try {
        session.getBasicRemote().sendText(part, last);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
