/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.NodeScript;
import io.streamscope.smoke.support.RawWebSocket;
import io.streamscope.smoke.support.Spans;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server of WebSockets has to show, whatever container it runs in. */
@Tested("server: WebSocket on %s")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
public abstract class WebSocketServerContract extends SocketServerContract {

  private static final String SOCKETS = "sockets on ";
  private static final String SENDER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String METHODS =
      "-Dotel.instrumentation.methods.include=io.streamscope.websocketservers.%s[text]";

  /** Classes whose method the agent is to see that handles a text. */
  private static final Map<String, String> HANDLERS =
      Map.of("netty", "NettyChat", "reactorNetty", "ReactorNettyChat", "webFlux", "WebFluxChat");

  /** Those that are asked for one message after the other, if they want. */
  private static final Set<String> REACTIVE = Set.of("reactorNetty", "webFlux");

  /** Of a session: more than all others have, but for that of one test. */
  private static final int MESSAGES_MAX = 20;

  private static final int TOO_BIG = 5_000_000;
  private static final byte[] NO_TEXT = {'a', (byte) 0xff, 'b'}; // not UTF-8

  private final String session;
  private final String turn;
  private final @Nullable String handler;

  /**
   * A contract for a cell whose details are the container and the test app for it; {@code unrouted}
   * if it knows no routes, {@code unseen} if the agent has no span for its requests, {@code
   * unchecked} if texts may be none.
   */
  protected WebSocketServerContract(Cell cell) {
    super(cell);
    String route = cell.details().contains("unrouted") ? "/chat/*" : "/chat/{room}";
    this.session = "websocket_session " + route;
    this.turn = "websocket_turn " + route;
    this.handler = HANDLERS.get(cell.detail());
  }

  @Override
  List<String> options() {
    List<String> options = new ArrayList<>();
    options.add("-Dotel.instrumentation.grizzly.enabled=true"); // of it the agent's is off
    if (handler != null) {
      options.add(METHODS.formatted(handler));
    }
    if (WrittenTrace.isWanted(cell().setup())) {
      options.addAll(WrittenTrace.options());
    }
    if (ToldMessages.areWanted(cell().setup())) {
      options.addAll(ToldMessages.options(MESSAGES_MAX));
    }
    return options;
  }

  @Override
  long sessions(List<String> observed) {
    return observed.stream().filter(line -> line.startsWith("# ")).count();
  }

  @Override
  List<String> observe(AppUnderTest application) {
    List<String> seen = new ArrayList<>();
    conversation(seen, application, "/chat/polite-1", raw -> say(raw, "echo hello", "hello"), 1000);
    conversation(seen, application, "/chat/1", raw -> say(raw, "writer written", "written"), 1000);
    conversation(seen, application, "/chat/2", raw -> say(raw, "stream 5", "word 4"), 1001);
    conversation(seen, application, "/chat/3", raw -> say(raw, "later 3", "later 2"), 1000);
    conversation(seen, application, "/chat/4", raw -> say(raw, "future f", "f"), 4001);
    conversation(
        seen,
        application,
        "/chat/6",
        raw -> {
          say(raw, "handler h", "h");
          seen.add(application.observed("sent true")); // on a thread of its own
        },
        1000);
    conversation(seen, application, "/chat/7", raw -> say(raw, "ping", "ping 4"), 1000);
    conversation(
        seen,
        application,
        "/chat/8",
        raw -> {
          throwDice(raw);
          if (cell().detail().equals("undertow")) { // it queues the error, maybe behind the close
            seen.add(application.observed("error "));
          }
        },
        1000);
    conversation(seen, application, "/chat/9", raw -> raw.text("close 1011"), 0);
    conversation(
        seen,
        application,
        "/chat/10",
        raw -> {
          raw.binary(100);
          raw.until("binary 100"::equals);
          raw.binary(71);
          raw.until("binary 71"::equals);
        },
        1000);
    conversation(
        seen,
        application,
        "/chat/11",
        raw -> {
          raw.text("ec", "ho fr", "agments");
          raw.until("fragments"::equals);
          raw.ping();
          raw.until("pong 1"::equals);
        },
        1000);
    conversation(
        seen,
        application,
        "/chat/12",
        raw -> {
          raw.text("echo " + "x".repeat(9_000)); // more than most of them take
          raw.until(frame -> frame.startsWith("xx") || frame.startsWith("close "));
        },
        1000);
    conversation(seen, application, "/chat/13", raw -> raw.frame(0x8f, new byte[0]), 0);
    if (!cell().details().contains("unchecked")) {
      conversation(seen, application, "/chat/14", raw -> raw.frame(0x81, NO_TEXT), 0);
    }
    conversation(
        seen,
        application,
        "/chat/16",
        raw -> {
          raw.text("echo {\"a\":[1, 2]}");
          raw.until(frame -> frame.endsWith("\"a\":[1, 2]}"));
        },
        1000);
    conversation(seen, application, "/chat/15", raw -> raw.text("late words"), 0, "afterwards");
    if (REACTIVE.contains(cell().detail())) { // elsewhere the order of the two is chance
      conversation(seen, application, "/chat/patient-1", WebSocketServerContract::askTwice, 1000);
    }
    conversation(
        seen,
        application,
        "/parts",
        raw -> {
          raw.text("a", "b", "c");
          raw.until("c"::equals);
        },
        1000);
    return seen;
  }

