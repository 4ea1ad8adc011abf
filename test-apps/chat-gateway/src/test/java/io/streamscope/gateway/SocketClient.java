/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A page that asks over a WebSocket. */
final class SocketClient implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final StringBuilder message = new StringBuilder();
  private final WebSocket socket;

  SocketClient(HttpClient http, String url) {
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(url.replace("http:", "ws:") + "/ws/chat"), this)
            .join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      messages.add(message.toString());
      message.setLength(0);
    }
    webSocket.request(1);
    return null;
  }

  void send(String text) {
    socket.sendText(text, true).join();
  }

  void leave() {
    socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /** The next event of whatever question. */
  JsonNode next() throws Exception {
    String next = messages.poll(20, TimeUnit.SECONDS);
    assertThat(next).as("a message").isNotNull();
    return JSON.readTree(next);
  }

  /** All events up to the one of that name, which is the last. */
  List<JsonNode> until(String event) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    do {
      all.add(next());
    } while (!all.get(all.size() - 1).get("event").asText().equals(event));
    return all;
  }
}
