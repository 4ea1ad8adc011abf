/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.RawWebSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spring puts on top of WebSockets: SockJS, and messages by STOMP. */
@Tested("server: SockJS and STOMP, %s")
public abstract class SpringMessagesContract extends SocketServerContract {

  private static final String CONNECT = "CONNECT\naccept-version:1.2\nheart-beat:0,%d\n\n\0";
  private static final String SUBSCRIBE = "SUBSCRIBE\nid:0\ndestination:/topic/answers\n\n\0";
  private static final String SEND = "SEND\ndestination:/app/%s\n\n%s\0";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String FIELD = "-Dstreamscope.websocket.propagation.field=tp";

  /** A contract for a cell whose details are the container and the test app for it. */
  protected SpringMessagesContract(Cell cell) {
    super(cell);
  }

  @Override
  List<String> options() {
    return WrittenTrace.isWanted(cell().setup())
        ? List.of(FIELD, "-Dstreamscope.websocket.propagation.write=server")
        : List.of(FIELD);
  }

  @Override
  long sessions(List<String> observed) {
    return 4; // the fallbacks of SockJS are none
  }

  @Override
  List<String> observe(AppUnderTest application) {
    List<String> seen = new ArrayList<>();
    seen.addAll(
        sockJs(application.url() + "/sock/000/one/websocket", "[\"echo hi\"]", "a[\"hi\"]"));
    seen.add(application.observed("closed"));
    seen.addAll(sockJs(application.url() + "/sock/websocket", "echo hi", "hi"));
    seen.add(application.observed("closed"));
    seen.add(fallback(application.url() + "/sock/000/two/", "xhr_streaming"));
    seen.add(application.observed("closed"));
    seen.add(fallback(application.url() + "/sock/000/three/", "eventsource"));
    seen.add(application.observed("closed"));
    seen.addAll(stomp(application.url() + "/stomp", ask("3"), "answer 2"));
    seen.addAll(sockJsStomp(application.url() + "/stomp-sock/000/four/websocket"));
    seen.add(application.observed("asked 1"));
    return seen;
  }

  private static List<String> sockJs(String url, String question, String answer) {
    try (RawWebSocket raw = RawWebSocket.open(url)) {
      raw.text(question);
      raw.until(answer::equals);
      raw.close(1000);
      raw.untilTheEnd();
      return raw.frames();
    }
  }

  /** Whoever answers over HTTP is asked in requests of their own. */
  private static String fallback(String session, String transport) {
    Deque<String> questions = new ArrayDeque<>(List.of("[\"echo hi\"]", "[\"close 4000\"]"));
    Deque<String> signs = new ArrayDeque<>(List.of("o", "a[\"hi\"]"));
    String method = transport.equals("eventsource") ? "GET" : "POST";
    return Http.stable(
        Http.leaveWhen(
            method,
            session + transport,
            "",
            answer -> {
              boolean ready = !signs.isEmpty() && lines(answer).contains(signs.peek());
              if (ready) {
                signs.remove();
                Http.send("POST", session + "xhr_send", questions.remove());
              }
              return false;
            }));
  }

  private static List<String> lines(String answer) {
    return answer.lines().map(line -> line.replaceFirst("^data: ?", "")).toList();
  }

  private static String ask(String count) {
    return SEND.formatted("ask", count);
  }

  private static List<String> stomp(String url, String question, String awaited) {
    try (RawWebSocket raw = connect(url, 0)) {
      raw.text(question);
      raw.until(frame -> frame.contains(awaited));
      raw.close(1000);
      raw.untilTheEnd();
      return stable(raw.frames());
    }
  }

  /** Connected and subscribed: the second answer comes when the first one is sure. */
  private static RawWebSocket connect(String url, int heartbeatMillis) {
    RawWebSocket raw = RawWebSocket.open(url);
    raw.text(CONNECT.formatted(heartbeatMillis));
    raw.until(frame -> frame.startsWith("CONNECTED"));
    raw.text(SUBSCRIBE);
    raw.text("SUBSCRIBE\nid:1\ndestination:/app/known\n\n\0");
    raw.until(frame -> frame.contains("nothing"));
    return raw;
  }

  private static List<String> sockJsStomp(String url) {
    try (RawWebSocket raw = RawWebSocket.open(url)) {
      raw.text(inSockJs(CONNECT.formatted(0)));
      raw.until(frame -> frame.startsWith("a[\"CONNECTED"));
      raw.text(inSockJs(SUBSCRIBE));
      raw.text(inSockJs("SUBSCRIBE\nid:1\ndestination:/app/known\n\n\0"));
      raw.until(frame -> frame.contains("nothing"));
      raw.text(inSockJs(ask("1")));
      raw.until(frame -> frame.contains("answer 0"));
      raw.close(1000);
      raw.untilTheEnd();
      return stable(raw.frames());
    }
  }

  private static String inSockJs(String frame) {
    return "[\"" + frame.replace("\n", "\\n").replace("\0", "\\u0000") + "\"]";
  }

