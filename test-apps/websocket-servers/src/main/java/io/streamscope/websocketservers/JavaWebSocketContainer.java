/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Java-WebSocket, and beside it what is no WebSocket. */
final class JavaWebSocketContainer {

  private JavaWebSocketContainer() {}

  /** Where the other server listens; says where this one does. */
  static int start() throws Exception {
    JavaWebSocketChat chat = new JavaWebSocketChat();
    System.out.println("sockets on http://127.0.0.1:" + chat.listen());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/observed", JavaWebSocketContainer::observed);
    server.start();
    return server.getAddress().getPort();
  }

  private static void observed(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] answer = {};
      if (exchange.getRequestMethod().equals("DELETE")) {
        Observations.forget();
      } else {
        answer = Observations.text().getBytes(StandardCharsets.UTF_8);
      }
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }
}
