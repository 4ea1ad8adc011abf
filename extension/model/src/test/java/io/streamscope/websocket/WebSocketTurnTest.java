/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.streamscope.websocket.MessageType.BINARY;
import static io.streamscope.websocket.MessageType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.ConfigKey;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.Models;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketTurnTest {

  private RecordedTelemetry telemetry = RecordedTelemetry.create();
  private WebSocketSession session = open();

  @Test
  void messageAndItsAnswer_areATurn() {
    Context context = ask("hi");
    after(300);
    answer(context, 4);
    after(200);
    answer(context, 6);
    after(700);
    ask("and?"); // the first one is over with the last answer

    SpanData turn = turns().get(0);
    assertThat(turn.getName()).isEqualTo("websocket_turn /chat");
    assertThat(turn.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(turn.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(turn.getEndEpochNanos() - turn.getStartEpochNanos()).isEqualTo(500_000_000L);
    assertThat(turn.getAttributes().asMap())
        .containsEntry(StreamAttributes.OUTCOME, "complete")
        .containsEntry(StreamAttributes.PROTOCOL, "websocket")
        .containsEntry(StreamAttributes.DIRECTION, "outbound")
        .containsEntry(StreamAttributes.HTTP_ROUTE, "/chat")
        .containsEntry(StreamAttributes.CHUNK_COUNT, 2L)
        .containsEntry(StreamAttributes.BYTES, 10L)
        .containsEntry(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.3)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 2L);
    close(1000);
    assertThat(WebSocketSessionTest.linked(turn)).isEqualTo(sessionSpan().getSpanId());
    assertThat(telemetry.histogram("streamscope.websocket.turn.duration"))
        .containsKey(
            Attributes.of(
                StreamAttributes.HTTP_ROUTE, "/chat", StreamAttributes.OUTCOME, "complete"));
  }

  @Test
  void messageThatCarriesATrace_isPartOfIt() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    configure(ConfigKey.WEBSOCKET_PROPAGATION_FIELD, "traceparent");
    answer(ask("{\"traceparent\":\"00-" + trace + "-b7ad6b7169203331-01\",\"q\":1}"), 1);
    answer(ask("{\"traceparent\":\"00-" + trace + "-b7ad\"}"), 1);
    answer(ask("{\"traceparent\":{}}"), 1);
    answer(ask("no JSON"), 1);
    close(1000);

    assertThat(turns()).hasSize(4);
    assertThat(turns().get(0).getTraceId()).isEqualTo(trace);
    assertThat(turns().get(0).getParentSpanId()).isEqualTo("b7ad6b7169203331");
    assertThat(WebSocketSessionTest.linked(turns().get(0))).isEqualTo(sessionSpan().getSpanId());
    assertThat(turns().subList(1, 4))
        .allMatch(turn -> turn.getParentSpanId().equals(SpanId.getInvalid()));
  }

  @Test
  void traceOfAMessage_comesBeforeThatOfItsSession() {
    configure(
        StreamscopeConfig.defaults()
            .with(ConfigKey.WEBSOCKET_PROPAGATION_FIELD, "tp")
            .with(ConfigKey.WEBSOCKET_TURN_PARENT, "session"));
    answer(ask("{\"tp\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"}"), 1);
    answer(ask("{}"), 1);
    close(1000);

    assertThat(turns())
        .extracting(SpanData::getParentSpanId)
        .containsExactly("b7ad6b7169203331", sessionSpan().getSpanId());
  }

  @Test
  void turnBelowItsSession_isInTheSameTrace() {
    configure(ConfigKey.WEBSOCKET_TURN_PARENT, "session");
    answer(ask("hi"), 1);
    close(1000);

    assertThat(turns().get(0).getParentSpanId()).isEqualTo(sessionSpan().getSpanId());
    assertThat(turns().get(0).getLinks()).isEmpty();
  }

  @Test
  void sessionThatIsIdle_keepsNoTurn() {
    WeakReference<Context> turn = new WeakReference<>(ask("hi"));
    answer(Context.root(), 1);
    after(2_000);
    sweep();

    assertThat(turns()).hasSize(1);
    for (int i = 0; i < 1_000 && !turn.refersTo(null); i++) {
      System.gc();
    }
    assertThat(turn.refersTo(null)).isTrue();
    close(1000); // it was open all the time
  }

  @Test
  void answerThatPauses_isOverWithItsLastMessage() {
    Context context = ask("hi");
    answer(context, 1);
    after(900);
    sweep();
    assertThat(turns()).isEmpty();
    answer(context, 1);
    after(1_001);
    sweep();

    assertThat(turns()).hasSize(1);
    assertThat(seconds(turns().get(0))).isEqualTo(0.9);
  }

  @Test
  void messageWithoutAnAnswer_waitsLongerForOne() {
    Context context = ask("hi");
    after(9_900);
    sweep();
    assertThat(turns()).isEmpty();
    answer(context, 1);
    after(1_001);
    sweep();
    ask("never answered");
    after(10_001);
    sweep();

    assertThat(turns()).hasSize(2);
    assertThat(turns().get(0).getAttributes().get(StreamAttributes.TIME_TO_FIRST_CHUNK))
        .isEqualTo(9.9);
    assertThat(turns().get(1).getAttributes().get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(seconds(turns().get(1))).isZero();
  }

  @Test
  void modelThatAnswersTheMessage_explainsTheFirstChunk() {
    Context context = ask("hi");
    after(50);
    GenAiCall call = modelCall(context);
    after(20_000); // however long it takes, the turn goes on
    sweep();
    delta(call);
    after(10);
    answer(context, 1);
    call.end(null);
    after(1_001);
    sweep();

    SpanData turn = turns().get(0);
    assertThat(turn.getAttributes().asMap())
        .containsEntry(StreamAttributes.FIRST_CHUNK_TIME, 20.06)
        .containsEntry(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL, 0.05)
        .containsEntry(StreamAttributes.FIRST_CHUNK_MODEL, 20.0)
        .containsEntry(StreamAttributes.FIRST_CHUNK_RELAY, 0.01);
    SpanData model = span("chat gpt-4o");
    assertThat(model.getParentSpanId()).isEqualTo(turn.getSpanId());
  }

  @Test
  void readerWhoLeaves_leavesTheModelAnOrphan() {
    Context context = ask("hi");
    GenAiCall call = modelCall(context);
    delta(call);
    answer(context, 1);
    session.closing(1001, true);
    session.closed();
    after(2_000);
    delta(call);
    call.end(null);

    assertThat(turns().get(0).getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("client_disconnect");
    assertThat(span("chat gpt-4o").getAttributes().get(StreamAttributes.ORPHANED)).isTrue();
  }

  @Test
  void answerThatIsStoppedBecauseItsReaderLeaves_isNotComplete() {
    GenAiCall call = modelCall(ask("hi"));
    delta(call);
    session.closing(1006, true);
    call.end(null); // by the application, which sees that the connection is not open
    after(2_000);
    sweep();
    session.closed();

    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(StreamAttributes.OUTCOME))
        .containsExactly("client_disconnect");
  }

  @Test
  void readerWhoLeavesAfterTheAnswer_hasReadAllOfIt() {
    Context context = ask("hi");
    GenAiCall call = modelCall(context);
    delta(call);
    answer(context, 1);
    call.end(null);
    close(1006);

    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(StreamAttributes.OUTCOME))
        .containsExactly("complete");
  }

  /** A reader who closes satisfied has read all of what was answered. */
  @ParameterizedTest
  @CsvSource({"1000, complete", "1001, client_disconnect"})
  void readerWhoLeavesBeforeTheHandlerReturns_saysWhetherHeHasReadAll(int code, String outcome) {
    MessageScope scope = session.handle(TEXT, 2, "hi", session.received(TEXT, 2));
    answer(Context.current(), 1);
    close(code);
    scope.close(null);

    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(StreamAttributes.OUTCOME))
        .containsExactly(outcome);
  }

  @Test
  void closeInTheMiddleOfAnAnswer_isOurDoing() {
    Context context = ask("hi");
    modelCall(context);
    session.closing(1000, false);
    session.closed();

    assertThat(turns().get(0).getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("cancelled");
  }

  @Test
  void handlerThatThrows_isAnErrorWithoutItsWords() {
    MessageScope scope = session.handle(TEXT, 2, "hi", session.received(TEXT, 2));
    scope.close(new IllegalStateException("secret"));

    SpanData turn = turns().get(0);
    assertThat(turn.getAttributes().asMap())
        .containsEntry(StreamAttributes.OUTCOME, "error")
        .containsEntry(StreamAttributes.ERROR_TYPE, "java.lang.IllegalStateException");
    assertThat(turn.toString()).doesNotContain("secret");
  }

  @Test
  void whatIsSentWithoutAContext_answersTheLastMessage() {
    ask("hi");
    after(100);
    session.sent(TEXT, 3, now());
    close(1000);

    assertThat(turns().get(0).getAttributes().get(StreamAttributes.BYTES)).isEqualTo(3);
  }

  @Test
  void answersOfTwoMessages_areToldApartByTheirContext() {
    Context first = ask("a");
    GenAiCall slow = modelCall(first);
    Context second = ask("b");
    answer(second, 1);
    answer(first, 10);
    answer(second, 1);
    slow.end(null);
    close(1000);

    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(StreamAttributes.BYTES))
        .containsExactlyInAnyOrder(10L, 2L);
  }

  @Test
  void voice_isOneTurnWhoseRequestIsItsEnd() {
    Context context = null;
    for (int i = 0; i < 50; i++) {
      MessageScope scope = session.handle(BINARY, 640, null, session.received(BINARY, 640));
      context = Context.current();
      scope.close(null);
      after(20);
    }
    after(380);
    answer(context, 9);
    after(100);
    MessageScope next = session.handle(BINARY, 640, null, session.received(BINARY, 640));
    next.close(null); // answered: that is another one
    close(1000);

    SpanData turn = turns().get(0);
    assertThat(turns()).hasSize(2);
    assertThat(turn.getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 50L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 32_000L)
        .containsEntry(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.4);
    assertThat(seconds(turn)).isEqualTo(1.38);
  }

  @Test
  void partsOfAMessage_areOneTurn() {
    MessageScope first = session.handle(TEXT, 3, null, now());
    first.close(null);
    after(100);
    MessageScope second = session.handleMore(4, now());
    Context context = Context.current();
    second.close(null);
    session.received(TEXT, 7);
    after(50);
    answer(context, 1);
    close(1000);

    assertThat(turns()).hasSize(1);
    assertThat(turns().get(0).getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 7L)
        .containsEntry(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.05);
  }

  @Test
  void heartbeats_areNoTurns() {
    configure(ConfigKey.WEBSOCKET_HEARTBEAT, "ping, type=keepalive");
    for (String text : List.of("ping", "{\"n\":{\"type\":1},\"type\":\"keepalive\"}")) {
      ask(text);
    }
    for (String text : List.of("ping!", "{\"type\":\"question\"}", "{\"type\":", "[]")) {
      ask(text);
    }
    close(1000);

    assertThat(turns()).hasSize(4);
    assertThat(sessionSpan().getAttributes().get(StreamAttributes.HEARTBEAT_COUNT)).isEqualTo(2);
    assertThat(sessionSpan().getAttributes().get(WebSocketAttributes.MESSAGES_RECEIVED))
        .isEqualTo(6);
  }

  @Test
  void answerToAHeartbeat_isNotOfTheTurnBefore() {
    configure(ConfigKey.WEBSOCKET_HEARTBEAT, "ping");
    Context question = ask("hi");
    answer(question, 1);
    for (int i = 0; i < 5; i++) {
      after(500);
      MessageScope scope = session.handle(TEXT, 4, "ping", session.received(TEXT, 4));
      session.sent(TEXT, 4, now());
      scope.close(null);
      sweep();
    }

    assertThat(turns()).hasSize(1); // it was quiet all the time
    assertThat(turns().get(0).getAttributes().get(StreamAttributes.BYTES)).isEqualTo(1);
    close(1000);
    assertThat(sessionSpan().getAttributes().get(WebSocketAttributes.MESSAGES_SENT)).isEqualTo(6);
  }

  @Test
  void handlerThatClosesAfterItsAnswer_hasCompletedIt() {
    MessageScope scope = session.handle(TEXT, 3, "bye", session.received(TEXT, 3));
    session.sent(TEXT, 3, now());
    after(20);
    session.closing(1000, false);
    session.closed();
    scope.close(null);

    assertThat(turns().get(0).getAttributes().get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(seconds(turns().get(0))).isEqualTo(0.02);
  }

  @Test
  void idOfAMessage_isFoundInItsField() {
    configure(ConfigKey.WEBSOCKET_MESSAGE_ID_FIELD, "id");
    ask("{\"user\":{\"id\":\"no\"},\"id\":\"m-17\"}");
    ask("{\"id\":42}");
    ask("{\"id\":true}");
    close(1000);

    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(WebSocketAttributes.MESSAGE_ID))
        .containsExactlyInAnyOrder("m-17", "42", null);
  }

  /** The peer has read it, and asks again, before the call that sends it returns. */
  @Test
  void messageThatWasUnderWay_isNoAnswerToTheNextOne() {
    long before = now();
    after(5);
    ask("a");
    after(5);
    long between = now();
    after(5);
    ask("b");
    session.sent(TEXT, 1, before);
    session.sent(TEXT, 10, between);
    session.sent(TEXT, 100, now());
    close(1000);

    assertThat(turns())
        .extracting(turn -> turn.getAttributes().get(StreamAttributes.BYTES))
        .containsExactlyInAnyOrder(10L, 100L);
  }

  private WebSocketSession open() {
    return WebSocketTelemetry.create(telemetry.runtime(), "test")
        .open(
            Context.root(),
            WebSocketPeer.ofServer("/chat", null),
            telemetry.clock().getAsLong(),
            null);
  }

  private void configure(ConfigKey key, String value) {
    configure(StreamscopeConfig.defaults().with(key, value));
  }

  private void configure(StreamscopeConfig config) {
    telemetry = RecordedTelemetry.sampled(config);
    session = open();
  }

  /** A message is handled by a handler that leaves it to others to answer. */
  private Context ask(String text) {
    long nanos = session.received(TEXT, text.length());
    MessageScope scope = session.handle(TEXT, text.length(), text, nanos);
    Context context = Context.current();
    scope.close(null);
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    return context;
  }

  private void answer(Context context, long bytes) {
    try (Scope ignored = context.makeCurrent()) {
      session.sent(TEXT, bytes, now());
    }
  }

  private GenAiCall modelCall(Context context) {
    return new Models(telemetry).streamIn(context);
  }

  private static void delta(GenAiCall call) {
    call.delta(new GenAiDelta().content(1));
  }

  private void close(int code) {
    session.closing(code, true);
    session.closed();
  }

  private List<SpanData> turns() {
    return telemetry.spans().stream()
        .filter(span -> span.getName().startsWith("websocket_turn"))
        .toList();
  }

  private SpanData sessionSpan() {
    return span("websocket_session /chat");
  }

  private SpanData span(String name) {
    return telemetry.spans().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double seconds(SpanData span) {
    return (span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e9;
  }

  private long now() {
    return telemetry.clock().getAsLong();
  }

  private void after(long millis) {
    telemetry.clock().advanceMillis(millis);
  }

  private void sweep() {
    telemetry.runtime().openStreams().sweep();
  }
}
