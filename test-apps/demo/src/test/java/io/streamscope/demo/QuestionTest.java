/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuestionTest {
  private final List<String> printed = new ArrayList<>();
  private final AtomicReference<String> asked = new AtomicReference<>();
  private HttpServer server;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/chat",
        exchange -> {
          try (exchange) {
            asked.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void printsEachPieceOfText() throws Exception {
    body =
        """
        :ping

        event:status
        data:{"status":"searching"}

        data:{"text":""}

        data:{"text":"Ten "}

        data: {"text":
        data: "hours"}

        event:done
        data:{"chunks":2}

        """;

    assertThat(ask()).isEqualTo(2);
    assertThat(printed).containsExactly("Ten ", "hours");
    assertThat(asked).hasValue("{\"message\":\"How long?\"}");
  }

  @Test
  void reportsWhatTheGatewayReports() {
    body = "data:{\"text\":\"Ten \"}\n\nevent:error\ndata:{\"message\":\"cut\"}\n\n";
    assertThatThrownBy(this::ask)
        .isInstanceOf(DemoFailure.class)
        .hasMessage("The gateway reported an error: {\"message\":\"cut\"}");

    body = "";
    assertThatThrownBy(this::ask).hasMessage("The gateway answered without any text.");

    status = 502;
    body = "no model";
    assertThatThrownBy(this::ask).hasMessage("The gateway answered with HTTP status 502: no model");
  }

  private int ask() throws Exception {
    return new Question(printed::add)
        .ask(
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "How long?",
            Duration.ofSeconds(10));
  }
}
