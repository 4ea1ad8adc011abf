/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Vert.x has to show beyond that: how HTTP/1.1 is spoken, and who closes a connection. */
@Tested("server: Vert.x")
public abstract class VertxContract extends ServerStreamContract {

  private static final List<ObservedRequest> REQUESTS =
      List.of(
          new ObservedRequest("/sse/async?n=5&gapMs=5", "onComplete"),
          new ObservedRequest("/sse/async?n=0", "onComplete"),
          new ObservedRequest("/sse/thread?n=3", "onComplete"),
          new ObservedRequest("/sse/sync?n=3", "onComplete"),
          new ObservedRequest("/sse/writer?n=3", "onComplete"),
          new ObservedRequest("/sse/pieces?n=3", "onComplete"),
          new ObservedRequest("/sse/split?n=3", "onComplete"),
          new ObservedRequest("/sse/rich", "onComplete"),
          new ObservedRequest("/sse/big?n=3&bytes=300000", "onComplete"),
          new ObservedRequest("/sse/nonblocking?n=2000", "onComplete"),
          new ObservedRequest("/sse/headers-first?n=2&firstMs=20", "onComplete"),
          new ObservedRequest("/sse/dispatch", "onComplete"),
          new ObservedRequest("/sse/gzip?n=3", "onComplete"),
          new ObservedRequest("/sse/cached?n=3", "onComplete"),
          new ObservedRequest("/sse/cut", "onError"),
          new ObservedRequest("/sse/none", "onComplete"),
          new ObservedRequest("/ndjson?n=3", "onComplete"),
          new ObservedRequest("/stream-json?n=3", "onComplete"),
          new ObservedRequest("/jsonl?n=3", "onComplete"),
          new ObservedRequest("/json", "onComplete"),
          new ObservedRequest("/text?n=3", "onComplete"));

  /** A contract for one class path and one way of running. */
  protected VertxContract(Cell cell) {
    super(cell);
  }

  @Override
  protected final AppUnderTest.Builder application() {
    return NettyContract.application("vertx", cell().classPath());
  }

  @Override
  final List<ObservedRequest> requests() {
    return REQUESTS;
  }

  /** The buffer of the last write, with its context. */
  @Override
  final long keptByTheAgent() {
    return 10_000_000;
  }

  @Override
  protected final boolean tellsFailures() {
    return false;
  }

  @Override
  protected final boolean waitsForReaders() {
    return false;
  }

  @Test
  void requestsThatDoNotWaitForEachOther_areAStreamEach() {
    String responses =
        Http.raw(
            app.url(),
            request("GET", "/sse/async?n=2&gapMs=50", "")
                + request("GET", "/json", "")
                + request("GET", "/jsonl?n=3", "")
                + request("GET", "/sse/split?n=1", "Connection: close\r\n"));

    assertThat(responses).containsSubsequence("event 1", "plain", "{\"line\":2}", "ent 0");
    assertComplete(streamFor("/sse/async"), 2, 14);
    assertComplete(streamFor("/jsonl"), 3, 30);
    assertComplete(streamFor("/sse/split"), 1, 7);
    assertThat(streamsOf(awaitServerSpan("/json").traceId())).isEmpty();
  }

  /** The only stream of a request by its path: the agent mixes up the routes of such requests. */
  private SpanRecord streamFor(String path) {
    SpanRecord server = awaitServerSpan(path);
    Predicate<SpanRecord> isBelow = span -> server.spanId().equals(span.parentSpanId());
    SpanRecord span = only(sink.awaitSpans(has(isBelow), PATIENCE), isBelow);
    assertThat(streamsOf(server.traceId())).containsExactly(span);
    return span;
  }

