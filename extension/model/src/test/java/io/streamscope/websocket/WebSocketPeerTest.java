/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.stream.StreamAttributes;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebSocketPeerTest {

  @Test
  void parametersOfAnEndpoint_areTheirNames() {
    assertThat(endpoint("ws://host/app/chat/7/7", Map.of("room", "7")))
        .isEqualTo("/app/chat/7/{room}");
    assertThat(endpoint("/chat/lobby", Map.of("room", "lobby"))).isEqualTo("/chat/{room}");
    assertThat(endpoint("/chat/lobby", Map.of())).isEqualTo("/chat/lobby");
  }

  @Test
  void endpointThatAFrameworkHasFound_isCalledLikeItsRoute() {
    WebSocketPeer peer =
        WebSocketPeer.ofEndpoint("/sock/**", URI.create("/sock/1/abc/websocket"), Map.of());

    assertThat(peer.name()).isEqualTo("/sock/**");
    assertThat(peer.attributes().asMap())
        .containsExactly(Map.entry(StreamAttributes.HTTP_ROUTE, "/sock/**"));
  }

  @Test
  void endpointWithoutAPath_hasNoName() {
    assertThat(WebSocketPeer.ofEndpoint(null, null, Map.of()).name()).isNull();
    assertThat(endpoint("mailto:room@example.com", Map.of("room", "room"))).isNull();
  }

  private static String endpoint(String uri, Map<String, String> parameters) {
    return WebSocketPeer.ofEndpoint(null, URI.create(uri), parameters).name();
  }
}
