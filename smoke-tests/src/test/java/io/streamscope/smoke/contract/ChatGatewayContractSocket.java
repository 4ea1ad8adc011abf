/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.NodeScript;
import io.streamscope.smoke.support.RawWebSocket;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The same questions over a WebSocket: each is a turn, and a trace of its own. */
abstract class ChatGatewayContractSocket extends ChatGatewayContractRun {

  private static final String TURN = "websocket_turn /ws/chat";
  private static final String SESSION = "websocket_session /ws/chat";
  private static final String OUTCOME = "streamscope.stream.outcome";
  private static final String FIRST = "streamscope.first_chunk.";
  private static final String LONG = ",\"chunks\":300,\"chunkGapMs\":20";

  ChatGatewayContractSocket(Cell cell) {
    super(cell);
  }

  private RawWebSocket open() {
    return RawWebSocket.open(url() + "/ws/chat");
  }

  private static void ask(RawWebSocket page, String id, String knobs) {
    page.text("{\"id\":\"%s\",\"message\":\"How long is the warranty?\"%s}".formatted(id, knobs));
  }

  private static void until(RawWebSocket page, String id, String event) {
    page.until(frame -> frame.startsWith("{\"id\":\"%s\",\"event\":\"%s\"".formatted(id, event)));
  }

  private static void leave(RawWebSocket page) {
    page.close(1000);
    page.untilTheEnd();
    page.close();
  }

  /** All spans, once so many turns and model calls are over and the session, too. */
  private List<SpanRecord> spans(int turns) {
    return sink.awaitSpans(
        spans ->
            spans.stream().filter(named(TURN)).count() >= turns
                && has(named("chat gpt-4o-mini")).test(spans)
                && has(named(SESSION)).test(spans),
        PATIENCE);
  }

  private static List<SpanRecord> traceOf(SpanRecord span, List<SpanRecord> spans) {
    return spans.stream().filter(each -> each.traceId().equals(span.traceId())).toList();
  }

  @Test
  void questionOverAWebSocket_isATurnWithEveryStep() {
    RawWebSocket page = open();
    ask(page, "q-1", ",\"slowModelMs\":100");
    until(page, "q-1", "done");
    List<Long> counts = page.counts();
    leave(page);

    List<SpanRecord> spans = spans(1);
    SpanRecord turn = only(spans, named(TURN));
    SpanRecord session = only(spans, named(SESSION));
    List<SpanRecord> trace = traceOf(turn, spans);
    assertThat(turn.parentSpanId()).isEmpty();
    assertThat(turn.links()).extracting("spanId").containsExactly(session.spanId());
    for (String step : List.of("chat gpt-4.1-nano", "retrieval", "chat gpt-4o-mini")) {
      assertThat(only(trace, named(step)).parentSpanId()).as(step).isEqualTo(turn.spanId());
    }
    assertThat(turn.attributes())
        .containsEntry(OUTCOME, "complete")
        .containsEntry("streamscope.stream.chunk.count", counts.get(2))
        .containsEntry("streamscope.stream.bytes", counts.get(3))
        .containsEntry("gen_ai.request.model", "gpt-4o-mini")
        .containsEntry(FIRST + "model_calls_before", 1L);
    double sum =
        number(turn, FIRST + "before_model")
            + number(turn, FIRST + "model")
            + number(turn, FIRST + "relay");
    assertThat(sum).isCloseTo(number(turn, FIRST + "time"), within(1e-6));
    assertThat(number(turn, FIRST + "model")).isGreaterThanOrEqualTo(0.1);
    assertThat(session.attributes())
        .containsEntry(OUTCOME, "complete")
        .containsEntry("streamscope.websocket.close.code", 1000L)
        .containsEntry("streamscope.websocket.close.initiator", "remote")
        .containsEntry("streamscope.websocket.messages.received", 1L)
        .containsEntry("streamscope.websocket.messages.sent", counts.get(2));
  }

  @Test
  void stopOverAWebSocket_cancelsTheModelAndNotTheNextQuestion() {
    RawWebSocket page = open();
    ask(page, "q-1", LONG);
    until(page, "q-1", "message");
    page.text("{\"stop\":\"q-1\"}");
    until(page, "q-1", "stopped");
    ask(page, "q-2", "");
    until(page, "q-2", "done");
    leave(page);

    List<SpanRecord> spans = spans(3);
    List<SpanRecord> turns =
        spans.stream()
            .filter(named(TURN))
            .sorted(Comparator.comparingLong(SpanRecord::startNanos))
            .toList();
    assertThat(turns).hasSize(3); // the stop is a message, too
    assertThat(turns)
        .extracting(turn -> turn.attribute(OUTCOME))
        .containsExactly("complete", "complete", "complete");
    assertThat(turns.get(1).attributes())
        .containsEntry("streamscope.stream.chunk.count", 0L)
        .doesNotContainKey("gen_ai.request.model");
    assertThat(only(traceOf(turns.get(0), spans), named("chat gpt-4o-mini")).attributes())
        .containsEntry(OUTCOME, "cancelled")
        .doesNotContainKey("streamscope.orphaned");
    assertThat(only(traceOf(turns.get(2), spans), named("chat gpt-4o-mini")).attributes())
        .containsEntry(OUTCOME, "complete");
  }