  private static void say(RawWebSocket raw, String command, String awaited) {
    raw.text(command);
    raw.until(awaited::equals);
  }

  /** The second time while the first answer is still to come, or to be asked for. */
  private static void askTwice(RawWebSocket raw) {
    raw.texts("later 3", "stream 2"); // had one come sooner, its answer could end with the other
    Set<String> last = new HashSet<>(Set.of("later 2", "word 1"));
    raw.until(frame -> last.remove(frame) && last.isEmpty());
  }

  /** The handler throws; some containers close the connection for that. */
  private static void throwDice(RawWebSocket raw) {
    raw.text("throw dice");
    raw.ping();
    raw.until(frame -> frame.equals("pong 1") || frame.startsWith("close "));
  }

  private static void conversation(
      List<String> seen,
      AppUnderTest application,
      String path,
      Consumer<RawWebSocket> talk,
      int code,
      String... more) {
    try (RawWebSocket raw = RawWebSocket.open(sockets(application) + path)) {
      talk.accept(raw);
      if (code != 0) {
        raw.close(code);
      }
      raw.untilTheEnd();
      seen.add("# " + path);
      seen.addAll(raw.frames());
    }
    String[] awaited = Arrays.copyOf(more, more.length + 1);
    awaited[more.length] = "closed";
    seen.add(application.observed(awaited));
  }

  /** Some servers of WebSockets serve nothing else. */
  private static String sockets(AppUnderTest application) {
    return application.output().stream()
        .filter(line -> line.startsWith(SOCKETS))
        .map(line -> line.substring(SOCKETS.length()))
        .findFirst()
        .orElseGet(application::url);
  }

  @Test
  void jsonAnswer_carriesTheTraceOfItsTurnIfTheUserWantsThat() {
    List<String> frames;
    try (RawWebSocket raw = open("room")) {
      raw.text("echo {\"a\":1}");
      raw.until(frame -> frame.endsWith("\"a\":1}"));
      frames = raw.frames();
      raw.close(1000);
      raw.untilTheEnd();
    }
    session(); // before the next test

    SpanRecord turn = span(this.turn);
    List<String> written = WrittenTrace.of(frames.get(0));
    if (WrittenTrace.isWanted(cell().setup())) {
      assertThat(Objects.requireNonNull(written).get(0)).isEqualTo(turn.traceId());
      // the turn, or the span of the application's method, where the message is sent in that
      assertThat(sink.spans())
          .filteredOn(span -> List.of(span.spanId(), span.parentSpanId()).contains(turn.spanId()))
          .extracting(SpanRecord::spanId)
          .contains(written.get(1));
    } else {
      assertThat(written).isNull();
    }
    assertThat(turn.attribute(STREAM + "bytes")).isEqualTo((long) frames.get(0).length());
  }

  @Test
  void session_countsWhatThePeerCounts() {
    List<Long> counts;
    try (RawWebSocket raw = open("polite")) {
      say(raw, "stream 5", "word 4");
      say(raw, "writer h\u00e9llo", "h\u00e9llo");
      raw.binary(100);
      raw.until("binary 100"::equals);
      raw.binary(71);
      raw.until("binary 71"::equals);
      raw.text("ec", "ho fr", "agments");
      raw.until("fragments"::equals);
      raw.close(1000);
      raw.untilTheEnd();
      counts = raw.counts();
    }

    SpanRecord span = session();
    assertThat(
            List.of(
                count(span, "messages.received"),
                count(span, "bytes.received"),
                count(span, "messages.sent"),
                count(span, "bytes.sent")))
        .isEqualTo(counts);
    assertThat(span.attributes())
        .containsEntry(STREAM + "protocol", "websocket")
        .containsEntry(STREAM + "direction", "both")
        .containsEntry(STREAM + "chunk.count", counts.get(0) + counts.get(2));
    assertEnded(span, "complete", 1000, "remote");
  }

