/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sends back each text that it gets. */
public final class EchoEndpoint extends Endpoint {

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    session.addMessageHandler(
        String.class, (MessageHandler.Whole<String>) text -> echo(session, text));
  }

  private static void echo(Session session, String text) {
    try {
      session.getBasicRemote().sendText(text);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