  @Test
  void browserThatCloses_isADisconnectOfTheTurn() {
    RawWebSocket page = open();
    ask(page, "q-1", LONG + ",\"onDisconnect\":\"cancel\"");
    until(page, "q-1", "message");
    page.reset();

    List<SpanRecord> spans = spans(1);
    assertThat(only(spans, named(TURN)).attributes()).containsEntry(OUTCOME, "client_disconnect");
    assertThat(only(spans, named(SESSION)).attributes())
        .containsEntry(OUTCOME, "client_disconnect")
        .containsEntry("streamscope.websocket.close.code", 1006L);
    assertThat(only(spans, named("chat gpt-4o-mini")).attributes())
        .containsEntry(OUTCOME, "cancelled");
  }

  @Test
  void gatewayThatReadsOnForAClosedSocket_leavesAnOrphanedModelStream() {
    RawWebSocket page = open();
    ask(page, "q-1", ",\"chunks\":60,\"chunkGapMs\":20,\"onDisconnect\":\"keep-reading\"");
    until(page, "q-1", "message");
    page.close(1001);
    page.close();

    List<SpanRecord> spans = spans(1);
    assertThat(only(spans, named(TURN)).attributes()).containsEntry(OUTCOME, "client_disconnect");
    SpanRecord chat = only(spans, named("chat gpt-4o-mini"));
    assertThat(chat.attributes())
        .containsEntry(OUTCOME, "complete")
        .containsEntry("streamscope.orphaned", true)
        .containsEntry("streamscope.stream.chunk.count", 60L);
    assertThat(chat.events("downstream_disconnected")).hasSize(1);
    orphaned(chat);
  }

  @Test
  void traceOfTheBrowser_goesOnToTheModel() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    RawWebSocket page = open();
    ask(page, "q-1", ",\"traceparent\":\"00-" + trace + "-b7ad6b7169203331-01\"");
    until(page, "q-1", "done");
    leave(page);

    List<SpanRecord> spans = spans(1);
    SpanRecord turn = only(spans, named(TURN));
    assertThat(turn.traceId()).isEqualTo(trace);
    assertThat(turn.parentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(turn.links())
        .extracting("spanId")
        .containsExactly(only(spans, named(SESSION)).spanId());
    assertThat(model.requests())
        .hasSize(3)
        .allMatch(request -> request.header("traceparent").startsWith("00-" + trace));
  }

  /** Question, answer streaming in, stop, reconnect, page closed: in a real browser. */
  @Test
  void pageInABrowser_showsWhatTheSpansSay() {
    NodeScript.assumeInstalled("playwright-core");
    String browser = NodeScript.assumeBrowser().toString();

    List<String> seen = NodeScript.run("chat-page.mjs", browser, url());

    String answer = "18 chunks, first after * s, all after * s";
    assertThat(seen)
        .containsExactly(
            "open",
            "streaming in: true",
            "answered: true",
            answer,
            "streaming in: true",
            "Stopped after * s",
            "closed",
            "open again",
            "answered: true",
            answer,
            "streaming in: true",
            "page closed");
    List<SpanRecord> spans =
        sink.awaitSpans(
            all ->
                all.stream().filter(named(SESSION)).count() == 2
                    && all.stream().filter(named(TURN)).count() == 5
                    && all.stream().filter(named("chat gpt-4o-mini")).count() == 4,
            PATIENCE);
    assertThat(outcomes(spans, TURN))
        .containsExactly("complete", "complete", "complete", "complete", "client_disconnect");
    assertThat(outcomes(spans, "chat gpt-4o-mini"))
        .containsExactly("complete", "cancelled", "complete", "cancelled");
  }

  private static List<Object> outcomes(List<SpanRecord> spans, String name) {
    return spans.stream()
        .filter(named(name))
        .sorted(Comparator.comparingLong(SpanRecord::startNanos))
        .map(span -> span.attribute(OUTCOME))
        .toList();
  }
}
