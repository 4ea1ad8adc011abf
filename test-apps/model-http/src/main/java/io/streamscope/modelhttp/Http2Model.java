/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.stream.Stream;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A model and who asks it, with HTTP/2 between them, on Reactor Netty. {@code /ask} answers with
 * what the model has said.
 */
public final class Http2Model {

  private static final String MODEL_PATH = "/v1/chat/completions";
  private static final String QUESTION =
      "{\"temperature\":0.5,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],"
          + "\"model\":\"m-2\"}";
  private static final int LENGTH = 40_000; // of a body in several frames

  private Http2Model() {}

  /** Serves until the process ends. */
  public static void main(String[] arguments) {
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .protocol(HttpProtocol.H2C, HttpProtocol.HTTP11)
            .route(
                routes -> routes.get("/ask", Http2Model::ask).post(MODEL_PATH, Http2Model::answer))
            .bindNow();
    System.out.println("http2-model listening on http://127.0.0.1:" + server.port());
    server.onDispose().block();
  }

  private static Publisher<Void> ask(HttpServerRequest request, HttpServerResponse response) {
    String model = "http://" + request.requestHeaders().get("Host") + MODEL_PATH;
    String question = QUESTION.formatted("x".repeat(LENGTH));
    Mono<String> answer =
        HttpClient.create()
            .protocol(HttpProtocol.H2C)
            .post()
            .uri(model)
            .send(ByteBufFlux.fromString(Flux.just(question)))
            .responseContent()
            .aggregate()
            .asString();
    return response.sendString(answer);
  }

  private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asString()
        .flatMapMany(
            question ->
                response
                    .header("Content-Type", "text/event-stream")
                    .sendString(Flux.fromStream(() -> events(question.length()))))
        .then();
  }

  private static Stream<String> events(int length) {
    String chunk = "{\"id\":\"c\",\"model\":\"m-2-0\",\"choices\":[%s]%s}";
    return Stream.of(
            chunk.formatted("{\"index\":0,\"delta\":{\"content\":\"%d\"}}".formatted(length), ""),
            chunk.formatted("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}", ""),
            chunk.formatted("", ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}"),
            "[DONE]")
        .map("data: %s\n\n"::formatted);
  }
}