  /** Of a message, but not its id, in which there is one of the session. */
  private static List<String> stable(List<String> frames) {
    return frames.stream()
        .map(frame -> frame.replaceAll("message-id:[^\\\\\n]*-(\\d+)", "message-id:*-$1"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "/sock/000/five/websocket, '[\"echo hi\"]', 'a[\"hi\"]'",
    "/sock/websocket, echo hi, hi"
  })
  void socketOfSockJs_isASessionWithATurn(String path, String question, String answer) {
    sockJs(app.url() + path, question, answer);

    SpanRecord session = span("websocket_session /sock/**");
    assertThat(session.attribute("http.route")).isEqualTo("/sock/**");
    assertThat(span("websocket_turn /sock/**").attributes())
        .containsEntry(STREAM + "outcome", "complete")
        .containsEntry(STREAM + "chunk.count", 1L)
        .containsEntry("http.route", "/sock/**");
  }

  @Test
  void eventSourceOfSockJs_isAStreamOfEvents() {
    fallback(app.url() + "/sock/000/six/", "eventsource");

    assertThat(span("sse_stream /sock/**").attributes())
        .containsEntry(STREAM + "outcome", "complete")
        .containsEntry(STREAM + "chunk.count", 3L);
  }

  @Test
  void sentFrame_isATurnAndNoOtherFrameIs() {
    stomp(app.url() + "/stomp", ask("3"), "answer 2");

    SpanRecord session = span("websocket_session /stomp");
    SpanRecord turn = span("websocket_turn /stomp");
    assertThat(turn.isRoot()).isTrue();
    assertThat(turn.links().get(0).spanId()).isEqualTo(session.spanId());
    assertThat(turn.attributes())
        .containsEntry(STREAM + "outcome", "complete")
        .containsEntry(STREAM + "chunk.count", 3L)
        .containsEntry(SOCKET + "messages.received", 1L)
        .containsEntry(SOCKET + "bytes.received", (long) ask("3").length());
    assertThat(session.attributes())
        .containsEntry(SOCKET + "messages.received", 4L)
        .containsEntry(STREAM + "outcome", "complete");
  }

  @Test
  void sentFrameInSockJs_isATurn() {
    sockJsStomp(app.url() + "/stomp-sock/000/seven/websocket");

    assertThat(span("websocket_turn /stomp-sock/**").attributes())
        .containsEntry(STREAM + "chunk.count", 1L);
  }

  /** Of the server: one before the answers, and two behind them while the turn is open. */
  @Test
  void heartbeats_areNoTurnsAndNoAnswers() {
    try (RawWebSocket raw = connect(app.url() + "/stomp", 100)) {
      raw.until("\n"::equals);
      raw.text(ask("2"));
      raw.until(frame -> frame.contains("answer 1"));
      raw.text("\n");
      raw.until("\n"::equals);
      raw.until("\n"::equals);
      raw.close(1000);
      raw.untilTheEnd();
    }

    assertThat(span("websocket_turn /stomp").attributes())
        .containsEntry(STREAM + "chunk.count", 2L)
        .containsEntry(SOCKET + "messages.received", 1L);
    assertThat((Long) span("websocket_session /stomp").attribute(STREAM + "heartbeat.count"))
        .isGreaterThanOrEqualTo(4L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"traceparent", "tp"})
  void frameThatCarriesATrace_isPartOfIt(String header) {
    String carried = header + ":00-" + TRACE + "-b7ad6b7169203331-01\n";
    stomp(app.url() + "/stomp", ask("1").replace("\n\n", "\n" + carried + "\n"), "answer 0");

    SpanRecord turn = span("websocket_turn /stomp");
    assertThat(turn.traceId()).isEqualTo(TRACE);
    assertThat(turn.parentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  /** Nothing is written into what the broker itself says. */
  @Test
  void frameWithAnAnswer_carriesTheTraceOfItsTurnIfTheUserWantsThat() {
    List<String> frames = stomp(app.url() + "/stomp", ask("2"), "answer 1");

    SpanRecord turn = span("websocket_turn /stomp");
    boolean written = WrittenTrace.isWanted(cell().setup());
    String head = written ? "MESSAGE\ntp:00-" + turn.traceId() : "MESSAGE\ndestination";
    assertThat(frames.stream().filter(frame -> frame.contains("answer ")))
        .hasSize(2)
        .allSatisfy(frame -> assertThat(frame).startsWith(head));
    assertThat(frames.get(0)).startsWith("CONNECTED").doesNotContain("tp:");
  }

  /** The application answers to one kind of failure, and of the other only its log tells. */
  @Test
  void methodThatThrows_isAnErrorUnlessTheApplicationHandlesIt() {
    stomp(app.url() + "/stomp", SEND.formatted("fail", "known"), "sorry");
    assertThat(span("websocket_turn /stomp").attributes())
        .containsEntry(STREAM + "outcome", "complete")
        .containsEntry(STREAM + "chunk.count", 1L);
    sink.clear();

    try (RawWebSocket raw = connect(app.url() + "/stomp", 0)) {
      raw.text(SEND.formatted("fail", "unknown"));
      app.observed("failing unknown");
      SpanRecord turn = span("websocket_turn /stomp");
      assertThat(turn.statusCode()).isEqualTo("ERROR");
      assertThat(turn.attributes())
          .containsEntry(STREAM + "outcome", "error")
          .containsEntry("error.type", "java.lang.IllegalStateException");
      assertThat(turn.toString()).doesNotContain("canary");
    }
  }
}
