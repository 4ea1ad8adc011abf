/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.Spans;
import io.streamscope.smoke.support.WebSocketPeerServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that opens WebSockets has to show, whatever client it opens them with. */
@Tested("client: WebSocket, %s")
public abstract class WebSocketClientContract extends SocketClientContract<WebSocketPeerServer> {

  private static final String STREAM = "streamscope.stream.";
  private static final String SOCKET = "streamscope.websocket.";
  private static final String CALLER = "io.streamscope.websocketclients.Talk[begin,say]";

  /** Of a session: more than all others have, but for that of {@code echo}. */
  private static final int MESSAGES_MAX = 8;

  private static final long SAID_BYTES = "{'say':'hello'}".length();

  /** Detail of a client of Jakarta's API or above it: it closes for a handler, and cuts nothing. */
  private static final String JAKARTA = "jakarta";

  /** Detail of a client that goes on if a listener throws: the application closes. */
  private static final String GOING_ON = "going on";

  /** Detail of a client whose connections cannot be cut. */
  private static final String UNCUT = "uncut";

  /** Detail of a client of whose handshake the agent makes no span. */
  private static final String UNSPANNED = "unspanned";

  /** A contract for a cell whose details are the client and what is special about it. */
  protected WebSocketClientContract(Cell cell) {
    super(cell);
    List<String> special = cell.details().subList(2, cell.details().size());
    if (!Set.of(JAKARTA, GOING_ON, UNCUT, UNSPANNED).containsAll(special)) {
      throw new IllegalArgumentException("unknown detail among " + special);
    }
  }

  @Override
  WebSocketPeerServer listening() {
    return WebSocketPeerServer.listening();
  }

  @Override
  WebSocketClientApp application(Setup setup) {
    List<String> options = new ArrayList<>();
    options.add("-Dotel.instrumentation.methods.include=" + CALLER);
    if (WrittenTrace.isWanted(setup)) {
      options.addAll(WrittenTrace.options());
    }
    if (ToldMessages.areWanted(setup)) {
      options.addAll(ToldMessages.options(MESSAGES_MAX));
    }
    return new WebSocketClientApp("WebSocketClients", cell.classPath(), options);
  }

  @Override
  List<String> arguments(WebSocketPeerServer with) {
    return List.of(with.url(), cell.detail());
  }

  /** Only a whole text does; OkHttp and WebFlux send no other. */
  @Test
  void jsonText_carriesTheTraceThatItIsSentInIfTheUserWantsThat() {
    session("echo");
    List<List<String>> said =
        sink.spans().stream()
            .filter(span -> span.name().equals("Talk.say"))
            .map(span -> List.of(span.traceId(), span.spanId()))
            .toList();

    assertThat(said).hasSize(2);
    int whole = List.of("okhttp", "webFlux").contains(cell.detail()) ? 2 : 1;
    assertThat(facts.stream().map(WrittenTrace::of).filter(Objects::nonNull))
        .isEqualTo(WrittenTrace.isWanted(cell.setup()) ? said.subList(0, whole) : List.of());
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
  void messages_haveSpansOfTheirOwnIfTheUserWantsThat() {
    SpanRecord session = session("ping");

    if (!ToldMessages.areWanted(cell.setup())) {
      assertThat(ToldMessages.among(sink.spans())).isEmpty();
      return;
    }
    assertThat(ToldMessages.awaitOf(sink, session.traceId(), 2)).hasSize(2);
    SpanRecord sent = Spans.awaitOnly(sink, "websocket_send /ping");
    SpanRecord received = Spans.awaitOnly(sink, "websocket_receive /ping");
    ToldMessages.assertText(sent, session.spanId(), session, "ping me".length());
    ToldMessages.assertText(received, session.spanId(), session, "pinged".length());
  }

  @Test
  void messageThatIsSentInASpan_isItsChild() {
    assumeTrue(ToldMessages.areWanted(cell.setup()), "messages have no spans");
    SpanRecord session = session("echo");

    List<SpanRecord> said =
        sink.spans().stream().filter(span -> span.name().equals("Talk.say")).toList();
    assertThat(said).hasSize(2);
    for (SpanRecord caller : said) {
      assertThat(ToldMessages.awaitOf(sink, caller.traceId(), 1))
          .singleElement()
          .satisfies(sent -> ToldMessages.assertText(sent, caller.spanId(), session, SAID_BYTES));
    }
  }

  @Test
  void messagesBeyondTheBudget_areOnlyCounted() {
    assumeTrue(ToldMessages.areWanted(cell.setup()), "messages have no spans");
    session("echo");

    List<Long> counts = peer.counts("echo").all();
    ToldMessages.awaitDropped(sink, counts.get(0) + counts.get(2) - MESSAGES_MAX);
    assertThat(ToldMessages.among(sink.spans()))
        .filteredOn(span -> span.name().endsWith(" /echo"))
        .hasSize(MESSAGES_MAX);
  }

  @Test
  void pong_tellsTheRoundTrip() {
    assertThat((Double) session("ping").attribute(SOCKET + "rtt.mean")).isBetween(0.0, 10.0);
    assertThat(session("echo").attributes()).doesNotContainKey(SOCKET + "rtt.mean");
  }

  private SpanRecord session(String path) {
    return Spans.awaitOnly(sink, "websocket_session /" + path);
  }
}