  @Test
  void session_isBelowItsHandshake() {
    try (RawWebSocket raw = open("room", "traceparent: " + SENDER)) {
      say(raw, "echo hi", "hi");
      raw.close(1000);
      raw.untilTheEnd();
    }

    SpanRecord span = session();
    assertThat(span.traceId()).isEqualTo(SENDER.substring(3, 35));
    String sender = SENDER.substring(36, 52);
    assertThat(span.parentSpanId())
        .isEqualTo(cell().details().contains("unseen") ? sender : server().spanId());
  }

  private SpanRecord server() {
    return sink
        .awaitSpans(
            spans -> spans.stream().anyMatch(each -> each.kind().equals("SERVER")), PATIENCE)
        .stream()
        .filter(each -> each.kind().equals("SERVER"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void messageAndItsAnswer_areATurn() {
    talk("stream 5", "word 4");

    SpanRecord turn = span(this.turn);
    assertThat(turn.kind()).isEqualTo("CONSUMER");
    assertThat(turn.isRoot()).isTrue();
    assertThat(turn.links()).hasSize(1);
    assertThat(turn.links().get(0).spanId()).isEqualTo(session().spanId());
    assertThat(turn.attributes())
        .containsEntry(STREAM + "outcome", "complete")
        .containsEntry(STREAM + "direction", "outbound")
        .containsEntry(STREAM + "chunk.count", 5L)
        .containsEntry(STREAM + "bytes", 30L)
        .containsEntry(SOCKET + "messages.received", 1L);
  }

  @Test
  void whatTheHandlerDoes_isBelowTheTurn() {
    assumeTrue(handler != null, "no method of it is seen");
    talk("stream 5", "word 4");
    session(); // before the next test

    assertThat(span(handler + ".text").parentSpanId()).isEqualTo(span(turn).spanId());
  }

  @Test
  void messages_haveSpansOfTheirOwnIfTheUserWantsThat() {
    talk("stream 5", "word 4");
    SpanRecord open = session();

    SpanRecord turn = span(this.turn);
    if (!ToldMessages.areWanted(cell().setup())) {
      assertThat(ToldMessages.among(sink.spans())).isEmpty();
      return;
    }
    String route = open.name().substring("websocket_session".length());
    Map<String, List<SpanRecord>> messages =
        ToldMessages.awaitOf(sink, turn.traceId(), 6).stream()
            .collect(Collectors.groupingBy(SpanRecord::name));
    assertThat(messages).containsOnlyKeys("websocket_receive" + route, "websocket_send" + route);
    assertThat(messages.get("websocket_receive" + route))
        .singleElement()
        .satisfies(span -> ToldMessages.assertText(span, turn.spanId(), turn, 8));
    assertThat(messages.get("websocket_send" + route))
        .hasSize(5)
        .allSatisfy(span -> ToldMessages.assertText(span, sender(turn).spanId(), turn, 6));
  }

  /** What is current where it answers: the method that handles it, if that has a span. */
  private SpanRecord sender(SpanRecord turn) {
    return handler == null ? turn : span(handler + ".text");
  }

  @Test
  void messagesBeyondTheBudget_areOnlyCounted() {
    assumeTrue(ToldMessages.areWanted(cell().setup()), "messages have no spans");
    talk("stream 24", "word 23");
    session(); // before the next test

    String trace = span(turn).traceId();
    ToldMessages.awaitDropped(sink, 25 - MESSAGES_MAX);
    assertThat(ToldMessages.awaitOf(sink, trace, MESSAGES_MAX)).hasSize(MESSAGES_MAX);
    assertThat(span(turn).attribute(STREAM + "chunk.count")).isEqualTo(24L);
  }

  @Test
  void answerFromAnotherThread_isOfTheTurn() {
    talk("later 3", "later 2");
    session(); // before the next test

    assertThat(span(turn).attributes()).containsEntry(STREAM + "chunk.count", 3L);
    assertThat((Double) span(turn).attribute(STREAM + "time_to_first_chunk")).isGreaterThan(0.016);
  }

  @Test
  void messageThatWaitsForAnother_isHandledInItsOwnTurn() {
    assumeTrue(REACTIVE.contains(cell().detail()), "none waits");
    try (RawWebSocket raw = open("patient")) {
      askTwice(raw);
      raw.close(1000);
      raw.untilTheEnd();
    }
    session(); // before the next test

    List<SpanRecord> turns = spans(turn, 2);
    assertThat(turns)
        .extracting(span -> span.attribute(STREAM + "chunk.count"))
        .containsExactly(3L, 2L);
    if (handler != null) {
      assertThat(spans(handler + ".text", 2))
          .extracting(SpanRecord::parentSpanId)
          .containsExactlyElementsOf(turns.stream().map(SpanRecord::spanId).toList());
    }
  }

  /** So many of that name, in the order in which they began. */
  private List<SpanRecord> spans(String name, int count) {
    Predicate<SpanRecord> named = Spans.named(name);
    return sink
        .awaitSpans(spans -> spans.stream().filter(named).count() >= count, PATIENCE)
        .stream()
        .filter(named)
        .sorted(Comparator.comparingLong(SpanRecord::startNanos))
        .toList();
  }

  @Test
  void handlerThatThrows_isAnError() {
    try (RawWebSocket raw = open("room")) {
      throwDice(raw);
      raw.close(1000);
      raw.untilTheEnd();
    }
    session(); // before the next test

    SpanRecord turn = span(this.turn);
    assertThat(turn.statusCode()).isEqualTo("ERROR");
    assertThat(turn.attributes())
        .containsEntry(STREAM + "outcome", "error")
        .containsEntry("error.type", "java.lang.IllegalStateException");
    assertThat(turn.toString()).doesNotContain("dice");
  }

  private static void assertEnded(SpanRecord session, String outcome, long code, String initiator) {
    assertThat(session.attributes())
        .containsEntry(STREAM + "outcome", outcome)
        .containsEntry(SOCKET + "close.code", code)
        .containsEntry(SOCKET + "close.initiator", initiator);
  }

  /** A message that nobody answers; it has been read when this returns. */
  private static void beQuiet(RawWebSocket raw) {
    raw.text("quiet");
    raw.ping();
    raw.until("pong 1"::equals);
  }

  @Test
  void readerThatLeavesInTheMiddle_isADisconnect() {
    try (RawWebSocket raw = open("room")) {
      beQuiet(raw);
      raw.reset();
    }

    assertEnded(session(), "client_disconnect", 1006, "remote");
  }

  /** As a proxy does that has had enough of a connection on which nothing passes. */
  @Test
  void connectionThatEndsWithoutAGoodbye_isADisconnect() {
    try (RawWebSocket raw = open("room")) {
      beQuiet(raw);
    }

    assertEnded(session(), "client_disconnect", 1006, "remote");
  }

  @Test
  @Order(Integer.MAX_VALUE) // nobody answers after it
  void connectionOfAServerThatStops_isToldAllTheSame() {
    try (RawWebSocket raw = open("room")) {
      beQuiet(raw);
      app.close();
    }

    assertThat(session().attributes())
        .containsEntry(STREAM + "outcome", "abandoned")
        .containsEntry(STREAM + "cancel.reason", "shutdown");
  }

  @Test
  void connectionThatBreaksInAFrame_isADisconnect() {
    try (RawWebSocket raw = open("polite")) {
      raw.until("welcome"::equals);
      beQuiet(raw);
      raw.beginOfAFrame();
      raw.reset();
    }

    SpanRecord span = session();
    assertEnded(span, "client_disconnect", 1006, "remote");
    assertThat(count(span, "messages.received")).isEqualTo(1);
    assertThat(count(span, "messages.sent")).isEqualTo(1);
  }

  @Test
  void textThatIsNone_isAnError() {
    assumeFalse(cell().details().contains("unchecked"), "nobody looks at that");
    try (RawWebSocket raw = open("room")) {
      raw.frame(0x81, NO_TEXT);
      raw.untilTheEnd();
    }

    SpanRecord span = session();
    assertEnded(span, "error", 1007, "local");
    assertThat(span.attribute("error.type")).isEqualTo("1007");
  }

  @Test
  void frameOfNoKind_isAnErrorOfTheProtocol() {
    try (RawWebSocket raw = open("room")) {
      raw.frame(0x8f, new byte[0]);
      raw.untilTheEnd();
    }

    assertRefused(session(), 1002, 1006);
  }

  /** Some servers take whatever comes. */
  @Test
  void messageThatIsTooBig_isAnErrorWhereTheServerRefusesIt() {
    boolean answered;
    try (RawWebSocket raw = open("room")) {
      answered = isAnswered(raw, "echo " + "x".repeat(TOO_BIG));
      if (answered) {
        raw.close(1000);
        raw.untilTheEnd();
      }
    }

    if (answered) {
      assertEnded(session(), "complete", 1000, "remote");
    } else {
      assertRefused(session(), 1009, 1011, 1006);
    }
  }

  /** Who refuses a message need not have read all of it before the connection is closed. */
  private static boolean isAnswered(RawWebSocket raw, String text) {
    try {
      raw.text(text);
      raw.until(frame -> frame.startsWith("x") || frame.startsWith("close"));
      return raw.frames().stream().noneMatch(frame -> frame.startsWith("close"));
    } catch (UncheckedIOException | IllegalStateException cut) {
      return false;
    }
  }

  /**
   * Refused by the server.
   *
   * @param codes what servers say, 1006 for those that only close
   */
  private static void assertRefused(SpanRecord session, Integer... codes) {
    long code = (Long) session.attribute(SOCKET + "close.code");
    assertThat(session.attribute(STREAM + "outcome")).isEqualTo("error");
    assertThat(session.statusCode()).isEqualTo("ERROR");
    assertThat((int) code).isIn((Object[]) codes);
    if (code != 1006) {
      assertThat(session.attribute(SOCKET + "close.initiator")).isEqualTo("local");
      assertThat(session.attribute("error.type")).isEqualTo(Long.toString(code));
    }
  }

  @Test
  void closeThatIsNotAnswered_isToldAsItWasSaid() {
    try (RawWebSocket raw = open("room")) {
      raw.ignoreClose();
      raw.text("close 4000");
      raw.until("close 4000"::equals);
      raw.reset();
    }

    assertEnded(session(), "complete", 4000, "local");
  }

  @ParameterizedTest
  @CsvSource({
    "close 1000, complete, 1000, local, ",
    "close 1001, cancelled, 1001, local, ",
    "close 1011, error, 1011, local, 1011"
  })
  void closeOfTheServer_isTold(
      String command, String outcome, long code, String initiator, String error) {
    try (RawWebSocket raw = open("room")) {
      raw.text(command);
      raw.untilTheEnd();
    }

    SpanRecord span = session();
    assertEnded(span, outcome, code, initiator);
    assertThat(span.attribute("error.type")).isEqualTo(error);
  }

  @Test
  void pong_tellsTheRoundTrip() {
    talk("ping", "ping 4");

    assertThat((Double) session().attribute(SOCKET + "rtt.mean")).isBetween(0.0, 10.0);
  }

  @Test
  void messageInParts_isOneTurn() {
    try (RawWebSocket raw = RawWebSocket.open(sockets(app) + "/parts")) {
      raw.text("a", "b", "c");
      raw.until("c"::equals);
      raw.close(1000);
      raw.untilTheEnd();
    }

    SpanRecord turn = span("websocket_turn /parts");
    assertThat(turn.attributes())
        .containsEntry(SOCKET + "messages.received", 1L)
        .containsEntry(SOCKET + "bytes.received", 3L)
        .containsEntry(STREAM + "chunk.count", 1L)
        .containsEntry(STREAM + "bytes", 3L);
  }

  /** Fragments with a ping between them, pings, compression, a code of its own. */
  @Test
  void peerThatWeDidNotWrite_countsTheSame() {
    NodeScript.assumeInstalled("ws");

    List<String> peer = NodeScript.run("ws-peer.mjs", sockets(app));

    assertThat(peer).contains("pong between", "fragments \u00e9", "binary 100", "ping 4", "word 2");
    List<SpanRecord> sessions = spans(session, 2);
    assertThat(sessions.stream().map(WebSocketServerContract::counts).toList())
        .isEqualTo(peer.stream().filter(line -> line.startsWith("counts")).toList());
    assertThat(sessions)
        .extracting(span -> span.attribute(SOCKET + "close.code"))
        .containsExactly(4002L, 1000L);
  }

  private static String counts(SpanRecord span) {
    return "counts %d %d %d %d"
        .formatted(
            count(span, "messages.received"),
            count(span, "bytes.received"),
            count(span, "messages.sent"),
            count(span, "bytes.sent"));
  }

  private void talk(String command, String awaited) {
    try (RawWebSocket raw = open("room")) {
      say(raw, command, awaited);
      raw.close(1000);
      raw.untilTheEnd();
    }
  }

  /** Each room is one of many. */
  private RawWebSocket open(String room, String... headers) {
    return RawWebSocket.open(sockets(app) + "/chat/" + room + "-4711", headers);
  }

  private SpanRecord session() {
    return span(session);
  }

  private static long count(SpanRecord span, String what) {
    return (Long) span.attribute(SOCKET + what);
  }
}
