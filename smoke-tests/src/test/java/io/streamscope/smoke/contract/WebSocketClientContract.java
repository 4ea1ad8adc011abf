/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.WebSocketPeerServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that opens WebSockets has to show, whatever client it opens them with. */
@Tested("client: WebSocket, %s")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WebSocketClientContract {

  private static final String STREAM = "streamscope.stream.";
  private static final String SOCKET = "streamscope.websocket.";
  private static final String CALLER = "io.streamscope.websocketclients.Talk[begin,say]";

  /** Detail of a client of Jakarta's API or above it: it closes for a handler, and cuts nothing. */
  private static final String JAKARTA = "jakarta";

  /** Detail of a client that goes on if a listener throws: the application closes. */
  private static final String GOING_ON = "going on";

  /** Detail of a client whose connections cannot be cut. */
  private static final String UNCUT = "uncut";

  /** Detail of a client of whose handshake the agent makes no span. */
  private static final String UNSPANNED = "unspanned";

  private final Cell cell;
  private OtlpSink sink;
  private WebSocketPeerServer peer;
  private List<String> facts;
  private List<String> alone;

  /** A contract for a cell whose details are the client and what is special about it. */
  protected WebSocketClientContract(Cell cell) {
    List<String> special = cell.details().subList(2, cell.details().size());
    if (!Set.of(JAKARTA, GOING_ON, UNCUT, UNSPANNED).containsAll(special)) {
      throw new IllegalArgumentException("unknown detail among " + special);
    }
    this.cell = cell;
  }

  @BeforeAll
  void play() throws IOException {
    if (cell.setup().java() == null) {
      return;
    }
    try (WebSocketPeerServer other = WebSocketPeerServer.listening()) {
      alone = play(Setup.BARE.onJava(cell.setup().javaVersion()), other, null);
    }
    sink = new OtlpSink();
    peer = WebSocketPeerServer.listening();
    facts = play(cell.setup(), peer, sink);
  }

  private List<String> play(Setup setup, WebSocketPeerServer server, @Nullable OtlpSink exporting) {
    List<String> options = new ArrayList<>();
    options.add("-Dotel.instrumentation.methods.include=" + CALLER);
    if (WrittenTrace.isWanted(setup)) {
      options.addAll(List.of(WrittenTrace.options()));
    }
    return new WebSocketClientApp("WebSocketClients", cell.classPath(), options)
        .play(setup, exporting, List.of(server.url(), cell.detail()));
  }

  @AfterAll
  void stop() {
    if (sink != null) {
      sink.close();
      peer.close();
    }
  }

  @BeforeEach
  void isInstalled() {
    cell.setup().assumeInstalled();
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(alone).hasSizeGreaterThan(20);
    assertThat(WrittenTrace.without(facts)).isEqualTo(alone);
  }

  /** Only a whole text does; OkHttp sends no other. */
  @Test
  void jsonText_carriesTheTraceThatItIsSentInIfTheUserWantsThat() {
    session("echo");
    List<List<String>> said =
        sink.spans().stream()
            .filter(span -> span.name().equals("Talk.say"))
            .map(span -> List.of(span.traceId(), span.spanId()))
            .toList();

    assertThat(said).hasSize(2);
    int whole = cell.detail().equals("okhttp") ? 2 : 1;
    assertThat(facts.stream().map(WrittenTrace::of).filter(Objects::nonNull))
        .isEqualTo(WrittenTrace.isExpected(cell) ? said.subList(0, whole) : List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "echo, complete, 1000, local, , ",
    "stream, complete, 1000, remote, , ",
    "ping, complete, 1000, local, , ",
    "too-big, error, 1009, remote, 1009, ",
    "going-away, complete, 1001, remote, , ",
    "abort, cancelled, , , , application"
  })
  void session_tellsHowItEnded(
      String path, String outcome, Long code, String initiator, String error, String reason) {
    assumeFalse(path.equals("abort") && (is(JAKARTA) || is(UNCUT)), "a connection cannot be cut");
    SpanRecord span = session(path);

    assertThat(span.attribute(STREAM + "outcome")).isEqualTo(outcome);
    assertThat(span.attribute(SOCKET + "close.code")).isEqualTo(code);
    assertThat(span.attribute(SOCKET + "close.initiator")).isEqualTo(initiator);
    assertThat(span.attribute("error.type")).isEqualTo(error);
    assertThat(span.attribute(STREAM + "cancel.reason")).isEqualTo(reason);
    assertThat(span.statusCode()).isEqualTo(outcome.equals("error") ? "ERROR" : "UNSET");
  }

  @Test
  void connectionThatBreaks_isAnError() {
    SpanRecord span = session("drop");

    assertThat(span.attributes())
        .containsEntry(STREAM + "outcome", "error")
        .containsEntry(SOCKET + "close.code", 1006L)
        .containsKey("error.type");
  }

  private boolean is(String detail) {
    return cell.details().contains(detail);
  }

  /** Of the exception, or of the code that the connection is closed with for it. */
  @Test
  void listenerThatThrows_isAnErrorWithItsType() {
    SpanRecord span = session("throw");

    assertThat(span.attribute(STREAM + "outcome")).isEqualTo("error");
    assertThat(span.attribute("error.type")).isEqualTo(failureOfThrow());
  }

  private String failureOfThrow() {
    if (cell.detail().startsWith("jetty")) {
      return "1008"; // which it closes with by itself
    }
    return is(JAKARTA) || is(GOING_ON) ? "1011" : "java.lang.IllegalStateException";
  }

  @Test
  void connectionThatIsRefused_isNoSession() {
    session("echo");

    assertThat(sink.spans()).noneMatch(span -> span.name().equals("websocket_session /refused"));
  }

  /** The peer's receiving is our sending. */
  @ParameterizedTest
  @ValueSource(strings = {"echo", "stream", "ping", "too-big", "going-away", "drop"})
  void session_countsWhatThePeerCounts(String path) {
    SpanRecord span = session(path);

    assertThat(
            List.of(
                count(span, "messages.sent"),
                count(span, "bytes.sent"),
                count(span, "messages.received"),
                count(span, "bytes.received")))
        .isEqualTo(peer.counts(path).all());
    assertThat(span.attribute(STREAM + "chunk.count"))
        .isEqualTo(count(span, "messages.sent") + count(span, "messages.received"));
  }

  private static long count(SpanRecord span, String what) {
    return (Long) span.attribute(SOCKET + what);
  }

  @Test
  void session_isBelowItsHandshake() {
    SpanRecord span = session("echo");
    SpanRecord caller = callerOf(span);
    assertThat(caller.name()).isEqualTo("Talk.begin");
    assertThat(caller.traceId()).isEqualTo(span.traceId());
    assertThat(caller.startNanos()).isLessThanOrEqualTo(span.startNanos());
    assertThat(caller.endNanos()).isGreaterThan(span.startNanos());
    assertThat(span.kind()).isEqualTo("INTERNAL");
    assertThat(span.attributes())
        .containsEntry(STREAM + "protocol", "websocket")
        .containsEntry(STREAM + "direction", "both")
        .containsEntry("server.address", "127.0.0.1")
        .containsEntry(SOCKET + "segment.number", 1L);
  }

  private SpanRecord callerOf(SpanRecord session) {
    SpanRecord caller = parentOf(session);
    if (is(UNSPANNED)) {
      return caller;
    }
    assertThat(caller.kind()).isEqualTo("CLIENT");
    return parentOf(caller);
  }

  private SpanRecord parentOf(SpanRecord span) {
    return sink.spans().stream()
        .filter(other -> other.spanId().equals(span.parentSpanId()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pong_tellsTheRoundTrip() {
    assertThat((Double) session("ping").attribute(SOCKET + "rtt.mean")).isBetween(0.0, 10.0);
    assertThat(session("echo").attributes()).doesNotContainKey(SOCKET + "rtt.mean");
  }

  private SpanRecord session(String path) {
    String name = "websocket_session /" + path;
    List<SpanRecord> found =
        sink
            .awaitSpans(
                spans -> spans.stream().anyMatch(span -> span.name().equals(name)), PATIENCE)
            .stream()
            .filter(span -> span.name().equals(name))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