  @Test
  void requestsAfterOneAnother_areAStreamEach() throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (String path : new String[] {"/sse/async?n=2", "/json", "/jsonl?n=3", "/sse/split?n=1"}) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + path)).build();
      client.send(request, BodyHandlers.discarding()); // and keeps the connection
    }

    assertComplete(stream("sse_stream /sse/async"), 2, 14);
    assertComplete(stream("ndjson_stream /jsonl"), 3, 30);
    assertComplete(stream("sse_stream /sse/split"), 1, 7);
    assertThat(streamsOf(awaitServerSpan("/json").traceId())).isEmpty();
  }

  private static void assertComplete(SpanRecord span, long chunks, long bytes) {
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "chunk.count", chunks)
        .containsEntry(PREFIX + "bytes", bytes);
  }

  @Test
  void responsesWithoutABody_areNoStreams() {
    Http.raw(
        app.url(),
        request("HEAD", "/sse/async?n=2", "")
            + request("HEAD", "/sse/cached?n=2", "")
            + request("GET", "/sse/none", "")
            + request("GET", "/sse/sync?n=1", "Connection: close\r\n"));

    streamFor("/sse/sync"); // exported in order: ours would have come before
    for (String path : new String[] {"/sse/async", "/sse/cached", "/sse/none"}) {
      assertThat(streamsOf(awaitServerSpan(path).traceId())).isEmpty();
    }
  }

  @Test
  void bodyThatTheServerCompresses_isOneStreamOfWrites() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.url() + "/sse/async?n=3&gapMs=20"))
            .version(HttpClient.Version.HTTP_1_1) // else it is upgraded
            .header("Accept-Encoding", "gzip")
            .build();

    byte[] body = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();

    assertThat(unzip(body)).isEqualTo("data: event 0\n\ndata: event 1\n\ndata: event 2\n\n");
    SpanRecord span = stream("sse_stream /sse/async");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "complete")
        .containsEntry(PREFIX + "bytes", (long) body.length);
    assertThat(number(span, PREFIX + "chunk.count")).isBetween(3.0, 4.0); // or with the trailer
  }

  private static String unzip(byte[] body) throws IOException {
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void connectionThatTheServerCloses_isAnError() {
    get("/sse/cut");

    SpanRecord span = stream("sse_stream /sse/cut");
    assertThat(span.statusCode()).isEqualTo("ERROR");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "error")
        .containsEntry("error.type", "java.io.IOException")
        .containsEntry(PREFIX + "chunk.count", 2L)
        .containsEntry(PREFIX + "bytes", 14L);
    assertThat(eventNames(span)).endsWith("stream_error");
  }

  @Test
  void readerThatLeavesDuringSilence_isADisconnect() {
    Http.leaveWhen("GET", app.url() + "/sse/never", "", seen -> seen.contains("event 0"));

    SpanRecord span = stream("sse_stream /sse/never");
    assertThat(span.attributes())
        .containsEntry(PREFIX + "outcome", "client_disconnect")
        .containsEntry(PREFIX + "chunk.count", 1L);
  }

  @Test
  void webSocket_isNoStreamOfHttp() throws Exception {
    Echo echo = new Echo();
    WebSocket socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(app.url().replace("http", "ws") + "/socket"), echo)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

    socket.sendText("hello", true);

    assertThat(echo.text.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hello");
    socket.abort();
    get("/sse/sync?n=1");
    stream("sse_stream /sse/sync"); // exported in order: ours would have come before
    assertThat(sink.awaitSpans(has(named("sse_stream /sse/sync")), PATIENCE))
        .extracting(span -> span.attribute(PREFIX + "protocol"))
        .filteredOn(protocol -> protocol != null && !protocol.equals("websocket"))
        .hasSize(1);
  }

  private String request(String method, String path, String headers) {
    String authority = URI.create(app.url()).getAuthority();
    return method + " " + path + " HTTP/1.1\r\nHost: " + authority + "\r\n" + headers + "\r\n";
  }

  private static final class Echo implements WebSocket.Listener {
    private final CompletableFuture<String> text = new CompletableFuture<>();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.complete(data.toString());
      return null;
    }
  }
}
