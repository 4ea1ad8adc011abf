/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static io.streamscope.websocket.MessageType.BINARY;
import static io.streamscope.websocket.MessageType.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketSessionTest {

  private static final SpanContext HANDSHAKE =
      SpanContext.create(
          "0123456789abcdef0123456789abcdef",
          "0123456789abcdef",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final WebSocketTelemetry sockets = WebSocketTelemetry.create(telemetry.runtime(), "test");

  @Test
  void session_countsWhatPassesEitherWay() {
    WebSocketSession session = client();
    after(100);
    session.sent(TEXT, 5, now());
    after(200);
    session.received(TEXT, 7);
    session.received(BINARY, 100);
    after(50);
    session.closing(1000, false);
    session.closed();

    SpanData span = telemetry.span();
    assertThat(span.getName()).isEqualTo("websocket_session /ws/*");
    assertThat(span.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(span.getParentSpanId()).isEqualTo(HANDSHAKE.getSpanId());
    assertThat(span.getAttributes().asMap())
        .containsEntry(StreamAttributes.PROTOCOL, "websocket")
        .containsEntry(StreamAttributes.DIRECTION, "both")
        .containsEntry(StreamAttributes.OUTCOME, "complete")
        .containsEntry(StreamAttributes.CHUNK_COUNT, 3L)
        .containsEntry(StreamAttributes.BYTES, 112L)
        .containsEntry(StreamAttributes.TIME_TO_FIRST_CHUNK, 0.1)
        .containsEntry(StreamAttributes.CHUNK_GAP_MAX, 0.2)
        .containsEntry(StreamAttributes.SERVER_ADDRESS, "chat.example.com")
        .containsEntry(WebSocketAttributes.MESSAGES_SENT, 1L)
        .containsEntry(WebSocketAttributes.BYTES_SENT, 5L)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 2L)
        .containsEntry(WebSocketAttributes.BYTES_RECEIVED, 107L)
        .containsEntry(WebSocketAttributes.MESSAGE_LARGEST, 100L)
        .containsEntry(WebSocketAttributes.SEGMENT_NUMBER, 1L)
        .containsEntry(WebSocketAttributes.CLOSE_CODE, 1000L)
        .containsEntry(WebSocketAttributes.CLOSE_INITIATOR, "local");
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01, 0123456789abcdef",
    "nonsense, 0000000000000000"
  })
  void requestThatNobodyElseSees_saysInWhichTraceItIs(String traceparent, String parent) {
    Context sender = sockets.senderOf(Map.of("traceparent", traceparent), new MapGetter());
    sockets.open(sender, WebSocketPeer.ofServer(null, "/chat"), now(), null).closed();

    assertThat(telemetry.span().getParentSpanId()).isEqualTo(parent);
  }

  @Test
  void handshakeOfAnOpenConnection_keepsNoSpan() {
    Handshake handshake = new Handshake(Context.root(), now());
    Span request =
        telemetry.runtime().openTelemetry().getTracer("client").spanBuilder("GET").startSpan();
    Handshake.clientSpanStarted(handshake.context().with(request));
    WebSocketPeer peer = WebSocketPeer.ofServer(null, "/chat");
    sockets.open(handshake, peer, null).closed();

    assertThat(telemetry.span().getParentSpanId()).isEqualTo(request.getSpanContext().getSpanId());
    handshake.upgraded();
    assertThat(request.isRecording()).isTrue(); // nobody knows it any more
  }

  @Test
  void sendsOfSeveralThreads_areAllCounted() throws Exception {
    WebSocketSession session = client();
    List<Thread> senders = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      senders.add(
          new Thread(
              () -> {
                for (int message = 0; message < 10_000; message++) {
                  session.sends().begun();
                  session.sent(TEXT, 5, now());
                  session.sends().ended();
                }
              }));
    }
    senders.forEach(Thread::start);
    for (int message = 0; message < 10_000; message++) {
      session.received(TEXT, 7);
    }
    for (Thread sender : senders) {
      sender.join();
    }
    session.closing(1000, false);
    session.closed();

    assertThat(telemetry.span().getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_SENT, 40_000L)
        .containsEntry(WebSocketAttributes.BYTES_SENT, 200_000L)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 10_000L)
        .containsEntry(StreamAttributes.CHUNK_COUNT, 50_000L)
        .containsEntry(StreamAttributes.BYTES, 270_000L);
  }

  @Test
  void messageThatThePeerHasReadBeforeItsSendReturns_isCounted() {
    WebSocketSession session = client();
    session.sends().begun();
    long start = now();
    after(10);
    session.closing(1000, true);
    session.closed();
    assertThat(telemetry.spans()).isEmpty();
    after(3);
    session.sent(TEXT, 5, start);
    session.sends().ended();
    session.sent(TEXT, 5, start); // nobody waits for it

    SpanData span = telemetry.span();
    assertThat(span.getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_SENT, 1L)
        .containsEntry(WebSocketAttributes.CLOSE_CODE, 1000L);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(10_000_000L);
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void sendThatDoesNotReturn_isNotWaitedForLong() {
    WebSocketSession session = client();
    session.sends().begun();
    session.closed();
    after(900);
    sweep();
    assertThat(telemetry.spans()).isEmpty();
    after(200);
    sweep();
    session.sends().ended();

    assertThat(telemetry.spans()).hasSize(1);
  }

  @Test
  void sendThatIsUnderWayWhenTheJvmEnds_isNotWaitedFor() {
    WebSocketSession session = client();
    session.sends().begun();
    session.closing(1000, true);
    session.closed();
    session.abandon("shutdown");

    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("complete");
  }

  @Test
  void longSession_isToldInPartsThatAreLinked() {
    WebSocketSession session = client();
    session.sent(TEXT, 1, now());
    after(300_001);
    sweep();
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("complete");
    after(3_600_000);
    sweep(); // silence makes no part
    assertThat(telemetry.spans()).hasSize(1);
    session.received(TEXT, 2);
    session.received(TEXT, 2);
    session.closing(1000, true);
    session.closed();

    assertThat(telemetry.spans()).hasSize(2);
    SpanData first = telemetry.spans().get(0);
    SpanData second = telemetry.spans().get(1);
    assertThat(first.getAttributes().get(WebSocketAttributes.CLOSE_CODE)).isNull();
    assertThat(first.getEndEpochNanos() - first.getStartEpochNanos()).isEqualTo(300_001_000_000L);
    assertThat(second.getParentSpanId()).isEqualTo(HANDSHAKE.getSpanId());
    assertThat(second.getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(first.getSpanId());
    assertThat(second.getAttributes().asMap())
        .containsEntry(WebSocketAttributes.SEGMENT_NUMBER, 2L)
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 2L)
        .containsEntry(WebSocketAttributes.MESSAGES_SENT, 0L)
        .containsEntry(StreamAttributes.CHUNK_COUNT, 2L)
        .containsEntry(WebSocketAttributes.CLOSE_CODE, 1000L);
  }

  @Test
  void sessionThatEndsInSilence_hasALastPartThatSaysHow() {
    WebSocketSession session = client();
    after(300_001);
    sweep();
    after(1_000);
    session.failed(new IOException("reset"));

    SpanData last = telemetry.spans().get(1);
    assertThat(last.getAttributes().asMap())
        .containsEntry(WebSocketAttributes.SEGMENT_NUMBER, 2L)
        .containsEntry(StreamAttributes.CHUNK_COUNT, 0L)
        .containsEntry(StreamAttributes.OUTCOME, "error")
        .containsEntry(StreamAttributes.ERROR_TYPE, "java.io.IOException")
        .containsEntry(WebSocketAttributes.CLOSE_CODE, 1006L);
  }

  @ParameterizedTest
  @CsvSource({
    "server, 1000, true, complete, , ",
    "server, 1000, false, complete, , ",
    "server, 1005, true, complete, , ",
    "server, 4001, true, complete, , ",
    "server, 1001, true, client_disconnect, 1001, ",
    "server, 1001, false, cancelled, 1001, ",
    "server, 1006, true, client_disconnect, 1006, ",
    "server, 1009, true, error, , 1009",
    "server, 1011, false, error, , 1011",
    "server, 1002, true, error, , 1002",
    "client, 1001, true, complete, , ",
    "client, 1006, true, error, , 1006",
    "client, 1012, true, error, , 1012"
  })
  void closeCode_tellsTheOutcome(
      String side, int code, boolean remote, String outcome, String reason, String error) {
    WebSocketSession session = side.equals("server") ? server() : client();
    if (code != 1006) {
      session.closing(code, remote);
      session.closing(1000, !remote); // the answer to it
    }
    session.closed();

    Attributes attributes = telemetry.span().getAttributes();
    assertThat(attributes.get(StreamAttributes.OUTCOME)).isEqualTo(outcome);
    assertThat(attributes.get(StreamAttributes.CANCEL_REASON)).isEqualTo(reason);
    assertThat(attributes.get(StreamAttributes.ERROR_TYPE)).isEqualTo(error);
    assertThat(attributes.get(WebSocketAttributes.CLOSE_CODE)).isEqualTo(code);
    assertThat(attributes.get(WebSocketAttributes.CLOSE_INITIATOR))
        .isEqualTo(remote ? "remote" : "local");
  }

  @Test
  void brokenConnection_isAReaderWhoLeft() {
    WebSocketSession session = server();
    session.failed(new IOException("Connection reset by peer"));

    assertThat(outcome(telemetry.span())).isEqualTo("client_disconnect");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.ERROR_TYPE)).isNull();
  }

  @Test
  void connectionThatIsCut_isCancelled() {
    client().aborted();

    assertThat(outcome(telemetry.span())).isEqualTo("cancelled");
    assertThat(telemetry.span().getAttributes().get(WebSocketAttributes.CLOSE_CODE)).isNull();
  }

  @Test
  void shutdown_abandonsWhatIsOpen() {
    server();
    telemetry.runtime().openStreams().shutdown();

    assertThat(outcome(telemetry.span())).isEqualTo("abandoned");
    assertThat(telemetry.runtime().openStreams().size()).isZero();
  }

  @Test
  void sessionThatNobodyCloses_isToldWhenItsOwnerIsCollected() {
    Object owner = new Object();
    sockets.open(Context.root(), WebSocketPeer.ofServer("/chat", null), sockets.nanoTime(), owner);
    sweep();
    assertThat(telemetry.spans()).isEmpty();

    WeakReference<Object> gone = new WeakReference<>(owner);
    owner = null;
    for (int i = 0; i < 1_000 && !gone.refersTo(null); i++) {
      System.gc();
    }
    assertThat(gone.refersTo(null)).isTrue();
    sweep();

    assertThat(outcome(telemetry.span())).isEqualTo("abandoned");
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.CANCEL_REASON))
        .isEqualTo("gc");
  }

  /** Tomcat's client does not read on when a handler has closed. */
  @Test
  void shutdown_tellsOfTheCloseFrameOfWhatIsBeingClosed() {
    WebSocketSession session = client();
    session.closing(1011, false);
    telemetry.runtime().openStreams().shutdown();

    assertThat(outcome(telemetry.span())).isEqualTo("error");
    assertThat(telemetry.span().getAttributes().get(WebSocketAttributes.CLOSE_CODE))
        .isEqualTo(1011);
    assertThat(telemetry.span().getAttributes().get(WebSocketAttributes.CLOSE_INITIATOR))
        .isEqualTo("local");
  }

  @Test
  void messageToTheSideThatAsks_isHandledInTheSession() {
    WebSocketSession session = client();
    long nanos = session.received(TEXT, 5);
    MessageScope scope = session.handle(TEXT, 5, "hello", nanos);
    Span inside = Span.current();
    after(30);
    scope.close(null);

    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    session.closing(1000, true);
    session.closed();
    assertThat(inside.getSpanContext().getSpanId()).isEqualTo(telemetry.span().getSpanId());
    assertThat(telemetry.span().getAttributes().get(StreamAttributes.BUSY_TIME)).isEqualTo(0.03);
  }

  @Test
  void oneMillionMessages_areFewSpansAndNoMoreMemory() {
    WebSocketSession session = server();
    for (int i = 0; i < 1_000_000; i++) {
      MessageScope scope = session.handle(TEXT, 5, "hello", session.received(TEXT, 5));
      session.sent(TEXT, 5, now());
      if (scope != null) {
        scope.close(null);
      }
      telemetry.clock().advanceNanos(1_000);
    }
    session.closing(1000, true);
    session.closed();

    assertThat(telemetry.spans()).hasSizeLessThan(100); // 64, and ten a second
    assertThat(telemetry.spans().subList(0, telemetry.spans().size() - 1))
        .allSatisfy(
            turn ->
                assertThat(turn.getAttributes().get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1));
    SpanData span = telemetry.spans().get(telemetry.spans().size() - 1);
    assertThat(span.getName()).isEqualTo("websocket_session /chat");
    assertThat(span.getAttributes().asMap())
        .containsEntry(WebSocketAttributes.MESSAGES_RECEIVED, 1_000_000L)
        .containsEntry(WebSocketAttributes.MESSAGES_SENT, 1_000_000L);
    assertThat(
            telemetry.counter(
                "streamscope.telemetry.dropped",
                Attributes.of(StreamAttributes.REASON, "websocket_turn")))
        .isEqualTo(1_000_000L - (telemetry.spans().size() - 1));
  }

  @Test
  void metrics_tellWhatPassed() {
    WebSocketSession session = server();
    assertThat(telemetry.counter("streamscope.websocket.sessions.active", route())).isEqualTo(1);
    session.received(TEXT, 7);
    session.received(BINARY, 9);
    session.sent(TEXT, 5, now());
    sweep();
    session.sent(TEXT, 5, now());
    session.pinged();
    after(20);
    session.ponged();
    session.ponged(); // nobody asked
    session.closing(1001, true);
    session.closed();

    assertThat(messages("inbound", "text")).isEqualTo(1);
    assertThat(messages("inbound", "binary")).isEqualTo(1);
    assertThat(messages("outbound", "text")).isEqualTo(2);
    assertThat(
            telemetry.counter(
                "streamscope.websocket.bytes",
                Attributes.of(StreamAttributes.DIRECTION, "outbound")))
        .isEqualTo(10);
    assertThat(telemetry.counter("streamscope.websocket.sessions.active", route())).isZero();
    assertThat(
            telemetry.counter(
                "streamscope.websocket.close", Attributes.of(AttributeKey.longKey("code"), 1001L)))
        .isEqualTo(1);
    assertThat(telemetry.histogram("streamscope.websocket.session.duration").get(route()).getSum())
        .isEqualTo(0.02);
    assertThat(telemetry.histogram("streamscope.websocket.rtt").get(Attributes.empty()).getSum())
        .isEqualTo(0.02);
    assertThat(telemetry.span().getAttributes().get(WebSocketAttributes.RTT_MEAN)).isEqualTo(0.02);
  }

  @ParameterizedTest
  @CsvSource({
    "/ws/chat, /ws/chat",
    "/ws/4711, /ws/*",
    "/v1/realtime, /v1/realtime",
    "/s/0b9f6f1e-9d1c-4a2b-8e0c-3f1d2a4b5c6d/in, /s/*/in",
    "/, /"
  })
  void pathInAName_hasNoIds(String path, String name) {
    assertThat(WebSocketPeer.ofServer(null, path).name()).isEqualTo(name);
  }

  private long messages(String direction, String type) {
    return telemetry.counter(
        "streamscope.websocket.messages",
        Attributes.of(StreamAttributes.DIRECTION, direction, AttributeKey.stringKey("type"), type));
  }

  private static Attributes route() {
    return Attributes.of(StreamAttributes.HTTP_ROUTE, "/chat");
  }

  private static String outcome(SpanData span) {
    return span.getAttributes().get(StreamAttributes.OUTCOME);
  }

  private WebSocketSession server() {
    return sockets.open(handshake(), WebSocketPeer.ofServer("/chat", null), now(), null);
  }

  private WebSocketSession client() {
    WebSocketPeer peer = WebSocketPeer.ofClient(URI.create("ws://chat.example.com:8080/ws/12345"));
    return sockets.open(handshake(), peer, now(), null);
  }

  private static Context handshake() {
    return Context.root().with(Span.wrap(HANDSHAKE));
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

  static String linked(SpanData span) {
    return span.getLinks().stream()
        .map(LinkData::getSpanContext)
        .map(SpanContext::getSpanId)
        .reduce("", String::concat);
  }

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {

    @Override
    public Iterable<String> keys(Map<String, String> headers) {
      return headers.keySet();
    }

    @Override
    public String get(Map<String, String> headers, String name) {
      return headers.get(name);
    }
  }
}
